using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>A promise that came to an end, as reports count it. It is an index and no record, like <see cref="TicketClock"/>: the clocks say the same.</summary>
public sealed class EndedPromise
{
    public required TicketId Ticket { get; init; }

    public required ClockTarget Target { get; init; }

    public required int Cycle { get; init; }

    /// <summary>When it was decided; <see cref="Micros.Never"/> while it is owed again. A promise belongs to the month of this instant.</summary>
    public Instant At { get; set; }

    public PromiseOutcome? Outcome { get; set; }

    public Instant FirstAt { get; set; }

    public PromiseOutcome First { get; set; }

    public int Revised { get; set; }

    public bool ByMacro { get; set; }

    /// <summary>Whose promise it was; null where a contract alone promised.</summary>
    public SlaPolicyId? Policy { get; set; }

    /// <summary>That the ticket had under the terms that decided.</summary>
    public Priority Priority { get; set; }

    /// <summary>In which the ticket stood when it was decided: who gets it later did not miss it.</summary>
    public QueueId Queue { get; set; }

    /// <summary>As the ticket has it: a customer who was merged into another takes theirs along.</summary>
    public OrganizationId? Organization { get; set; }

    /// <summary>Business time that counted, in whole seconds, like those of the pauses.</summary>
    public long CountedSeconds { get; set; }

    public long CustomerSeconds { get; set; }

    public long EngineeringSeconds { get; set; }

    public long HoldSeconds { get; set; }

    internal void Take(PromiseEnd end, PromisedTicket ticket)
    {
        if (end.Outcome != Outcome) Queue = ticket.Queue;
        (At, Outcome, FirstAt, First, Revised, ByMacro) = (end.At ?? Micros.Never, end.Outcome, end.FirstAt, end.First, end.Revised, end.ByMacro);
        (Policy, Priority, Organization) = (end.Terms.From, end.Terms.Priority, ticket.Organization);
        (CountedSeconds, CustomerSeconds) = (Seconds(end.Counted), Seconds(end.WaitedOnCustomer));
        (EngineeringSeconds, HoldSeconds) = (Seconds(end.WaitedOnEngineering), Seconds(end.OnHold));
    }

    private static long Seconds(Duration span) => (long)span.TotalSeconds;

    /// <summary>Whether reckoning anew says the same.</summary>
    internal bool Says(PromiseEnd end) => (At, Outcome, FirstAt, First, Revised, ByMacro) == (end.At ?? Micros.Never, end.Outcome, end.FirstAt, end.First, end.Revised, end.ByMacro);
}

/// <summary>Where a ticket stands when its promises are counted.</summary>
internal sealed record PromisedTicket(TicketId Ticket, QueueId Queue, OrganizationId? Organization);

/// <summary>Keeps the promises that ended in step with the clocks.</summary>
internal sealed class EndedPromises(BridgewatchDb db)
{
    public async Task Keep(PromisedTicket ticket, IReadOnlyList<PromiseEnd> ends, CancellationToken ct)
    {
        var kept = await db.AllEndedPromises.Where(p => p.Ticket == ticket.Ticket).ToDictionaryAsync(p => (p.Target, p.Cycle), ct);
        foreach (var end in ends)
        {
            if (!kept.Remove((end.Target, end.Cycle), out var row)) db.Add(row = new() { Ticket = ticket.Ticket, Target = end.Target, Cycle = end.Cycle });
            row.Take(end, ticket);
        }
        db.RemoveRange(kept.Values);
    }
}
