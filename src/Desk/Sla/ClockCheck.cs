using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>All clocks, reckoned anew beside those that are kept.</summary>
/// <param name="Tickets">That were reckoned.</param>
/// <param name="Differences">The first <see cref="ClockCheck.MostNamed"/> of them.</param>
public sealed record ClockCheckReport(int Tickets, int Clocks, int Different, IReadOnlyList<ClockDifference> Differences);

/// <param name="Kept">As the table has it; null where it has none.</param>
/// <param name="Reckoned">As what happened to the ticket says; null where it says nothing.</param>
public sealed record ClockDifference(TicketNumber Ticket, ClockTarget Target, ClockFace? Kept, ClockFace? Reckoned);

public sealed record ClockFace(ClockState State, int Cycle, Instant? StartedAt, Instant? DueAt, Instant? MetAt, Instant? BreachedAt);

/// <summary>Holds the clocks that are kept for lists and timers against what happened to the tickets.</summary>
internal sealed class ClockCheck(BridgewatchDb db, ClockHistory history)
{
    public const int MostNamed = 1_000;

    private const int AtOnce = 200;

    public async Task<ClockCheckReport> Run(CancellationToken ct)
    {
        var (tickets, clocks, different, named) = (0, 0, 0, new List<ClockDifference>());
        var after = default(TicketNumber);
        while (true)
        {
            var kept = db.TicketClocks;
            var some = await db.Set<Tickets.Ticket>().AsNoTracking().Where(t => t.Number > after && kept.Any(c => c.Ticket == t.Id)).OrderBy(t => t.Number).Select(t => new { t.Id, t.Number }).Take(AtOnce).ToListAsync(ct);
            if (some.Count == 0) return new(tickets, clocks, different, named);
            after = some[^1].Number;
            foreach (var ticket in some)
            {
                var rows = await kept.Where(c => c.Ticket == ticket.Id).ToListAsync(ct);
                tickets++;
                clocks += rows.Count;
                foreach (var difference in await Differences(ticket.Id, ticket.Number, rows, ct))
                    if (++different <= MostNamed) named.Add(difference);
            }
        }
    }

    /// <summary>Reckoned for the instant at which the rows were, since what passes is no difference.</summary>
    private async Task<IEnumerable<ClockDifference>> Differences(TicketId ticket, TicketNumber number, List<TicketClock> rows, CancellationToken ct)
    {
        var clocks = (await history.Clocks(await history.Facts(ticket, ct), ct)).Read(rows.Max(r => r.At)).ToDictionary(c => c.Target);
        return rows.Where(r => !clocks.TryGetValue(r.Target, out var clock) || !r.Says(clock)).Select(r => new ClockDifference(number, r.Target, Face(r), Face(clocks.GetValueOrDefault(r.Target))))
            .Concat(clocks.Values.Where(c => rows.All(r => r.Target != c.Target)).Select(c => new ClockDifference(number, c.Target, null, Face(c))));
    }

    private static ClockFace Face(TicketClock c) => new(c.State, c.Cycle, c.StartedAt, c.DueAt == Micros.Never ? null : c.DueAt, c.MetAt, c.BreachedAt);

    private static ClockFace? Face(Clock? c) => c is null ? null : new(c.State, c.Cycle, c.StartedAt, c.DueAt, c.MetAt, c.BreachedAt);
}
