using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Following;

/// <summary>Has oneself told what happens to a ticket, as long as one sees it.</summary>
[Requires(DeskPermissions.ReadTickets)]
public sealed record FollowTicket(TicketNumber Ticket) : ICommand;

internal sealed class FollowTicketHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<FollowTicket>
{
    public async ValueTask<Unit> Handle(FollowTicket command, CancellationToken ct)
    {
        var (ticket, me) = (await db.Tickets.VisibleTo(actor).IdOf(command.Ticket, ct), actor.Person);
        var follower = await db.AllFollowers.SingleOrDefaultAsync(f => f.Ticket == ticket && f.Person == me, ct);
        if (follower is null) db.AllFollowers.Add(Follower.Begin(ticket, me, envelope.At));
        else if (follower.Ended) follower.Follow(envelope.At);
        return default;
    }
}

/// <summary>Is told of it no longer.</summary>
[Requires(DeskPermissions.ReadTickets)]
public sealed record UnfollowTicket(TicketNumber Ticket) : ICommand;

internal sealed class UnfollowTicketHandler(BridgewatchDb db, Actor actor) : ICommandHandler<UnfollowTicket>
{
    public async ValueTask<Unit> Handle(UnfollowTicket command, CancellationToken ct)
    {
        var (ticket, me) = (await db.Tickets.VisibleTo(actor).IdOf(command.Ticket, ct), actor.Person);
        (await db.AllFollowers.SingleOrDefaultAsync(f => f.Ticket == ticket && f.Person == me, ct))?.End();
        return default;
    }
}

internal static class TicketsByNumber
{
    /// <summary>To see it is enough, wherever the right is held.</summary>
    /// <exception cref="NotVisible">It is none of these.</exception>
    public static async Task<TicketId> IdOf(this IQueryable<Ticket> tickets, TicketNumber number, CancellationToken ct) =>
        await tickets.Where(t => t.Number == number).Select(t => (TicketId?)t.Id).SingleOrDefaultAsync(ct) ?? throw new NotVisible("ticket");
}

/// <summary>Whether the one who asks follows it.</summary>
public sealed record FollowingResource(bool Following);

/// <summary>Who follows what.</summary>
public sealed class FollowingQueries(BridgewatchDb db, Actor actor)
{
    /// <exception cref="NotVisible">There is no such ticket, or not for this actor.</exception>
    public async Task<FollowingResource> Mine(TicketNumber number, CancellationToken ct)
    {
        var me = actor.PersonOrNone;
        var ticket = await db.Tickets.VisibleTo(actor).Where(t => t.Number == number).Select(t => (TicketId?)t.Id).SingleOrDefaultAsync(ct) ?? throw actor.Misses();
        return new(await db.AllFollowers.AnyAsync(f => f.Ticket == ticket && f.Person == me && !f.Ended, ct));
    }
}

internal static class FollowTicketEndpoint
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/tickets/{ticket}/following", async (TicketNumber ticket, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((FollowingQueries q, CancellationToken c) => q.Mine(ticket, c), ct)));
        api.MapPut("/tickets/{ticket}/following", async (TicketNumber ticket, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new FollowTicket(ticket), ct);
            return TypedResults.NoContent();
        });
        api.MapDelete("/tickets/{ticket}/following", async (TicketNumber ticket, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new UnfollowTicket(ticket), ct);
            return TypedResults.NoContent();
        });
    }
}
