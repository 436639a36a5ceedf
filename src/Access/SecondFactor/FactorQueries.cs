using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Access.Passkeys;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.SecondFactor;

/// <summary>What somebody has beside their password.</summary>
/// <param name="Since">Since when there is an authenticator; null without one.</param>
/// <param name="RecoveryCodes">So many are left.</param>
public sealed record Factors(Instant? Since, int RecoveryCodes, IReadOnlyList<PasskeyResource> Passkeys);

/// <summary>Questions about second factors. The keys themselves are nobody's to see.</summary>
internal sealed class FactorQueries(BridgewatchDb db, Actor actor, AuthenticatorKeys keys, CompanyName company)
{
    public Task<Factors> Mine(CancellationToken ct) => Of(actor.Person, ct);

    /// <summary>Whether an administrator has something to take away.</summary>
    public async Task<bool> Has(PersonId person, CancellationToken ct)
    {
        if (!actor.May(AccessPermissions.ReadPeople)) throw new Forbidden(AccessPermissions.ReadPeople);
        return await Of(person, ct) is not { Since: null, Passkeys.Count: 0 };
    }

    /// <summary>A new key for oneself.</summary>
    public async Task<AuthenticatorOffer> Offer(CancellationToken ct)
    {
        var me = actor.Person;
        return keys.Offer(company.Now, await db.People.Where(p => p.Id == me).Select(p => p.Email).SingleAsync(ct));
    }

    /// <summary>A key for somebody between password and session; the earlier one again, when there is one. Null when their time is over.</summary>
    public async Task<AuthenticatorOffer?> Offer(PersonId id, string stamp, string? earlier, CancellationToken ct) =>
        await HalfWayIn.Find(db, id, stamp, ct) is { } person ? keys.Again(earlier, company.Now, person.Email) : null;

    private async Task<Factors> Of(PersonId person, CancellationToken ct)
    {
        var since = await db.Authenticators.Where(a => a.Person == person).Select(a => (Instant?)a.Since).SingleOrDefaultAsync(ct);
        var codes = await db.RecoveryCodes.CountAsync(r => r.Person == person, ct);
        var passkeys = await db.Passkeys.AsNoTracking().Where(p => p.Person == person).OrderBy(p => p.CreatedAt)
            .Select(p => new PasskeyResource(p.Id, p.Name, p.CreatedAt, p.LastUsedAt)).ToListAsync(ct);
        return new(since, codes, passkeys);
    }
}
