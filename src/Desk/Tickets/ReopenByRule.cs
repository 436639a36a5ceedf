using Bridgewatch.Kernel;
using Mediator;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Takes a resolution back without a person, such as when a monitor fires again. Gently: what is unsolved or closed, or whose
/// reopen window is over, is left as it is.</summary>
/// <returns>True when it is open again by this.</returns>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record ReopenByRule(TicketNumber Ticket) : ICommand<bool>;

internal sealed class ReopenByRuleHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, DueWork due)
    : ICommandHandler<ReopenByRule, bool>
{
    public async ValueTask<bool> Handle(ReopenByRule command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var window = (await settings.Get<DeskSettings>(ct)).ReopenWindow;
        if (ticket is not { Status: TicketStatus.Resolved, MergedInto: null, Resolution: { } resolution } || envelope.At >= resolution.At + window) return false;
        ticket.Reopen(StatusMover.Rule, window, await settings.Get<PatienceSettings>(ct), envelope.At);
        await due.Cancel(CloseResolved.Kind, ticket.Id.Value, ct);
        return true;
    }
}
