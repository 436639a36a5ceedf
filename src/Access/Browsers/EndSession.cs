using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Browsers;

/// <summary>Signs one browser of one's own out, wherever it is.</summary>
[Requires(RequiresAttribute.SignedIn)]
public sealed record EndSession(BrowserSessionId Session) : ICommand;

internal sealed class EndSessionHandler(BridgewatchDb db, Actor actor, Journal journal) : ICommandHandler<EndSession>
{
    public async ValueTask<Unit> Handle(EndSession command, CancellationToken ct)
    {
        var (id, me) = (command.Session, actor.Person);
        var session = await db.BrowserSessions.SingleOrDefaultAsync(s => s.Id == id && s.Person == me, ct) ?? throw new NotVisible("session");
        db.Remove(session);
        journal.Record(new("person", me.Value), new SessionEnded(me, id));
        return default;
    }
}

internal static class EndSessionEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/me/sessions/{session}",
        async (BrowserSessionId session, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new EndSession(session), ct);
            return TypedResults.NoContent();
        });
}

/// <summary>A person signed one of their browsers out from elsewhere.</summary>
[JournalType("access.session.ended.v1")]
public sealed record SessionEnded(PersonId Person, BrowserSessionId Session) : JournalEvent;
