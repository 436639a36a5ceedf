using Bridgewatch.Desk.Sla;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Desk.Promises;

/// <summary>Which promises a report is about: those of a month in the company's zone, of one customer, queue, policy or priority where it is given.</summary>
/// <param name="Month">The month before this one when left out: it is complete.</param>
public sealed record AttainmentAsk(
    YearMonth? Month = null, OrganizationId? Organization = null, QueueId? Queue = null, SlaPolicyId? Policy = null, Priority? Priority = null, ClockTarget? Target = null)
{
    private const string NoneWord = "none";

    /// <summary>Only what has none of these: of no customer, of no policy.</summary>
    public AttainmentBy Without { get; init; }

    /// <exception cref="Invalid">It is no month.</exception>
    public static YearMonth? ReadMonth(string? text) => string.IsNullOrEmpty(text) ? null
        : YearMonthPattern.Iso.Parse(text).TryGetValue(default, out var month) && month.Year is >= 2000 and < 9999 ? month
        : throw new Invalid("month", "Give a month such as 2026-03.");

    /// <summary>The same, of one group of a report.</summary>
    /// <param name="key">The group's key; null for what has none.</param>
    /// <exception cref="Invalid">It is no key of such a group.</exception>
    public AttainmentAsk Within(AttainmentBy by, string? key) => by switch
    {
        AttainmentBy.Nothing => this,
        _ when string.IsNullOrEmpty(key) || key == NoneWord => this with { Without = by },
        AttainmentBy.Organization when OrganizationId.TryParse(key, out var organization) => this with { Organization = organization },
        AttainmentBy.Queue when QueueId.TryParse(key, out var queue) => this with { Queue = queue },
        AttainmentBy.Policy when SlaPolicyId.TryParse(key, out var policy) => this with { Policy = policy },
        AttainmentBy.Priority when Words.TryRead<Priority>(key, out var priority) => this with { Priority = priority },
        _ => throw new Invalid("key", "Give a key as the report has it."),
    };

    internal IQueryable<EndedPromise> On(IQueryable<EndedPromise> promises, Instant from, Instant until)
    {
        promises = promises.Where(p => p.At >= from && p.At < until);
        if (Organization is { } organization) promises = promises.Where(p => p.Organization == organization);
        if (Queue is { } queue) promises = promises.Where(p => p.Queue == queue);
        if (Policy is { } policy) promises = promises.Where(p => p.Policy == policy);
        if (Priority is { } priority) promises = promises.Where(p => p.Priority == priority);
        if (Target is { } target) promises = promises.Where(p => p.Target == target);
        return Without switch
        {
            AttainmentBy.Organization => promises.Where(p => p.Organization == null),
            AttainmentBy.Policy => promises.Where(p => p.Policy == null),
            _ => promises,
        };
    }

    /// <summary>Those of a kind, as <see cref="Attainment"/> counts them; a test compares the two.</summary>
    internal static IQueryable<EndedPromise> That(IQueryable<EndedPromise> promises, PromisesThat that) => that switch
    {
        PromisesThat.Met => promises.Where(p => p.Outcome == PromiseOutcome.Met),
        PromisesThat.Missed => promises.Where(p => p.Outcome == PromiseOutcome.Missed),
        PromisesThat.MissedByChange => promises.Where(p => p.Outcome == PromiseOutcome.MissedByChange),
        PromisesThat.Lapsed => promises.Where(p => p.Outcome == PromiseOutcome.Lapsed),
        PromisesThat.MetByMacro => promises.Where(p => p.Outcome == PromiseOutcome.Met && p.ByMacro),
        PromisesThat.Revised => promises.Where(p => (p.Outcome == PromiseOutcome.Met || p.Outcome == PromiseOutcome.Missed) && p.Revised > 0),
        PromisesThat.Again => promises.Where(p => (p.Outcome == PromiseOutcome.Met || p.Outcome == PromiseOutcome.Missed) && p.Target == ClockTarget.Resolution && p.Cycle > 1),
        _ => promises,
    };
}
