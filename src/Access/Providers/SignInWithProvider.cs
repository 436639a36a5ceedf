using Bridgewatch.Access.People;
using Bridgewatch.Access.SecondFactor;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Providers;

/// <summary>Lets in whom a provider vouches for: known by that very account, or at the first time by an address that the provider has verified.
/// A refusal is an answer, as of a password. Only the door that checked the provider's signature sends it.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record SignInWithProvider(ProviderAssertion Said) : ICommand<SignInAnswer>;

internal sealed class SignInWithProviderHandler(
    BridgewatchDb db, Envelope envelope, Journal journal, SignInWays ways, Settings settings, MappedRoles roles, SecondFactors factors)
    : ICommandHandler<SignInWithProvider, SignInAnswer>
{
    public async ValueTask<SignInAnswer> Handle(SignInWithProvider command, CancellationToken ct)
    {
        var said = command.Said;
        var (issuer, subject) = (said.Issuer, said.Subject);
        var provider = ways.Find(said.Provider) ?? throw new NotVisible("provider");
        var link = await db.ProviderLinks.SingleOrDefaultAsync(l => l.Issuer == issuer && l.Subject == subject, ct);
        if (link is null && said is not { Email: not null, Verified: true }) return Refuse(null, RefusedSignIn.UnverifiedAddress);
        if (await Find(link, said, provider, ct) is not { } person) return Refuse(null, RefusedSignIn.UnknownAddress);
        if (person.State == PersonState.Left) return Refuse(person.Id, RefusedSignIn.Left);
        if (link is null)
        {
            // The address may be another one's by now: the earlier account keeps the person.
            if (await IsLinkedOtherwise(person.Id, said, ct)) return Refuse(person.Id, RefusedSignIn.LinkedOtherwise);
            link = Link(person.Id, said);
        }
        if (person.State == PersonState.Invited) await Accept(person, said, ct);
        link.LastUsedAt = envelope.At;
        await roles.Follow(provider.Key, provider.Roles, person.Id, said.Groups, ct);
        var credential = await CredentialOf(person.Id, ct);
        if (!said.SecondFactor && await factors.OwedBy(person.Id, ct) is { } owed) return new(person.Id, credential.Stamp, null, owed);
        credential.LastSignInAt = envelope.At;
        journal.Record(person.About, new SignedIn(person.Id, SignInWay.Provider));
        return new(person.Id, credential.Stamp, null);
    }

    private async Task<Person?> Find(ProviderLink? link, ProviderAssertion said, SignInProvider provider, CancellationToken ct)
    {
        if (link is { Person: var id }) return await db.People.SingleAsync(p => p.Id == id, ct);
        var key = Person.KeyOf(said.Email!);
        return await db.People.SingleOrDefaultAsync(p => p.EmailKey == key, ct) ?? (IsWelcome(provider, key) ? await Make(said, ct) : null);
    }

    private static bool IsWelcome(SignInProvider provider, string email) =>
        provider.CreatePeople.Contains(email[(email.LastIndexOf('@') + 1)..], StringComparer.OrdinalIgnoreCase);

    private async Task<Person> Make(ProviderAssertion said, CancellationToken ct)
    {
        var zone = (await settings.Get<FirstSetUp.Company>(ct)).Zone;
        var handle = await Handles.Free(db, Handles.From(said.Email!), ct);
        var person = Person.Join(said.Email!, NameOf(said) ?? said.Email!.Split('@')[0], handle, zone, said.Provider, envelope.At);
        db.AddRange(person, new Credential { Person = person.Id });
        return person;
    }

    /// <summary>Of two who sign in at once with the same account the second finds none otherwise, clashes, and looks again.</summary>
    private Task<bool> IsLinkedOtherwise(PersonId person, ProviderAssertion said, CancellationToken ct)
    {
        var (issuer, subject) = (said.Issuer, said.Subject);
        return db.ProviderLinks.AnyAsync(l => l.Person == person && l.Issuer == issuer && l.Subject != subject, ct);
    }

    private ProviderLink Link(PersonId person, ProviderAssertion said)
    {
        var link = new ProviderLink
        {
            Id = ProviderLinkId.New(),
            Person = person,
            Provider = said.Provider,
            Issuer = said.Issuer,
            Subject = said.Subject,
            Since = envelope.At,
        };
        db.Add(link);
        journal.Record(new("person", person.Value), new ProviderLinked(person, link.Id, link.Provider));
        return link;
    }

    private async Task Accept(Person person, ProviderAssertion said, CancellationToken ct)
    {
        var id = person.Id;
        person.Accept(NameOf(said) ?? person.Name);
        db.OneTimeLinks.RemoveRange(await db.OneTimeLinks.Where(l => l.Person == id).ToListAsync(ct));
    }

    private async Task<Credential> CredentialOf(PersonId person, CancellationToken ct) =>
        db.Credentials.Local.FirstOrDefault(c => c.Person == person) ?? await db.Credentials.SingleAsync(c => c.Person == person, ct);

    private SignInAnswer Refuse(PersonId? person, RefusedSignIn why)
    {
        journal.Record(new("person", person?.Value ?? Guid.Empty), new SignInRefused(person, why));
        return new(null, null, null) { Why = why };
    }

    private static string? NameOf(ProviderAssertion said) =>
        said.Name?.Trim() is { Length: > 0 } name ? name[..Math.Min(name.Length, Person.LongestName)] : null;
}
