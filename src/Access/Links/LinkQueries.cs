using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.Links;

/// <summary>What a link's page shows before anything is done.</summary>
public sealed record LinkView(LinkKind Kind, string Email, string Name);

/// <summary>Looks at links without consuming them.</summary>
public sealed class LinkQueries(BridgewatchDb db, IClock clock, SignIn.Passwords passwords)
{
    /// <summary>Null when it is spent, expired or was never given.</summary>
    public async Task<LinkView?> Look(string secret, CancellationToken ct)
    {
        var (links, people, hash, now) = (db.OneTimeLinks, db.People, OneTimeLink.HashOf(secret), clock.GetCurrentInstant());
        return await links.AsNoTracking().Where(l => l.Hash == hash && l.ExpiresAt > now)
            .Join(people.Where(p => p.State != PersonState.Left), l => l.Person, p => p.Id, (l, p) => new LinkView(l.Kind, p.Email, p.Name))
            .SingleOrDefaultAsync(ct);
    }

    /// <summary>Checks a new password against the person behind the link, and hashes it. A spent link is refused before that.</summary>
    internal async Task<string> HashFor(string secret, string password, IStringLocalizer<AccessTexts> words, CancellationToken ct)
    {
        var view = await Look(secret, ct) ?? throw PersonRefusals.LinkIsSpent();
        return SignIn.Passwords.Finding(password, view.Email, view.Name) is { } finding
            ? throw new Invalid("password", words[finding, SignIn.Passwords.Shortest, SignIn.Passwords.Longest])
            : passwords.Hash(password);
    }

    /// <summary>Takes the link for use within a command. It is gone with that command's transaction.</summary>
    internal async Task<(Person Person, SignIn.Credential Credential)> Take(string secret, LinkKind kind, CancellationToken ct)
    {
        var (hash, now) = (OneTimeLink.HashOf(secret), clock.GetCurrentInstant());
        var link = await db.OneTimeLinks.SingleOrDefaultAsync(l => l.Hash == hash && l.Kind == kind && l.ExpiresAt > now, ct)
            ?? throw PersonRefusals.LinkIsSpent();
        var person = await db.People.SingleAsync(p => p.Id == link.Person, ct);
        if (person.State == PersonState.Left) throw PersonRefusals.LinkIsSpent();
        db.Remove(link);
        return (person, await db.Credentials.SingleAsync(c => c.Person == person.Id, ct));
    }
}
