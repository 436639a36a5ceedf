using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>A clock of a ticket as it was last reckoned, for lists and timers. It is an index and no record: what happened to the ticket says the same, and
/// <c>sla check</c> compares them.</summary>
public sealed class TicketClock
{
    public required TicketId Ticket { get; init; }

    public required ClockTarget Target { get; init; }

    public int Cycle { get; set; }

    public ClockState State { get; set; }

    public Instant? StartedAt { get; set; }

    /// <summary><see cref="Micros.Never"/> where nobody knows when.</summary>
    public Instant DueAt { get; set; }

    public Instant? MetAt { get; set; }

    public Instant? BreachedAt { get; set; }

    public bool ByReclassification { get; set; }

    /// <summary>Business time that is left of the target, in whole seconds, as it was at <see cref="At"/>; what runs goes on from there.</summary>
    public long RemainingSeconds { get; set; }

    /// <summary>Business time that is promised; 0 where nothing is.</summary>
    public long TargetSeconds { get; set; }

    public string? Policy { get; set; }

    /// <summary>The highest threshold of this cycle that was acted on, in percent of the target; 0 before the first.</summary>
    public int Passed { get; set; }

    /// <summary>When it was reckoned.</summary>
    public Instant At { get; set; }

    internal void Take(Clock clock, Instant at)
    {
        if (clock.Cycle != Cycle) Passed = 0;
        (Cycle, State, StartedAt, DueAt) = (clock.Cycle, clock.State, clock.StartedAt, clock.DueAt ?? Micros.Never);
        (MetAt, BreachedAt, ByReclassification, Policy) = (clock.MetAt, clock.BreachedAt, clock.ByReclassification, clock.Policy);
        (RemainingSeconds, TargetSeconds, At) = (Seconds(clock.Remaining), Seconds(clock.Elapsed + clock.Remaining), at);
    }

    private static long Seconds(Duration? span) => (long)(span ?? Duration.Zero).TotalSeconds;

    /// <summary>Whether reckoning anew says the same. What is left of a clock that runs is another at each look.</summary>
    internal bool Says(Clock clock) =>
        (Cycle, State, StartedAt, DueAt, MetAt, BreachedAt, ByReclassification, Policy)
        == (clock.Cycle, clock.State, clock.StartedAt, clock.DueAt ?? Micros.Never, clock.MetAt, clock.BreachedAt, clock.ByReclassification, clock.Policy);
}

/// <summary>What is promised about a ticket from an instant on.</summary>
/// <param name="Policy">Null where no policy fits it any more.</param>
/// <param name="Version">Of the policy.</param>
/// <param name="CalendarVersion">Of the calendar that the version names.</param>
/// <param name="Since">From when it counts: when that happened which changed it.</param>
[JournalType("desk.ticket.promised.v1")]
public sealed record TicketPromised(TicketId Ticket, SlaPolicyId? Policy, int Version, int CalendarVersion, Tickets.Priority Priority, Instant Since) : JournalEvent;

/// <summary>So much of the business time of a target has passed. Of several thresholds that passed together the highest alone is told.</summary>
/// <param name="Percent">Of the target: 50, 75 or 90.</param>
[JournalType("desk.ticket.sla-warned.v1")]
public sealed record SlaWarned(TicketId Ticket, ClockTarget Target, int Cycle, int Percent, Instant DueAt) : JournalEvent;

/// <summary>A promise was not kept. It stays so, whatever is promised later.</summary>
/// <param name="ByReclassification">The target was changed, and time alone would not have done it.</param>
[JournalType("desk.ticket.sla-breached.v1")]
public sealed record SlaBreached(TicketId Ticket, ClockTarget Target, int Cycle, Instant At, bool ByReclassification) : JournalEvent;
