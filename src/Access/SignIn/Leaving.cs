using Bridgewatch.Access.People;
using Bridgewatch.Access.Roles;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.SignIn;

/// <summary>Takes away all with which somebody could come in.</summary>
internal static class Leaving
{
    /// <summary>Somebody left: roles, tokens, links, sessions and second factors end. Accounts at providers stay, so that it can be said who is refused.</summary>
    /// <exception cref="Refusal">Nobody else would be administrator any more.</exception>
    public static async Task Leave(BridgewatchDb db, Person person, Instant now, CancellationToken ct)
    {
        var id = person.Id;
        person.Leave();
        await Administrators.Take(db, await db.RoleGrants.Where(g => g.Person == id).ToListAsync(ct), now, ct);
        foreach (var token in await db.ApiTokens.Where(t => t.Person == id && t.RevokedAt == null).ToListAsync(ct)) token.Revoke(now);
        db.OneTimeLinks.RemoveRange(await db.OneTimeLinks.Where(l => l.Person == id).ToListAsync(ct));
        await Take(db, id, ct);
    }

    /// <summary>All with which somebody could come in by a browser.</summary>
    public static async Task Take(BridgewatchDb db, PersonId person, CancellationToken ct)
    {
        // Of somebody who came in this very command it is not stored yet.
        var credential = db.Credentials.Local.FirstOrDefault(c => c.Person == person) ?? await db.Credentials.SingleAsync(c => c.Person == person, ct);
        credential.Withdraw();
        await SecondFactor.SecondFactors.Remove(db, person, ct);
        db.RemoveRange(await db.Passkeys.Where(p => p.Person == person).ToListAsync(ct));
        db.RemoveRange(await db.BrowserSessions.Where(s => s.Person == person).ToListAsync(ct));
    }
}
