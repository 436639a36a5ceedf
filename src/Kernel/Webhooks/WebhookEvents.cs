namespace Bridgewatch.Kernel.Webhooks;

/// <summary>Names events of the journal: one by its type, <c>desk.ticket.opened.v1</c>, or all that begin alike, <c>desk.ticket.*</c>.</summary>
internal static class WebhookEvents
{
    /// <summary>Everything that happens.</summary>
    public const string All = "*";

    public static bool Match(IEnumerable<string> patterns, string type) => patterns.Any(p => Matches(p, type));

    public static bool Matches(string pattern, string type) =>
        pattern.EndsWith('*') ? type.StartsWith(pattern[..^1], StringComparison.Ordinal) : pattern == type;
}
