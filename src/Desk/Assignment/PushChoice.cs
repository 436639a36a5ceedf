using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Assignment;

/// <summary>By what the program chooses among those who can take a ticket.</summary>
public enum PushMode
{
    /// <summary>It gives nothing: people take.</summary>
    None,

    /// <summary>Who was given something longest ago.</summary>
    RoundRobin,

    /// <summary>Who has the fewest tickets to work on; among equals, who was given something longest ago.</summary>
    LeastLoaded,
}

/// <summary>Why somebody of the team did not get a ticket.</summary>
public enum PassedOverReason
{
    /// <summary>They are away.</summary>
    Away,

    /// <summary>They have as many tickets to work on as the queue lets anybody have.</summary>
    AtCapacity,

    /// <summary>They are not known to be able to do what a routing rule asks for.</summary>
    LacksSkill,

    /// <summary>They work in a lower tier than the one with which the ticket is.</summary>
    LowerTier,

    /// <summary>They had it last, and it was taken from them or they gave it back.</summary>
    HadIt,

    /// <summary>They hold no role by which they could resolve it.</summary>
    MayNotWork,

    /// <summary>They could have taken it, and were given something more recently.</summary>
    LaterInTurn,

    /// <summary>They could have taken it, and have more to work on.</summary>
    HasMore,
}

/// <param name="Open">How many tickets they had to work on.</param>
public sealed record PassedOver(PersonId Person, PassedOverReason Why, int Open);

/// <summary>One of the team, with all that decides what they can take.</summary>
/// <param name="Open">Tickets to work on: theirs, unsolved, and neither waiting on others nor put off.</param>
/// <param name="Turn">Rises with each ticket that the program gives to somebody; 0 for who never got one.</param>
internal sealed record Candidate(PersonId Person, string Name, SupportTier? Tier, IReadOnlySet<string> Skills, LocalDate? AwayUntil, bool MayWork, int Open, long Turn);

/// <summary>What about a ticket decides who can take it.</summary>
/// <param name="Skill">What a routing rule asks for; null where none does.</param>
internal sealed record Need(SupportTier Tier, string? Skill, PersonId? HadIt);

/// <summary>Chooses who gets a ticket. The same question always has the same answer, and knows no database.</summary>
internal static class PushChoice
{
    /// <returns>Null where nobody can take it; and everybody else, with the reason.</returns>
    public static (Candidate? Taker, IReadOnlyList<PassedOver> Others) Of(Need need, PushMode mode, int? capacity, IReadOnlyCollection<Candidate> team)
    {
        var judged = team.Select(c => (Candidate: c, Against: Against(c, need, capacity))).ToList();
        var able = judged.Where(j => j.Against is null).Select(j => j.Candidate)
            .OrderBy(c => mode == PushMode.LeastLoaded ? c.Open : 0).ThenBy(c => c.Turn).ThenBy(c => c.Name, StringComparer.Ordinal).ThenBy(c => c.Person.Value).ToList();
        var taker = able.FirstOrDefault();
        return (taker, [
            .. able.Skip(1).Select(c => new PassedOver(c.Person, mode == PushMode.LeastLoaded && c.Open > taker!.Open ? PassedOverReason.HasMore : PassedOverReason.LaterInTurn, c.Open)),
            .. judged.Where(j => j.Against is not null).Select(j => new PassedOver(j.Candidate.Person, j.Against!.Value, j.Candidate.Open)),
        ]);
    }

    /// <summary>Whether they could take anything at all now.</summary>
    public static bool IsFree(Candidate c, int? capacity) => c.MayWork && c.AwayUntil is null && (capacity is null || c.Open < capacity);

    private static PassedOverReason? Against(Candidate c, Need need, int? capacity) => c switch
    {
        { MayWork: false } => PassedOverReason.MayNotWork,
        { AwayUntil: not null } => PassedOverReason.Away,
        _ when c.Person == need.HadIt => PassedOverReason.HadIt,
        { Tier: { } tier } when tier < need.Tier => PassedOverReason.LowerTier,
        _ when need.Skill is { } skill && !c.Skills.Contains(skill) => PassedOverReason.LacksSkill,
        _ when capacity is { } most && c.Open >= most => PassedOverReason.AtCapacity,
        _ => null,
    };
}
