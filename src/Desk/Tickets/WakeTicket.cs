using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Takes back that a ticket was put off. Where it was not, nothing happens.</summary>
[Requires(DeskPermissions.ChangeTickets)]
public sealed record WakeTicket(TicketNumber Ticket) : ICommand;

internal sealed class WakeTicketHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, DueWork due) : ICommandHandler<WakeTicket>
{
    public async ValueTask<Unit> Handle(WakeTicket command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        ticket.Wake(WakeReason.Person, await settings.Get<PatienceSettings>(ct), envelope.At);
        await due.Cancel(WakeSnoozed.Kind, ticket.Id.Value, ct);
        return default;
    }
}

internal static class WakeTicketEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/tickets/{ticket}/snooze",
        async (TicketNumber ticket, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new WakeTicket(ticket), ct);
            return TypedResults.NoContent();
        });
}
