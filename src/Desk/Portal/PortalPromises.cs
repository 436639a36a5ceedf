using Bridgewatch.Desk.Sla;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Portal;

/// <summary>How a promise stands, in a customer's words.</summary>
internal enum PortalPromiseState { Due, Overdue, Waiting, Kept, KeptLate }

/// <param name="At">When it is or was due, or was kept; null while nobody knows when it will be due.</param>
internal sealed record PortalPromise(ClockTarget Target, PortalPromiseState State, Instant? At);

/// <summary>What a customer is promised about a request, where the policy that applies says that they see it.</summary>
internal sealed class PortalPromises(BridgewatchDb db, JournalTypes types, SlaMemory memory, IClock clock)
{
    public async Task<IReadOnlyList<PortalPromise>> Of(TicketId ticket, CancellationToken ct)
    {
        if (memory.HasNone) return [];
        var clocks = await db.TicketClocks.Where(c => c.Ticket == ticket).OrderBy(c => c.Target).ToListAsync(ct);
        var now = clock.GetCurrentInstant();
        return clocks.Count > 0 && await IsShown(ticket, now, ct) ? [.. clocks.Select(c => Told(c, now)).OfType<PortalPromise>()] : [];
    }

    /// <summary>As the policy says today: what customers are told no more is told of no older request either.</summary>
    private async Task<bool> IsShown(TicketId ticket, Instant now, CancellationToken ct)
    {
        var (kind, type) = ("ticket", types.NameOf(typeof(TicketPromised)));
        var last = await db.Journal.Where(r => r.SubjectKind == kind && r.SubjectId == ticket.Value && r.Type == type).OrderByDescending(r => r.Seq)
            .Select(r => new { r.Type, r.Data }).FirstOrDefaultAsync(ct);
        return last is not null && types.Read(last.Type, last.Data) is TicketPromised { Policy: { } policy }
            && (await memory.Policies(ct)).All.GetValueOrDefault(policy) is { IsInUse: true } known && known.On(now)?.Promise.ShownToCustomers == true;
    }

    /// <summary>Null for what is over and was no answer, and for answers between the first and the last.</summary>
    private static PortalPromise? Told(TicketClock clock, Instant now) => clock switch
    {
        { State: ClockState.Running } when clock.DueAt != Micros.Never => new(clock.Target, clock.DueAt > now ? PortalPromiseState.Due : PortalPromiseState.Overdue, clock.DueAt),
        { State: ClockState.Paused } => new(clock.Target, PortalPromiseState.Waiting, null),
        { State: ClockState.Met, Target: not ClockTarget.NextResponse, BreachedAt: null } => new(clock.Target, PortalPromiseState.Kept, clock.MetAt),
        { State: ClockState.Met, Target: not ClockTarget.NextResponse } => new(clock.Target, PortalPromiseState.KeptLate, clock.MetAt),
        _ => null,
    };
}
