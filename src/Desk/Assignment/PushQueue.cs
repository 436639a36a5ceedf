using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Routing;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Assignment;

/// <summary>Gives what waits in a queue to those who can take it, in its order. What nobody can take waits, and is looked at again when somebody comes
/// back, gets free, or may take it.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record PushQueue(QueueId Queue) : ICommand
{
    /// <summary>The kind of due work that sends it: one item a queue, so that no two hand out the same one on purpose.</summary>
    public const string Kind = "desk.push-queue";

    internal static DueHandler Handler { get; } = new(Kind, item => new PushQueue(new QueueId(item.Subject)));
}

internal sealed class PushQueueHandler(
    BridgewatchDb db, Envelope envelope, DueWork due, QueueOrder order, Candidates candidates, DebtShares shares, QueueHours hours) : ICommandHandler<PushQueue>
{
    /// <summary>So few that nobody waits for them, since on SQLite one writer serves everybody.</summary>
    private const int AtOnce = 20;

    /// <summary>Of a longer queue the rest is looked at when those before it are given.</summary>
    private const int MostLookedAt = 1_000;

    public async ValueTask<Unit> Handle(PushQueue command, CancellationToken ct)
    {
        var id = command.Queue;
        var queue = await db.Queues.SingleOrDefaultAsync(q => q.Id == id && !q.Archived && q.Push != PushMode.None, ct);
        if (queue is null) return default;
        var (routed, label) = (db.AllRoutedTickets, Ticket.DebtLabel);
        var waiting = await order.Waiting(id).AsNoTracking().OrderBy(t => t.RankAt).ThenBy(t => t.Number).Take(MostLookedAt)
            .Select(t => new Waits(t.Id, t.Tier, t.Priority, t.HadIt, t.NobodySince != null, t.Labels.Any(l => l.Label == label), routed.Where(r => r.Ticket == t.Id).Select(r => r.Set).FirstOrDefault()))
            .ToListAsync(ct);
        if (waiting.Count == 0) return default;
        if (await hours.ClosedUntil(queue, ct) is { } opens)
        {
            if (opens < Micros.Never) await due.Set(PushQueue.Kind, id.Value, opens, ct);
            return default;
        }
        var team = await candidates.Of(queue, ct);
        var decisions = Decide(queue, waiting, team.ToDictionary(c => c.Person), await shares.Of(queue, ct));
        await Carry(queue, decisions, team.ToDictionary(c => c.Person, c => c.Turn), ct);
        if (decisions.Count == AtOnce) await due.Set(PushQueue.Kind, id.Value, envelope.At, ct);
        return default;
    }

    private static List<Decision> Decide(Queue queue, List<Waits> waiting, Dictionary<PersonId, Candidate> team, DebtShare share)
    {
        var (decisions, turn) = (new List<Decision>(), team.Values.Select(c => c.Turn).DefaultIfEmpty().Max());
        while (waiting.Count > 0 && decisions.Count < AtOnce)
        {
            var place = share.Next(waiting, w => w.Debt, w => w.Priority);
            var next = waiting[place];
            var (taker, others) = PushChoice.Of(new(next.Tier, next.Set?.Skill, next.HadIt), queue.Push, queue.Capacity, team.Values);
            if (taker is not null)
            {
                team[taker.Person] = taker with { Open = taker.Open + 1, Turn = ++turn };
                share = share.After(next.Debt);
                decisions.Add(new(next.Id, taker.Person, turn, place + 1, others));
            }
            // Said once, until somebody gets it.
            else if (!next.Said) decisions.Add(new(next.Id, null, 0, place + 1, others));
            waiting.RemoveAt(place);
        }
        return decisions;
    }

    /// <param name="known">The turns by which it was decided: a taker who has another one by now was given something meanwhile.</param>
    private async Task Carry(Queue queue, List<Decision> decisions, Dictionary<PersonId, long> known, CancellationToken ct)
    {
        if (decisions.Count == 0) return;
        var (ids, turns) = (decisions.Select(d => d.Ticket).ToList(), new Dictionary<PersonId, PushTurn>());
        var tickets = await db.Tickets.Where(t => ids.Contains(t.Id)).Include(t => t.Labels).ToDictionaryAsync(t => t.Id, ct);
        foreach (var decision in decisions)
        {
            var ticket = tickets[decision.Ticket];
            // Somebody was quicker, between the two looks.
            if (ticket.Assignee is not null || ticket.IsSolved || ticket.Queue != queue.Id) continue;
            var passedOver = decision.PassedOver.Take(TicketPushed.MostPassedOver).ToList();
            if (decision.Taker is not { } taker)
            {
                ticket.FindsNobody(new(ticket.Id, queue.Id, passedOver), envelope.At);
                continue;
            }
            db.TicketPulls.Add(ticket.Push(new(ticket.Id, queue.Id, taker, queue.Push, decision.Position, ticket.IsDebt, passedOver), envelope.At));
            if (!turns.TryGetValue(taker, out var turn))
            {
                turns[taker] = turn = new() { Person = taker, Turn = known[taker] };
                if (turn.Turn == 0) db.Add(turn);
                else db.Attach(turn);
            }
            turn.Turn = decision.Turn;
        }
    }

    private sealed record Waits(TicketId Id, Access.People.SupportTier Tier, Priority Priority, PersonId? HadIt, bool Said, bool Debt, RouteTargets? Set);

    private sealed record Decision(TicketId Ticket, PersonId? Taker, long Turn, int Position, IReadOnlyList<PassedOver> PassedOver);
}
