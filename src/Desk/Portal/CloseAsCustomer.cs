using Bridgewatch.Desk.Closing;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;

namespace Bridgewatch.Desk.Portal;

/// <summary>A customer says that a solved request is done. It is closed before its window ends.</summary>
[Requires(RequiresAttribute.Customer)]
public sealed record CloseAsCustomer(TicketNumber Ticket) : ICommand;

internal sealed class CloseAsCustomerHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, DueWork due, CloseGates gates)
    : ICommandHandler<CloseAsCustomer>
{
    public async ValueTask<Unit> Handle(CloseAsCustomer command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var window = (await settings.Get<DeskSettings>(ct)).ReopenWindow;
        if (ticket.Status == TicketStatus.Resolved) await gates.AskForCustomer(ticket, ct);
        ticket.Close(StatusMover.Customer, null, ClosureReason.ByCustomer, window, await settings.Get<PatienceSettings>(ct), envelope.At);
        await due.Cancel(CloseResolved.Kind, ticket.Id.Value, ct);
        return default;
    }
}
