using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Takes a ticket from whoever has it; it waits in its queue again.</summary>
[Requires(DeskPermissions.AssignTickets)]
public sealed record UnassignTicket(TicketNumber Ticket) : ICommand;

internal sealed class UnassignTicketHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<UnassignTicket>
{
    public async ValueTask<Unit> Handle(UnassignTicket command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        ticket.Unassign(envelope.At);
        return default;
    }
}

internal static class UnassignTicketEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/tickets/{ticket}/assignment",
        async (TicketNumber ticket, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new UnassignTicket(ticket), ct);
            return TypedResults.NoContent();
        });
}
