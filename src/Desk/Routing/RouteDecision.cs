using Bridgewatch.Desk.Tickets;

namespace Bridgewatch.Desk.Routing;

/// <summary>Where a ticket goes by the rules, and why.</summary>
/// <param name="Component">What a rule says, or else what the ticket came with.</param>
/// <param name="Queue">Null, like all that follows, where no rule says anything: it is then found as without rules.</param>
/// <param name="Labels">Of all rules that apply.</param>
/// <param name="ErrorCodes">Those that were given, and those that were found in the texts.</param>
/// <param name="Fields">What named groups filled, beside what the ticket came with.</param>
public sealed record RouteDecision(
    string? Component, string? Queue, SupportTier? Tier, string? Skill, Priority? Priority, string? Runbook,
    IReadOnlyList<string> Labels, IReadOnlyList<string> Followers, IReadOnlyList<string> ErrorCodes, IReadOnlyDictionary<string, string> Fields,
    IReadOnlyList<MatchedRule> Matched, IReadOnlyList<ShadowedRule> Shadowed);

/// <summary>A rule that applied.</summary>
/// <param name="Because">In words, what of its condition was so.</param>
/// <param name="Sets">What it decided: the fields that no rule before it had set.</param>
public sealed record MatchedRule(string Rule, string Because, IReadOnlyList<string> Sets);

/// <summary>A rule whose condition was so, and that came too late: all that it sets was set before.</summary>
/// <param name="By">The rules that were before it, with commas between.</param>
public sealed record ShadowedRule(string Rule, string By);
