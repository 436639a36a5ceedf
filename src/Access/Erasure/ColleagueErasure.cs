using Bridgewatch.Access.People;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Erasure;

/// <summary>People of ours: address, name and handle go once they have left; the row stays, so that what they did has an author.</summary>
internal sealed class ColleagueErasure(BridgewatchDb db, IStringLocalizer<AccessTexts> words) : IErases, IKnowsPeople
{
    public string Store => "access.people";

    public IReadOnlyList<string> Tables => ["person", "api_token", "one_time_link", "sign_in_attempt", "credential", "browser_session", "authenticator", "recovery_code", "passkey", "provider_link", "access_log"];

    public async Task<IReadOnlyList<ErasureSubject>> With(string address, CancellationToken ct)
    {
        var key = Person.KeyOf(address);
        var found = await db.People.AsNoTracking().Where(p => p.EmailKey == key).ToListAsync(ct);
        return [.. found.Select(p => new ErasureSubject(null, p.Id, [.. new[] { p.Email, address }.Distinct()], [p.Name]) { Handles = [p.Handle] })];
    }

    public Task<int> Find(ErasureSubject subject, CancellationToken ct) => Known(subject).CountAsync(ct);

    public async Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct)
    {
        var (person, tokens) = (subject.Person, db.ApiTokens);
        var named = await tokens.Where(t => t.Person == person).Select(t => t.Name).ToListAsync(ct);
        var found = await Known(subject).AsNoTracking().ToListAsync(ct);
        var browsers = await db.BrowserSessions.Where(s => s.Person == person).Select(s => new { s.Device, s.Address, s.StartedAt, s.LastSeenAt }).ToListAsync(ct);
        var looked = await db.Accesses.Where(a => a.Person == person).OrderBy(a => a.Seq).Select(a => new { a.At, a.What, a.Subject, a.By, a.Address }).ToListAsync(ct);
        var passkeys = await db.Passkeys.Where(p => p.Person == person).Select(p => p.Name).ToListAsync(ct);
        var accounts = await db.ProviderLinks.Where(l => l.Person == person).Select(l => new { l.Provider, l.Issuer, l.Subject, l.Since }).ToListAsync(ct);
        return found.ConvertAll<object>(p => new { p.Email, p.Name, p.UserName, p.ExternalId, p.GivenName, p.FamilyName, p.Handle, p.Zone, p.Locale, p.Since, Tokens = named, Sessions = browsers, Passkeys = passkeys, Accounts = accounts, Accesses = looked });
    }

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var found = await Known(subject).ToListAsync(ct);
        foreach (var person in found)
        {
            await Lockout.Forget(db, person.Email, ct);
            foreach (var token in await db.ApiTokens.Where(t => t.Person == person.Id).ToListAsync(ct)) token.Forget();
            await Leaving.Take(db, person.Id, ct);
            var id = person.Id;
            db.RemoveRange(await db.ProviderLinks.Where(l => l.Person == id).ToListAsync(ct));
            await db.Accesses.Where(a => a.Person == id).ExecuteUpdateAsync(s => s.SetProperty(a => a.By, "").SetProperty(a => a.Address, (string?)null), ct);
            db.OneTimeLinks.RemoveRange(await db.OneTimeLinks.Where(l => l.Person == person.Id).ToListAsync(ct));
            person.Erase(words["person.erased"]);
        }
        return found.Count;
    }

    private IQueryable<Person> Known(ErasureSubject subject)
    {
        var id = subject.Person;
        return db.People.Where(p => p.Id == id);
    }
}
