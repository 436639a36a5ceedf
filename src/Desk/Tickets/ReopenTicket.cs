using Bridgewatch.Desk.Closing;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Takes a resolution back, within the reopen window.</summary>
[Requires(DeskPermissions.ResolveTickets)]
public sealed record ReopenTicket(TicketNumber Ticket) : ICommand;

internal sealed class ReopenTicketHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, DueWork due, CloseGates gates)
    : ICommandHandler<ReopenTicket>
{
    public async ValueTask<Unit> Handle(ReopenTicket command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var window = (await settings.Get<DeskSettings>(ct)).ReopenWindow;
        ticket.Reopen(StatusMover.Agent, window, await settings.Get<PatienceSettings>(ct), envelope.At, await gates.Hold(ticket, ct));
        await due.Cancel(CloseResolved.Kind, ticket.Id.Value, ct);
        return default;
    }
}

internal static class ReopenTicketEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/tickets/{ticket}/resolution",
        async (TicketNumber ticket, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new ReopenTicket(ticket), ct);
            return TypedResults.NoContent();
        });
}
