using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>Finds a contact in use by address, as everybody who writes is looked up.</summary>
public sealed class KnownContacts
{
    private readonly BridgewatchDb _db;
    private readonly Envelope _envelope;
    private readonly DomainMap _domains;
    private readonly ContactMemory _memory;

    internal KnownContacts(BridgewatchDb db, Envelope envelope, DomainMap domains, ContactMemory memory) =>
        (_db, _envelope, _domains, _memory) = (db, envelope, domains, memory);

    /// <summary>Null for an address of nobody, or of a contact that is archived or erased.</summary>
    public async ValueTask<EnsuredContact?> Find(string address, CancellationToken ct) =>
        MailAddress.Normalise(address) is { } normal ? await _memory.ByAddress.Get(normal, _envelope, () => Look(normal, ct)) : null;

    /// <summary>Whether somebody who writes from the address for the first time belongs to an organization by it.</summary>
    /// <param name="address">Normalised.</param>
    public async Task<bool> HasDomainOfAnOrganization(string address, CancellationToken ct) => await _domains.OrganizationOf(address, ct) is not null;

    private async Task<EnsuredContact?> Look(string address, CancellationToken ct)
    {
        var contact = await _db.AllContacts.AsNoTracking().Include(c => c.Memberships)
            .SingleOrDefaultAsync(c => c.ArchivedAt == null && c.Addresses.Any(a => a.Address == address), ct);
        return contact is null ? null : new(contact.Id, await _domains.SpeaksFor(contact, address, ct), false, contact.Language);
    }
}

/// <summary>Contacts as this node knows them.</summary>
internal sealed class ContactMemory(FactNews news)
{
    public Remembered<string, EnsuredContact> ByAddress { get; } = new(news, type =>
        type.StartsWith("catalog.contact.", StringComparison.Ordinal) || type.StartsWith("catalog.organization.", StringComparison.Ordinal));
}
