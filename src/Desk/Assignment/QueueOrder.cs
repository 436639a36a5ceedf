using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Assignment;

/// <summary>What waits in a queue for somebody, in the order in which its list shows it.</summary>
internal sealed class QueueOrder(BridgewatchDb db, Actor actor)
{
    /// <summary>Nobody has it, and somebody could work on it now: what waits on others, is on hold or put off rests.</summary>
    public IQueryable<Ticket> Waiting(QueueId queue) => db.Tickets.VisibleTo(actor)
        .Where(t => !t.IsSolved && t.Queue == queue && t.Assignee == null && t.RankAt < QueueRank.Never);

    /// <summary>What whoever asks gets: the first one that waits, or where its share is owed to technical debt the first that is debt; nothing goes before
    /// a P1. Null when nothing waits.</summary>
    public async Task<Ticket?> Next(QueueId queue, DebtShare? share, CancellationToken ct)
    {
        var (first, label) = (await First(Waiting(queue), ct), Ticket.DebtLabel);
        if (first is null || share is not { Owes: true } || first.IsDebt || first.Priority == Priority.P1) return first;
        return await First(Waiting(queue).Where(t => t.Labels.Any(l => l.Label == label)), ct) ?? first;
    }

    private static Task<Ticket?> First(IQueryable<Ticket> waiting, CancellationToken ct) =>
        waiting.OrderBy(t => t.RankAt).ThenBy(t => t.Number).Include(t => t.Codes).Include(t => t.Labels).FirstOrDefaultAsync(ct);

    /// <summary>Its place among the unsolved, unassigned tickets of its queue, in the order in which the queue shows them, from 1: evidence of
    /// whether that order is followed (1.3). Null for what is solved, or what a colleague already had: that is no pull from a queue.</summary>
    public async Task<int?> PositionOf(Ticket ticket, CancellationToken ct) => ticket.IsSolved || ticket.Assignee is not null ? null : 1 + await db.Tickets
        .Where(t => !t.IsSolved && t.Queue == ticket.Queue && t.Assignee == null && t.Id != ticket.Id
            && (t.RankAt < ticket.RankAt || (t.RankAt == ticket.RankAt && t.Number < ticket.Number)))
        .CountAsync(ct);
}
