using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Sla;

/// <summary>Says that what the customer wrote last needs no answer: the clock of the next response ends, with the name of whoever said so.</summary>
[Requires(DeskPermissions.ReplyToTickets)]
public sealed record SayNoReplyNeeded(TicketNumber Ticket) : ICommand;

internal sealed class SayNoReplyNeededHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<SayNoReplyNeeded>
{
    public async ValueTask<Unit> Handle(SayNoReplyNeeded command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        ticket.NeedsNoReply(envelope.At);
        return default;
    }
}

internal static class SayNoReplyNeededEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tickets/{ticket}/no-reply-needed", async (TicketNumber ticket, Commands commands, CancellationToken ct) =>
    {
        await commands.Send(new SayNoReplyNeeded(ticket), ct);
        return TypedResults.NoContent();
    });
}
