using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.SecondFactor;

/// <summary>People between their password and their second factor.</summary>
internal static class HalfWayIn
{
    /// <summary>Null when the person has left, or all their sessions were ended meanwhile.</summary>
    public static Task<Person?> Find(BridgewatchDb db, PersonId id, string stamp, CancellationToken ct)
    {
        var credentials = db.Credentials;
        return db.People.AsNoTracking().Where(p => p.Id == id && p.State == PersonState.Active)
            .Join(credentials.Where(c => c.Stamp == stamp), p => p.Id, c => c.Person, (p, c) => p).SingleOrDefaultAsync(ct);
    }
}
