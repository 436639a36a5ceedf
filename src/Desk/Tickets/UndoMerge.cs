using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Takes a merge back, as long as the ticket is not closed: both stand alone again, each with what was said on it.</summary>
[Requires(DeskPermissions.ResolveTickets)]
public sealed record UndoMerge(TicketNumber Ticket) : ICommand;

internal sealed class UndoMergeHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, DueWork due) : ICommandHandler<UndoMerge>
{
    public async ValueTask<Unit> Handle(UndoMerge command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        // Where it went may be out of sight by now, which is no reason to keep it there.
        var into = await db.Tickets.SingleOrDefaultAsync(t => t.Number == ticket.MergedInto, ct) ?? throw TicketRefusals.NotMerged(ticket);
        ticket.UndoMerge(into, (await settings.Get<DeskSettings>(ct)).ReopenWindow, await settings.Get<PatienceSettings>(ct), envelope.At);
        await due.Cancel(CloseResolved.Kind, ticket.Id.Value, ct);
        return default;
    }
}

internal static class UndoMergeEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/tickets/{ticket}/merge",
        async (TicketNumber ticket, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new UndoMerge(ticket), ct);
            return TypedResults.NoContent();
        });
}
