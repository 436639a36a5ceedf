using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>All clocks, reckoned anew beside those that are kept.</summary>
/// <param name="Tickets">That were reckoned.</param>
/// <param name="Promises">That came to an end, as reports count them.</param>
/// <param name="Different">Clocks and promises.</param>
/// <param name="Differences">The first <see cref="ClockCheck.MostNamed"/> of the clocks.</param>
/// <param name="PromiseDifferences">The first <see cref="ClockCheck.MostNamed"/> of the promises.</param>
public sealed record ClockCheckReport(
    int Tickets, int Clocks, int Promises, int Different, IReadOnlyList<ClockDifference> Differences, IReadOnlyList<PromiseDifference> PromiseDifferences);

/// <param name="Kept">As the table has it; null where it has none.</param>
/// <param name="Reckoned">As what happened to the ticket says; null where it says nothing.</param>
public sealed record ClockDifference(TicketNumber Ticket, ClockTarget Target, ClockFace? Kept, ClockFace? Reckoned);

/// <param name="Kept">As the table has it; null where it has none.</param>
/// <param name="Reckoned">As what happened to the ticket says; null where it says nothing.</param>
public sealed record PromiseDifference(TicketNumber Ticket, ClockTarget Target, int Cycle, PromiseFace? Kept, PromiseFace? Reckoned);

/// <param name="At">When it was decided; null while it is owed again.</param>
public sealed record PromiseFace(Instant? At, PromiseOutcome? Outcome, Instant FirstAt, PromiseOutcome First, int Revised, bool ByMacro);

public sealed record ClockFace(ClockState State, int Cycle, Instant? StartedAt, Instant? DueAt, Instant? MetAt, Instant? BreachedAt);

/// <summary>Holds the clocks that are kept for lists and timers, and the promises that are kept for reports, against what happened to the tickets.</summary>
internal sealed class ClockCheck(BridgewatchDb db, ClockHistory history, IClock now)
{
    public const int MostNamed = 1_000;

    private const int AtOnce = 200;

    public async Task<ClockCheckReport> Run(CancellationToken ct)
    {
        var report = new ClockCheckReport(0, 0, 0, 0, [], []);
        var after = default(TicketNumber);
        while (true)
        {
            var (kept, ended) = (db.TicketClocks, db.AllEndedPromises);
            var some = await db.Set<Tickets.Ticket>().AsNoTracking().Where(t => t.Number > after && (kept.Any(c => c.Ticket == t.Id) || ended.Any(p => p.Ticket == t.Id)))
                .OrderBy(t => t.Number).Select(t => new Checked(t.Id, t.Number, t.IsSpam)).Take(AtOnce).ToListAsync(ct);
            if (some.Count == 0) return report;
            after = some[^1].Number;
            foreach (var ticket in some) report = await Check(ticket, report, ct);
        }
    }

    /// <summary>Reckoned for the instant at which the rows were, since what passes is no difference.</summary>
    private async Task<ClockCheckReport> Check(Checked ticket, ClockCheckReport report, CancellationToken ct)
    {
        var rows = await db.TicketClocks.Where(c => c.Ticket == ticket.Id).ToListAsync(ct);
        var promises = await db.AllEndedPromises.AsNoTracking().Where(p => p.Ticket == ticket.Id).ToListAsync(ct);
        var at = rows.Count == 0 ? now.GetCurrentInstant() : rows.Max(r => r.At);
        var clocks = await history.Clocks(await history.Facts(ticket.Id, ct), ct);
        var (clock, promise) = (Differences(ticket.Number, rows, clocks.Read(at)), Differences(ticket.Number, promises, ticket.IsSpam ? [] : clocks.Ended(at)));
        return new(
            report.Tickets + 1, report.Clocks + rows.Count, report.Promises + promises.Count, report.Different + clock.Count + promise.Count,
            [.. report.Differences.Concat(clock).Take(MostNamed)], [.. report.PromiseDifferences.Concat(promise).Take(MostNamed)]);
    }

    private static List<ClockDifference> Differences(TicketNumber ticket, List<TicketClock> rows, IReadOnlyList<Clock> reckoned)
    {
        var clocks = reckoned.ToDictionary(c => c.Target);
        return
        [
            .. rows.Where(r => !clocks.TryGetValue(r.Target, out var clock) || !r.Says(clock)).Select(r => new ClockDifference(ticket, r.Target, Face(r), Face(clocks.GetValueOrDefault(r.Target)))),
            .. reckoned.Where(c => rows.All(r => r.Target != c.Target)).Select(c => new ClockDifference(ticket, c.Target, null, Face(c))),
        ];
    }

    private static List<PromiseDifference> Differences(TicketNumber ticket, List<EndedPromise> rows, IReadOnlyList<PromiseEnd> reckoned)
    {
        var ends = reckoned.ToDictionary(e => (e.Target, e.Cycle));
        return
        [
            .. rows.Where(r => !ends.TryGetValue((r.Target, r.Cycle), out var end) || !r.Says(end))
                .Select(r => new PromiseDifference(ticket, r.Target, r.Cycle, Face(r), Face(ends.GetValueOrDefault((r.Target, r.Cycle))))),
            .. reckoned.Where(e => rows.All(r => (r.Target, r.Cycle) != (e.Target, e.Cycle))).Select(e => new PromiseDifference(ticket, e.Target, e.Cycle, null, Face(e))),
        ];
    }

    private static PromiseFace Face(EndedPromise p) => new(p.At == Micros.Never ? null : p.At, p.Outcome, p.FirstAt, p.First, p.Revised, p.ByMacro);

    private static PromiseFace? Face(PromiseEnd? e) => e is null ? null : new(e.At, e.Outcome, e.FirstAt, e.First, e.Revised, e.ByMacro);

    private static ClockFace Face(TicketClock c) => new(c.State, c.Cycle, c.StartedAt, c.DueAt == Micros.Never ? null : c.DueAt, c.MetAt, c.BreachedAt);

    private static ClockFace? Face(Clock? c) => c is null ? null : new(c.State, c.Cycle, c.StartedAt, c.DueAt, c.MetAt, c.BreachedAt);

    private sealed record Checked(TicketId Id, TicketNumber Number, bool IsSpam);
}
