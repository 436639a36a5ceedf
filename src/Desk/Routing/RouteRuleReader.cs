using Bridgewatch.Desk.Tickets;

namespace Bridgewatch.Desk.Routing;

/// <summary>Reads what a rule says, or says all that is wrong with it. Whether there is such a queue is nothing that it knows.</summary>
internal static class RouteRuleReader
{
    /// <summary>Of a path, a short name, a skill, a handle.</summary>
    public const int LongestWord = 200;

    /// <summary>Of an address.</summary>
    public const int LongestLink = 1_000;

    private const int MostFollowers = 20;

    public static RuleCondition? Read(RouteRule rule, ICollection<RouteFault> faults)
    {
        var before = faults.Count;
        var reading = ArrivalNoun.Instance.Read(rule.When);
        foreach (var error in reading.Errors) faults.Add(new(rule.Name, "when", InWords(error.What, rule.When, error.At), error.At, error.Nearest));
        foreach (var fault in Faults(rule.Set)) faults.Add(fault with { Rule = rule.Name });
        if (rule is { Stop: false, Set.AreNone: true }) faults.Add(new(rule.Name, "set", "Say what it sets, or that it stops."));
        return faults.Count == before ? RuleCondition.Of(reading.Tree!) : null;
    }

    /// <summary>A field that tickets have only later is told apart from one that there is not.</summary>
    private static string InWords(string what, string when, int at) =>
        what.StartsWith("There is no field", StringComparison.Ordinal) && when[at..].Split(':')[0] is var name && TicketNoun.Instance.Field(name) is not null
            ? $"A ticket that is being routed has no {name} yet."
            : what;

    private static IEnumerable<RouteFault> Faults(RouteTargets set)
    {
        foreach (var (field, value) in new[] { ("component", set.Component), ("queue", set.Queue), ("skill", set.Skill) })
            if (value is not null && (string.IsNullOrWhiteSpace(value) || value.Length > LongestWord)) yield return new("", $"set.{field}", $"Give a name of at most {LongestWord} characters.");
        if (set.Runbook is { } runbook && !IsLink(runbook)) yield return new("", "set.runbook", "Give an address that begins with https:// or http://.");
        foreach (var label in set.Labels.Where(l => !TicketWordLists.IsLabel(l))) yield return new("", "set.labels", $"'{label}' can be no label.");
        if (set.Labels.Count > TicketWordLists.MostLabels) yield return new("", "set.labels", $"Give at most {TicketWordLists.MostLabels}.");
        if (set.Followers.Count > MostFollowers) yield return new("", "set.followers", $"Give at most {MostFollowers}.");
        if (set.Followers.Any(f => string.IsNullOrWhiteSpace(f) || f.Length > LongestWord)) yield return new("", "set.followers", "Give the handles of people.");
    }

    private static bool IsLink(string text) =>
        text.Length <= LongestLink && Uri.TryCreate(text, UriKind.Absolute, out var link) && (link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp);
}
