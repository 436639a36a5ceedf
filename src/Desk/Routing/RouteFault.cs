namespace Bridgewatch.Desk.Routing;

/// <summary>What is wrong with a rule.</summary>
/// <param name="Rule">Its name.</param>
/// <param name="Field">Where in the rule: <c>when</c>, <c>pattern</c>, <c>set.tier</c>.</param>
/// <param name="At">The character in that field, from 0; null where the whole of it is meant.</param>
/// <param name="Nearest">What was probably meant.</param>
public sealed record RouteFault(string Rule, string Field, string What, int? At = null, string? Nearest = null)
{
    /// <summary>For whoever sees rule and field already.</summary>
    internal string InWords => $"{(At is { } at ? $"At {at}: " : "")}{What}{Meant}";

    public override string ToString() => $"rule \"{Rule}\", {Field}{(At is { } at ? $", at {at}" : "")}: {What}{Meant}";

    private string Meant => Nearest is { } near ? $" Did you mean {near}?" : "";
}
