using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>What a contact shares with others, checked before it changes: its addresses and its organizations.</summary>
internal sealed class ContactLinks(BridgewatchDb db, Actor actor, DomainMap domains)
{
    /// <exception cref="NotVisible">There is no such contact for this actor.</exception>
    /// <exception cref="Forbidden">The actor holds the permission in none of the contact's organizations.</exception>
    public async Task<Contact> Expect(ContactId id, CancellationToken ct)
    {
        var contact = await Find(id, ct);
        if (contact.MergedInto is not null) throw ContactRefusals.Merged();
        return contact;
    }

    /// <summary>Also one that goes on as another.</summary>
    /// <exception cref="NotVisible">There is no such contact for this actor.</exception>
    /// <exception cref="Forbidden">The actor holds the permission in none of the contact's organizations.</exception>
    public async Task<Contact> Find(ContactId id, CancellationToken ct)
    {
        var contact = await db.AllContacts.Include(c => c.Addresses).Include(c => c.Memberships).AsSplitQuery().VisibleTo(db, actor)
            .SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotVisible("contact");
        if (contact.ErasedAt is not null) throw ContactRefusals.Erased();
        await MustHold(contact, ct);
        return contact;
    }

    /// <summary>A right that is held in an organization or region reaches the contacts there.</summary>
    public async Task MustHold(Contact contact, CancellationToken ct) => actor.MustReach(await Places([.. contact.Memberships.Select(m => m.Organization)], ct));

    /// <summary>Whoever says where a person reads mail says who enters the portal as them, and sees there what all their organizations asked:
    /// a right in one of these is not enough.</summary>
    /// <exception cref="Forbidden">The actor does not hold the permission in each of the contact's organizations.</exception>
    public Task MustHoldEverywhere(Contact contact, CancellationToken ct) => MustHoldIn([.. contact.Memberships.Select(m => m.Organization)], ct);

    /// <exception cref="Forbidden">The addresses change, and the actor does not hold the permission in each of the contact's organizations.</exception>
    /// <exception cref="Refusal">One of the addresses belongs to another contact.</exception>
    public async Task ReadAt(Contact contact, IReadOnlyList<string> addresses, CancellationToken ct)
    {
        if (contact.ReadsAt(addresses)) return;
        await MustHoldEverywhere(contact, ct);
        var taken = await db.ContactAddresses.Where(a => addresses.Contains(a.Address) && a.Contact != contact.Id)
            .Select(a => a.Address).OrderBy(a => a).FirstOrDefaultAsync(ct);
        if (taken is not null) throw ContactRefusals.AddressTaken(addresses.ToList().IndexOf(taken) + 1);
        contact.ReadAt(addresses);
    }

    /// <summary>Memberships that the actor does not see stay as they are.</summary>
    /// <exception cref="Invalid">An organization is unknown, archived, or not visible to the actor.</exception>
    /// <exception cref="Forbidden">A membership begins, ends or changes where the actor does not hold the permission.</exception>
    public async Task BelongTo(Contact contact, IReadOnlyList<SpeaksFor> organizations, CancellationToken ct)
    {
        var joined = contact.Memberships.Select(m => m.Organization).ToList();
        var seen = await db.Organizations.VisibleTo(actor).Where(o => joined.Contains(o.Id)).Select(o => o.Id).ToListAsync(ct);
        await Known([.. organizations.Select(o => o.Organization)], seen, ct);
        List<SpeaksFor> all =
        [
            .. organizations.Select(o => o with { Role = PlainText.Trimmed(o.Role) }),
            .. contact.Memberships.Where(m => !seen.Contains(m.Organization)).Select(m => new SpeaksFor(m.Organization, m.Role)),
        ];
        if (all.Count > Contact.MostOrganizations) throw ContactRefusals.TooManyOrganizations();
        await MustHoldIn([.. Changed(contact, all)], ct);
        contact.BelongTo([.. all.Select(o => (o.Organization, o.Role, o.Sees))]);
    }

    /// <param name="joined">Those that are kept whatever has become of them.</param>
    /// <returns>True, always.</returns>
    /// <exception cref="Invalid">Some are unknown, archived, or not visible to the actor.</exception>
    public async Task<bool> Known(IReadOnlyList<OrganizationId> organizations, IReadOnlyCollection<OrganizationId> joined, CancellationToken ct)
    {
        var known = await db.Organizations.VisibleTo(actor).Where(o => organizations.Contains(o.Id) && o.ArchivedAt == null).Select(o => o.Id).ToListAsync(ct);
        var missing = organizations.Where(id => !known.Contains(id) && !joined.Contains(id)).ToList();
        return missing.Count == 0 ? true : throw new Invalid("organizations", $"There is no organization {string.Join(", ", missing)} in use that you can see.");
    }

    /// <summary>Joins the organizations whose domains its addresses have.</summary>
    public async Task JoinByDomain(Contact contact, CancellationToken ct)
    {
        foreach (var address in contact.Addresses.OrderBy(a => a.Rank).Select(a => a.Address).ToList())
        {
            if (await domains.OrganizationOf(address, ct) is { } organization) contact.Join(organization, null, JoinedBy.Domain);
        }
    }

    private static IEnumerable<OrganizationId> Changed(Contact contact, List<SpeaksFor> organizations)
    {
        var same = organizations.Where(o => contact.Memberships.Any(m => m.Organization == o.Organization && m.Role == o.Role && (o.Sees ?? m.Sees) == m.Sees));
        return organizations.Except(same).Select(o => o.Organization)
            .Concat(contact.Memberships.Select(m => m.Organization).Except(organizations.Select(o => o.Organization)));
    }

    private async Task MustHoldIn(IReadOnlyList<OrganizationId> organizations, CancellationToken ct) => actor.MustReachAll(await Places(organizations, ct));

    private Task<List<Place>> Places(IReadOnlyList<OrganizationId> organizations, CancellationToken ct) =>
        db.Organizations.Where(o => organizations.Contains(o.Id)).Select(o => new Place(null, null, o.Id, o.Region, null)).ToListAsync(ct);
}
