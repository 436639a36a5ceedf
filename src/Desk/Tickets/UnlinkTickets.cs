using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Takes the link between two tickets away. Where there is none, nothing happens.</summary>
[Requires(DeskPermissions.ChangeTickets)]
public sealed record UnlinkTickets(TicketNumber Ticket, TicketNumber Other) : ICommand;

internal sealed class UnlinkTicketsHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<UnlinkTickets>
{
    public async ValueTask<Unit> Handle(UnlinkTickets command, CancellationToken ct)
    {
        var (ticket, other) = (await db.Tickets.Expect(command.Ticket, actor, ct), await db.Tickets.Expect(command.Other, actor, ct));
        var (one, two) = (ticket.Id, other.Id);
        var link = await db.TicketLinks.SingleOrDefaultAsync(l => (l.From == one && l.To == two) || (l.From == two && l.To == one), ct);
        if (link is null) return default;
        db.Remove(link);
        (link.From == one ? ticket : other).UnlinkFrom(link.From == one ? other : ticket, link.Kind, envelope.At);
        return default;
    }
}

internal static class UnlinkTicketsEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/tickets/{ticket}/links/{other}",
        async (TicketNumber ticket, TicketNumber other, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new UnlinkTickets(ticket, other), ct);
            return TypedResults.NoContent();
        });
}
