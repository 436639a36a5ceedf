using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Portal;

/// <summary>Ends the session in this browser. Others of the same customer go on.</summary>
[Requires(RequiresAttribute.Customer)]
public sealed record LeavePortal : ICommand;

internal sealed class LeavePortalHandler(BridgewatchDb db, Actor actor, Journal journal) : ICommandHandler<LeavePortal>
{
    public async ValueTask<Unit> Handle(LeavePortal command, CancellationToken ct)
    {
        if (await db.PortalSessions.SingleOrDefaultAsync(s => s.Id == actor.Caller.Session, ct) is not { } session) return default;
        db.Remove(session);
        journal.Record(new("contact", actor.Contact.Value), new PortalLeft(actor.Contact));
        return default;
    }
}

/// <summary>A customer signed out of the portal.</summary>
[JournalType("desk.portal.left.v1")]
public sealed record PortalLeft(ContactId Contact) : JournalEvent;
