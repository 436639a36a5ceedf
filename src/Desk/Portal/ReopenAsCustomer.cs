using Bridgewatch.Desk.Closing;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;

namespace Bridgewatch.Desk.Portal;

/// <summary>A customer says that a request is not solved after all, within the reopen window.</summary>
[Requires(RequiresAttribute.Customer)]
public sealed record ReopenAsCustomer(TicketNumber Ticket) : ICommand;

internal sealed class ReopenAsCustomerHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, DueWork due, CloseGates gates)
    : ICommandHandler<ReopenAsCustomer>
{
    public async ValueTask<Unit> Handle(ReopenAsCustomer command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        ticket.Reopen(StatusMover.Customer, (await settings.Get<DeskSettings>(ct)).ReopenWindow, await settings.Get<PatienceSettings>(ct), envelope.At, await gates.Hold(ticket, ct));
        await due.Cancel(CloseResolved.Kind, ticket.Id.Value, ct);
        return default;
    }
}
