using Bridgewatch.Access;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Subscriptions;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>An organization in a list of the workspace.</summary>
public sealed record ListedOrganization(OrganizationResource Organization, string? Owner, int Contacts);

/// <summary>An organization on its page.</summary>
/// <param name="Contacts">The first ones by name.</param>
/// <param name="Subscriptions">All, also those that are over.</param>
public sealed record OrganizationView(
    OrganizationResource Organization, string? Owner, string? Parent, IReadOnlyList<OrganizationResource> Children, Page<ContactResource> Contacts,
    IReadOnlyList<SubscriptionResource> Subscriptions);

/// <summary>What the pages about organizations show beside the resource itself.</summary>
public sealed class OrganizationViews(
    BridgewatchDb db, OrganizationQueries organizations, ContactQueries contacts, SubscriptionQueries subscriptions)
{
    public async Task<Page<ListedOrganization>> List(OrganizationFilter filter, string? cursor, int size, CancellationToken ct)
    {
        var page = await organizations.List(filter, cursor, size, true, ct);
        var ids = page.Items.Select(o => o.Id).ToList();
        var people = await Names([.. page.Items.Select(o => o.Owner).OfType<PersonId>()], ct);
        var inUse = db.Contacts.Where(c => c.ArchivedAt == null).Select(c => c.Id);
        var counts = await db.Memberships.Where(m => ids.Contains(m.Organization) && inUse.Contains(m.Contact)).GroupBy(m => m.Organization)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return new([.. page.Items.Select(o => new ListedOrganization(o, Name(people, o.Owner), counts.GetValueOrDefault(o.Id)))], page.Next) { Count = page.Count };
    }

    /// <exception cref="NotVisible">There is no such organization for this actor.</exception>
    public async Task<OrganizationView> Get(OrganizationId id, CancellationToken ct)
    {
        var found = await organizations.Get(id, ct);
        var parent = found.Parent is { } above ? await db.Organizations.Where(o => o.Id == above).Select(o => o.Name).SingleOrDefaultAsync(ct) : null;
        return new(found, Name(await Names(found.Owner is { } owner ? [owner] : [], ct), found.Owner), parent,
            (await organizations.List(new(Parent: found.Id), null, Page.Largest, false, ct)).Items,
            await contacts.List(new(Organization: found.Id), null, Page.Usual, true, ct),
            (await subscriptions.List(new(found.Id), null, Page.Largest, false, ct)).Items);
    }

    /// <summary>Regions that organizations are in, for a choice.</summary>
    public async Task<IReadOnlyList<string>> Regions(CancellationToken ct) =>
        await db.Organizations.Where(o => o.Region != null).Select(o => o.Region!).Distinct().OrderBy(r => r).Take(Page.Largest).ToListAsync(ct);

    private Task<Dictionary<PersonId, string>> Names(IReadOnlyList<PersonId> people, CancellationToken ct) =>
        db.People.Where(p => people.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, ct);

    private static string? Name(Dictionary<PersonId, string> people, PersonId? id) => id is { } person ? people.GetValueOrDefault(person) : null;
}
