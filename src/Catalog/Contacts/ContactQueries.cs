using Bridgewatch.Catalog.Lists;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>A contact as the API shows it. Addresses and telephone are masked for whoever reads masked.</summary>
/// <param name="Addresses">The primary one first.</param>
/// <param name="Archived">Since when it is out of all lists.</param>
/// <param name="Erased">Since when nothing is known of the person any more.</param>
public sealed record ContactResource(
    ContactId Id, string Name, IReadOnlyList<string> Addresses, string? Phone, string? Language, IReadOnlyList<MembershipResource> Organizations,
    Origin Origin, Instant AddedAt, Instant? Archived, Instant? Erased, long Version)
{
    /// <summary>Contacts who turned out to be the same person. Their ids answer with this one.</summary>
    public IReadOnlyList<MergedContact> Merged { get; init; } = [];

    /// <summary>Of the addresses those to which mail comes back for good.</summary>
    public IReadOnlyList<string> DeadAddresses { get; init; } = [];
}

/// <summary>A contact who goes on as another.</summary>
/// <param name="Until">So long it can be taken back.</param>
public sealed record MergedContact(ContactId Id, string Name, Instant At, Instant Until);

public sealed record MembershipResource(OrganizationId Organization, string Name, string? Role, JoinedBy By, RequestSight Sees);

/// <summary>Whom an address belongs to, and for whom they speak there.</summary>
public sealed record ContactAtAddress(ContactId Contact, string Name, string? Language, OrganizationId? Organization);

/// <param name="Beginning">Only names and, for who reads unmasked, addresses that begin so.</param>
/// <param name="Archived">True for archived ones alone; otherwise for those in use.</param>
public sealed record ContactFilter(string? Beginning = null, OrganizationId? Organization = null, bool Archived = false);

/// <summary>Questions about contacts, answered as far as the actor sees them.</summary>
public sealed class ContactQueries(BridgewatchDb db, Actor actor)
{
    /// <summary>By name. A page is one seek in the index of the sort key.</summary>
    public async Task<Page<ContactResource>> List(ContactFilter filter, string? cursor, int size, bool count, CancellationToken ct)
    {
        actor.MustRead();
        var all = Filtered(filter);
        var found = await WithParts(all.After(c => c.SortKey, Cursor.Read(cursor)).OrderBy(c => c.SortKey).Take(size + 1)).ToListAsync(ct);
        var page = Page.Of(found, size, last => Cursor.Write(last.SortKey));
        return new(await Resources(page.Items, ct), page.Next) { Count = count ? await all.Capped(c => c.SortKey, ct) : null };
    }

    /// <summary>Also an archived or erased one. For one that was merged, the one who it is.</summary>
    /// <exception cref="NotVisible">There is no such contact for this actor.</exception>
    public async Task<ContactResource> Get(ContactId id, CancellationToken ct)
    {
        actor.MustRead();
        var found = await WithParts(db.Contacts.VisibleTo(db, actor)).SingleOrDefaultAsync(c => c.Id == id, ct);
        if (found?.MergedInto is { } into) return await Get(into, ct);
        var resource = (await Resources([found ?? throw new NotVisible("contact")], ct))[0];
        var merged = await db.Contacts.Where(c => c.MergedInto == id).ToListAsync(ct);
        return resource with { Merged = [.. merged.OrderBy(c => c.Merge!.At).Select(c => new MergedContact(c.Id, c.Name, c.Merge!.At, c.Merge.At + Contact.MergeCanBeUndone))] };
    }

    /// <summary>Null when nobody in the actor's sight has the address.</summary>
    public async Task<ContactAtAddress?> ByAddress(string address, CancellationToken ct)
    {
        actor.MustRead();
        if (MailAddress.Normalise(address) is not { } normalised) return null;
        var found = await db.Contacts.Include(c => c.Memberships).VisibleTo(db, actor)
            .SingleOrDefaultAsync(c => c.Addresses.Any(a => a.Address == normalised), ct);
        return found is null
            ? null
            : new(found.Id, found.Name, found.Language, await new DomainMap(db).SpeaksFor(found, normalised, ct));
    }

    private IQueryable<Contact> Filtered(ContactFilter filter)
    {
        var rows = db.Contacts.VisibleTo(db, actor);
        rows = filter.Archived ? rows.Where(c => c.ArchivedAt != null && c.MergedInto == null) : rows.Where(c => c.ArchivedAt == null);
        if (filter.Organization is { } organization) rows = rows.Where(c => c.Memberships.Any(m => m.Organization == organization));
        if (string.IsNullOrWhiteSpace(filter.Beginning)) return rows;
        var range = ListKey.Range(filter.Beginning);
        var byName = db.Contacts.Within(c => c.SortKey, range).Select(c => c.Id);
        if (actor.IsMasked(CatalogPermissions.Read)) return rows.Where(c => byName.Contains(c.Id));
        var byAddress = db.ContactAddresses.Within(a => a.Address, range).Select(a => a.Contact);
        return rows.Where(c => byName.Contains(c.Id) || byAddress.Contains(c.Id));
    }

    private static IQueryable<Contact> WithParts(IQueryable<Contact> contacts) =>
        contacts.Include(c => c.Addresses).Include(c => c.Memberships).AsSplitQuery();

    /// <summary>Organizations that the actor does not see are left out.</summary>
    private async Task<IReadOnlyList<ContactResource>> Resources(IReadOnlyList<Contact> contacts, CancellationToken ct)
    {
        var ids = contacts.SelectMany(c => c.Memberships).Select(m => m.Organization).Distinct().ToList();
        var names = await db.Organizations.VisibleTo(actor).Where(o => ids.Contains(o.Id)).Select(o => new { o.Id, o.Name })
            .ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        var mask = Mask.For(actor, CatalogPermissions.Read);
        return [.. contacts.Select(c => new ContactResource(
            c.Id, c.Name, [.. c.Addresses.OrderBy(a => a.Rank).Select(a => mask.Address(a.Address))], mask.Text(c.Phone), c.Language,
            [.. c.Memberships.Where(m => names.ContainsKey(m.Organization)).OrderBy(m => m.Rank)
                .Select(m => new MembershipResource(m.Organization, names[m.Organization], m.Role, m.By, m.Sees))],
            c.Origin, c.AddedAt, c.ArchivedAt, c.ErasedAt, c.Version)
        {
            DeadAddresses = [.. c.Addresses.Where(a => a.DeadSince != null).OrderBy(a => a.Rank).Select(a => mask.Address(a.Address))],
        })];
    }
}
