using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Http;

/// <summary>Whether a session still goes on: its person is active and the stamp is still theirs.</summary>
internal sealed class LiveSessions(BridgewatchDb db)
{
    public Task<bool> IsLive(Caller caller, CancellationToken ct)
    {
        if (caller.Kind != ActorKind.Person) return Task.FromResult(false);
        var (people, credentials, id, stamp) = (db.People, db.Credentials, new PersonId(caller.Id), caller.Session);
        return people.Where(p => p.Id == id && p.State == PersonState.Active)
            .Join(credentials.Where(c => c.Stamp == stamp), p => p.Id, c => c.Person, (p, c) => p.Id).AnyAsync(ct);
    }
}
