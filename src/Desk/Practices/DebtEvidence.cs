using Bridgewatch.Desk.Assignment;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Practices;

/// <summary>Whether queues that reserve a share for technical debt really give it: the part of practice 1.3 whose cases are queues.</summary>
internal sealed class DebtEvidence(BridgewatchDb db, IClock clock)
{
    /// <summary>So far the share that was taken may lie from the reserve, in points.</summary>
    public const int Tolerance = 5;

    /// <summary>Of fewer tickets one alone moves the share by more than that.</summary>
    public const int FewestPulls = 20;

    /// <summary>Before the names of queues, which stand among the numbers of tickets.</summary>
    private const string Mark = "queue:";

    /// <summary>Whether any queue reserves a share at all.</summary>
    public Task<bool> IsReserved(CancellationToken ct) => db.Queues.AnyAsync(q => q.DebtReserve > 0 && !q.Archived, ct);

    public async Task<(long Hits, long Cases)> Count(PracticePeriod period, CancellationToken ct)
    {
        var shares = await Shares(period, ct);
        return (shares.Count(s => s.IsHit), shares.Count);
    }

    public async Task<IReadOnlyList<PracticeCase>> Cases(bool hits, PracticePeriod period, CancellationToken ct) =>
        [.. (await Shares(period, ct)).Where(s => s.IsHit == hits).Select(s => Case(s.Queue, $"{s.Queue.Name}: {s.Debt} / {s.Pulls}, {s.Queue.DebtReserve} %", period.End))];

    public async IAsyncEnumerable<string> Names(bool hits, PracticePeriod period, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var share in (await Shares(period, ct)).Where(s => s.IsHit || !hits)) yield return $"{Mark}{share.Queue.Slug}";
    }

    /// <summary>Those of the names that are queues. Their names are no secret among us.</summary>
    public async Task<IReadOnlyList<PracticeCase>> Named(IReadOnlyCollection<string> names, CancellationToken ct)
    {
        var slugs = names.Where(n => n.StartsWith(Mark, StringComparison.Ordinal)).Select(n => n[Mark.Length..]).ToList();
        return slugs.Count == 0 ? [] : [.. (await db.Queues.Where(q => slugs.Contains(q.Slug)).ToListAsync(ct)).Select(q => Case(q, q.Name, clock.GetCurrentInstant()))];
    }

    private static PracticeCase Case(Queue queue, string said, Instant at) =>
        new($"{Mark}{queue.Slug}", said, new QueueView(QueueViewKind.Queue, queue.Slug).Href(), at, Origin.Live);

    private async Task<List<Share>> Shares(PracticePeriod period, CancellationToken ct)
    {
        var (start, end) = (period.Start, period.End);
        var queues = await db.Queues.Where(q => q.DebtReserve > 0 && !q.Archived).OrderBy(q => q.Slug).ToListAsync(ct);
        if (queues.Count == 0) return [];
        var ids = queues.ConvertAll(q => q.Id);
        var counted = await db.TicketPulls.Where(p => ids.Contains(p.Queue) && p.At >= start && p.At < end)
            .Join(db.Set<Tickets.Ticket>().Where(t => (t.Origin == Origin.Live || t.Origin == Origin.Drill) && !t.IsSpam), p => p.Ticket, t => t.Id, (p, _) => p)
            .GroupBy(p => p.Queue).Select(g => new { Queue = g.Key, Pulls = g.Count(), Debt = g.Count(p => p.Debt) }).ToDictionaryAsync(g => g.Queue, ct);
        return [.. queues.Where(q => counted.TryGetValue(q.Id, out var c) && c.Pulls >= FewestPulls).Select(q => new Share(q, counted[q.Id].Pulls, counted[q.Id].Debt))];
    }

    private sealed record Share(Queue Queue, int Pulls, int Debt)
    {
        public bool IsHit => Math.Abs(100d * Debt / Pulls - Queue.DebtReserve) <= Tolerance;
    }
}
