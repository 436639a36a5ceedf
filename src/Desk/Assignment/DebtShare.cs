using Bridgewatch.Desk.Effort;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Assignment;

/// <summary>How much of what left a queue in the last week was technical debt, beside what is reserved for it.</summary>
/// <param name="Reserve">In percent.</param>
/// <param name="Pulls">Tickets that people took or were given.</param>
/// <param name="DebtPulls">Those of them that were technical debt.</param>
public sealed record DebtShare(int Reserve, int Pulls, int DebtPulls)
{
    /// <summary>The share is counted over so many days up to now.</summary>
    public const int Days = 7;

    /// <summary>What the share really is, in percent; null before anything left the queue.</summary>
    public double? Pulled => Pulls == 0 ? null : 100d * DebtPulls / Pulls;

    /// <summary>Less was taken than is reserved. Before anything left the queue nothing is owed yet.</summary>
    internal bool Owes => DebtPulls * 100L < (long)Reserve * Pulls;

    internal DebtShare After(bool debt) => this with { Pulls = Pulls + 1, DebtPulls = DebtPulls + (debt ? 1 : 0) };

    /// <summary>Which of those that wait goes next: the first, or where debt is owed the first that is debt. Nothing goes before a P1.</summary>
    internal int Next<T>(IReadOnlyList<T> waiting, Func<T, bool> isDebt, Func<T, Priority> priority)
    {
        if (!Owes || priority(waiting[0]) == Priority.P1) return 0;
        for (var place = 0; place < waiting.Count; place++)
            if (isDebt(waiting[place])) return place;
        return 0;
    }
}

/// <summary>Counts what leaves queues, and what is worked on.</summary>
internal sealed class DebtShares(BridgewatchDb db, IClock clock)
{
    public async Task<DebtShare> Of(Queue queue, CancellationToken ct)
    {
        var (id, since) = (queue.Id, Since());
        var counts = await db.TicketPulls.Where(p => p.Queue == id && p.At > since).GroupBy(p => p.Debt).Select(g => new { Debt = g.Key, Count = g.Count() }).ToListAsync(ct);
        return new(queue.DebtReserve, counts.Sum(c => c.Count), counts.Where(c => c.Debt).Sum(c => c.Count));
    }

    /// <summary>Active minutes of the last week on tickets that are in the queue, and those on technical debt among them.</summary>
    public async Task<(int Minutes, int Debt)> Worked(QueueId queue, CancellationToken ct)
    {
        var (since, label) = (Since(), Ticket.DebtLabel);
        var worked = await db.Visits.Where(v => v.StartedAt > since).Join(db.Tickets.Where(t => t.Queue == queue), v => v.Ticket, t => t.Id,
                (v, t) => new { Minutes = v.Corrected ?? v.Minutes, Debt = t.Labels.Any(l => l.Label == label) })
            .GroupBy(v => v.Debt).Select(g => new { Debt = g.Key, Minutes = g.Sum(v => v.Minutes) }).ToListAsync(ct);
        return (worked.Sum(w => w.Minutes), worked.Where(w => w.Debt).Sum(w => w.Minutes));
    }

    private Instant Since() => clock.GetCurrentInstant() - Duration.FromDays(DebtShare.Days);
}
