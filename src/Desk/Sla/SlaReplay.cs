using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <param name="When">Which tickets it is for.</param>
/// <param name="Terms">What it promises, by priority.</param>
internal sealed record ReplayPolicy(string Name, QueryReading<TicketFieldValues> When, IReadOnlyDictionary<Priority, ClockTerms> Terms);

/// <param name="Fields">Those that it sets; the others stay as they were.</param>
internal sealed record ReplayEvent(ClockEvent What, IReadOnlyDictionary<string, IReadOnlyList<string>> Fields);

/// <summary>How all clocks stand after an event.</summary>
internal sealed record ReplayStep(Instant At, ClockEventType Type, IReadOnlyList<ReplayClock> Clocks);

/// <summary>A clock as it is printed: its spans in seconds.</summary>
internal sealed record ReplayClock(
    ClockTarget Target, int Cycle, ClockState State, bool Late, Instant? StartedAt, Instant? DueAt, decimal ElapsedSeconds, decimal? RemainingSeconds,
    Instant? MetAt, Instant? BreachedAt, bool ByReclassification, string? Policy)
{
    public static ReplayClock Of(Clock clock) => new(
        clock.Target, clock.Cycle, clock.State, clock.Late, clock.StartedAt, clock.DueAt, Seconds(clock.Elapsed), clock.Remaining is { } left ? Seconds(left) : null,
        clock.MetAt, clock.BreachedAt, clock.ByReclassification, clock.Policy);

    private static decimal Seconds(Duration span) => span.ToInt64Nanoseconds() / (decimal)NodaConstants.NanosecondsPerSecond;
}

/// <summary>What happened to a ticket, played again under policies.</summary>
/// <param name="Policies">In their order: the first whose condition fits is the one that applies.</param>
internal sealed record SlaReplay(IReadOnlyList<ReplayPolicy> Policies, IReadOnlyList<ReplayEvent> Events)
{
    private const string Priority = "priority";

    /// <summary>A step for each event, in the order of their times.</summary>
    public async Task<IReadOnlyList<ReplayStep>> Run(CancellationToken ct)
    {
        List<(ReplayPolicy Policy, Func<TicketFieldValues, bool> Fits)> policies = [];
        foreach (var policy in Policies) policies.Add((policy, await Condition(policy, ct)));
        var (clocks, steps, fields) = (new TicketClocks(), new List<ReplayStep>(), new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase));
        foreach (var (what, changed) in Events.OrderBy(e => e.What.At))
        {
            foreach (var (field, values) in changed) fields[field] = values;
            var applies = policies.FirstOrDefault(p => p.Fits(new(fields))).Policy;
            clocks.Apply(what, applies?.Terms.GetValueOrDefault(PriorityOf(fields)));
            steps.Add(new(what.At, what.Type, [.. clocks.Read(what.At).Select(ReplayClock.Of)]));
        }
        return steps;
    }

    private static async Task<Func<TicketFieldValues, bool>> Condition(ReplayPolicy policy, CancellationToken ct)
    {
        var asker = new QueryAsker(null, NodaConstants.UnixEpoch, DateTimeZone.Utc);
        return (await policy.When.Bind("when", asker, (_, _, _) => Task.FromResult<IReadOnlyList<Guid>?>([]), ct)).InMemory();
    }

    /// <summary>What nobody called urgent is not.</summary>
    private static Priority PriorityOf(Dictionary<string, IReadOnlyList<string>> fields) =>
        fields.TryGetValue(Priority, out var values) && values is [var word, ..] && Words.TryRead<Priority>(word, out var priority) ? priority : Tickets.Priority.P4;
}
