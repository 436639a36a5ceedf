using Bridgewatch.Access.Links;
using Bridgewatch.Access.Providers;
using Bridgewatch.Catalog;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Portal;

/// <summary>Lets a customer into the portal by an address that a provider has verified: of a contact, or in the domain of an organization, where they see
/// their own requests. Nobody of ours comes of it. Only the door that checked the provider's signature sends it.</summary>
/// <param name="Brand">The short name of the brand for which the provider is configured.</param>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record EnterPortalWithProvider(ProviderAssertion Said, string Brand) : ICommand<ProviderEntry>;

/// <param name="Session">What the browser's cookie is to hold; null where they are not let in.</param>
public sealed record ProviderEntry(string? Session, Stopped? Why = null);

internal sealed class EnterPortalWithProviderHandler(BridgewatchDb db, Envelope envelope, Journal journal, KnownContacts contacts, ISender sender)
    : ICommandHandler<EnterPortalWithProvider, ProviderEntry>
{
    public async ValueTask<ProviderEntry> Handle(EnterPortalWithProvider command, CancellationToken ct)
    {
        var said = command.Said;
        if (said is not { Email: { } email, Verified: true } || MailAddress.Normalise(email) is not { } address) return Refuse(null, said, Stopped.Unverified);
        var known = await db.Contacts.Where(c => c.Addresses.Any(a => a.Address == address)).Select(c => new { c.Id, c.ArchivedAt }).SingleOrDefaultAsync(ct);
        if (known is { ArchivedAt: not null }) return Refuse(known.Id, said, Stopped.Left);
        if (known is null && !await contacts.HasDomainOfAnOrganization(address, ct)) return Refuse(null, said, Stopped.Unknown);
        var contact = known?.Id ?? (await sender.Send(new EnsureContact(address, said.Name), ct)).Contact;
        var brand = await db.Brands.Where(b => b.Slug == command.Brand && b.ArchivedAt == null).Select(b => (BrandId?)b.Id).SingleOrDefaultAsync(ct);
        var secret = OneTimeLink.NewSecret();
        db.Add(new PortalSession
        {
            Id = BrowserSessionId.New(),
            Hash = OneTimeLink.HashOf(secret),
            Contact = contact,
            Brand = command.Brand == PortalProviders.DefaultBrand ? Catalog.Brands.Brand.Default : brand ?? Catalog.Brands.Brand.Default,
            ExpiresAt = envelope.At + PortalSession.Life,
        });
        journal.Record(new("contact", contact.Value), new PortalEntered(contact, said.Provider));
        return new(secret);
    }

    private ProviderEntry Refuse(ContactId? contact, ProviderAssertion said, Stopped why)
    {
        journal.Record(new("contact", contact?.Value ?? Guid.Empty), new PortalEntryRefused(contact, said.Provider, why));
        return new(null, why);
    }
}

/// <summary>A provider vouched for somebody who was not let into the portal.</summary>
/// <param name="Contact">Null where nobody has the address.</param>
[JournalType("desk.portal.entry-refused.v1")]
public sealed record PortalEntryRefused(ContactId? Contact, string Provider, Stopped Why) : JournalEvent;
