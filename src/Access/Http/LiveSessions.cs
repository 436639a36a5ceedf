using Bridgewatch.Access.Browsers;
using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.Http;

/// <summary>Whether a session still goes on: it is there, its person is active, and it began under the stamp that is still theirs.</summary>
internal sealed class LiveSessions(BridgewatchDb db, BrowserSessions sessions)
{
    public async Task<bool> IsLive(Caller caller, CancellationToken ct)
    {
        if (caller is not { Kind: ActorKind.Person, Session: { } session }) return false;
        var (people, credentials, person) = (db.People, db.Credentials, new PersonId(caller.Id));
        var seen = await db.BrowserSessions.Where(s => s.Id == session && s.Person == person)
            .Join(credentials, s => new { s.Person, s.Stamp }, c => new { c.Person, c.Stamp }, (s, c) => s)
            .Join(people.Where(p => p.State == PersonState.Active), s => s.Person, p => p.Id, (s, p) => (Instant?)s.LastSeenAt).SingleOrDefaultAsync(ct);
        if (seen is not { } before) return false;
        await sessions.Seen(session, before);
        return true;
    }
}
