using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Browsers;

/// <summary>Signs all other browsers of one's own out. This one goes on; sent by a token, all of them end.</summary>
[Requires(RequiresAttribute.SignedIn)]
public sealed record EndOtherSessions : ICommand;

internal sealed class EndOtherSessionsHandler(BridgewatchDb db, Actor actor, Journal journal) : ICommandHandler<EndOtherSessions>
{
    public async ValueTask<Unit> Handle(EndOtherSessions command, CancellationToken ct)
    {
        var (me, here) = (actor.Person, actor.Caller.Session ?? default);
        var others = await db.BrowserSessions.Where(s => s.Person == me && s.Id != here).ToListAsync(ct);
        foreach (var session in others)
        {
            db.Remove(session);
            journal.Record(new("person", me.Value), new SessionEnded(me, session.Id));
        }
        return default;
    }
}
