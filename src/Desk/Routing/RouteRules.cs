using Bridgewatch.Desk.Tickets;

namespace Bridgewatch.Desk.Routing;

/// <summary>What a node routes by: how error codes are read, and where tickets go, in this order.</summary>
/// <param name="StandardCodes">Codes are also read as <see cref="Text.ErrorCodes"/> does.</param>
public sealed record RouteRules(IReadOnlyList<CodeRule> Codes, IReadOnlyList<RouteRule> Rules, bool StandardCodes = true)
{
    /// <summary>So many rules of each kind.</summary>
    public const int Most = 20_000;

    public static RouteRules None { get; } = new([], []);
}

/// <summary>How one kind of error code is read from texts.</summary>
/// <param name="Pattern">A regular expression of .NET that takes time in proportion to the text (no looking around, no backreference). Named groups
/// become fields of the ticket.</param>
/// <param name="Code">What the code is made of, such as <c>PAY-${number}</c>; null takes the group <c>code</c>, or all that was matched.</param>
public sealed record CodeRule(string Name, string Pattern, string? Code = null);

/// <summary>Where tickets go for which a condition is so.</summary>
/// <param name="When">In the query language; empty for every ticket.</param>
/// <param name="Stop">No later rule is looked at where this one applies.</param>
public sealed record RouteRule(string Name, string When, RouteTargets Set, bool Stop = false)
{
    /// <summary>Of a name.</summary>
    public const int LongestName = 120;

    /// <summary>Labels in small letters, and nothing where nothing was typed.</summary>
    internal RouteRule Tidied() => this with
    {
        When = When.Trim(),
        Set = new(Given(Set.Component), Given(Set.Queue), Set.Tier, Given(Set.Skill), Set.Priority, Given(Set.Runbook))
        {
            Labels = [.. TicketWordLists.Labels(Set.Labels)!],
            Followers = [.. Set.Followers.Select(f => f.Trim().TrimStart('@').ToLowerInvariant()).Distinct()],
        },
    };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>What a rule sets; what is null or empty it leaves.</summary>
/// <param name="Component">Path of a component.</param>
/// <param name="Queue">Short name of a queue.</param>
/// <param name="Skill">What somebody must be able to do who takes it: a label of people.</param>
/// <param name="Runbook">Where it says what to do, an address that begins with http.</param>
public sealed record RouteTargets(
    string? Component = null, string? Queue = null, SupportTier? Tier = null, string? Skill = null, Priority? Priority = null, string? Runbook = null)
{
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Handles of people who are told of what happens to it.</summary>
    public IReadOnlyList<string> Followers { get; init; } = [];

    internal bool AreNone => (Component, Queue, Tier, Skill, Priority, Runbook) == default && Labels.Count + Followers.Count == 0;
}
