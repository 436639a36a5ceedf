using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Assignment;

/// <summary>Gives whoever asks the ticket that stands first in a queue. Of many who ask at once each gets another one.</summary>
/// <param name="Queue">The queue's slug.</param>
[Requires(DeskPermissions.AssignTickets)]
public sealed record TakeNextTicket(string Queue) : ICommand<NextTicket>;

/// <summary>Which ticket was given, and why it was the next one.</summary>
/// <param name="Position">Its place among what waited, from 1.</param>
/// <param name="Waiting">How many waited, this one among them.</param>
/// <param name="Debt">It is technical debt; where its share of the queue was not reached, it went before what stood in front of it.</param>
/// <param name="RankAt">The instant by which the queue orders it, and why.</param>
/// <param name="Share">How much technical debt had left the queue in the week before; null where none is reserved.</param>
public sealed record NextTicket(TicketNumber Ticket, string Queue, int Position, int Waiting, bool Debt, Instant RankAt, RankReason RankReason, DebtShare? Share);

internal sealed class TakeNextTicketHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, QueueOrder order, AbsenceQueries absences, DebtShares shares)
    : ICommandHandler<TakeNextTicket, NextTicket>
{
    public async ValueTask<NextTicket> Handle(TakeNextTicket command, CancellationToken ct)
    {
        var queue = await db.Queues.SingleOrDefaultAsync(q => q.Slug == command.Queue && !q.Archived, ct) ?? throw new NotVisible("queue");
        actor.MustHold(new(Team: queue.Team, Queue: queue.Id));
        if (await absences.Now(actor.Person, ct) is { } away) throw AssignmentRefusals.YouAreAway(away);
        var share = queue.DebtReserve == 0 ? null : await shares.Of(queue, ct);
        var ticket = await order.Next(queue.Id, share, ct) ?? throw AssignmentRefusals.NothingWaits(queue, await Resting(queue.Id, ct));
        var (rank, why) = (ticket.RankAt, ticket.RankReason);
        var pulled = new TicketPulled(
            ticket.Id, queue.Id, actor.Person, (await order.PositionOf(ticket, ct))!.Value, await order.Waiting(queue.Id).CountAsync(ct), ticket.IsDebt,
            why.Term, ticket.Priority, ticket.ImpactPoints, rank);
        db.TicketPulls.Add(ticket.Pull(pulled, await settings.Get<PatienceSettings>(ct), envelope.At));
        return new(ticket.Number, queue.Slug, pulled.Position, pulled.Waiting, pulled.Debt, rank, why, share);
    }

    private Task<int> Resting(QueueId queue, CancellationToken ct) => db.Tickets.VisibleTo(actor)
        .CountAsync(t => !t.IsSolved && t.Queue == queue && t.Assignee == null && t.RankAt == QueueRank.Never, ct);
}

internal static class TakeNextTicketEndpoint
{
    /// <param name="Why">Why it was the next one.</param>
    public sealed record Answer(TicketResource Ticket, NextTicket Why);

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/queues/{slug}/next",
        async (string slug, Commands commands, Reads reads, CancellationToken ct) => TypedResults.Ok(await commands.Send(
            new TakeNextTicket(slug), async next => new Answer(await reads.From((TicketQueries q, CancellationToken c) => q.One(next.Ticket, c), ct), next), ct)));
}
