using Bridgewatch.Catalog.Lists;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>What a list of organizations shows.</summary>
/// <param name="Beginning">Only names and domains that begin so.</param>
/// <param name="Archived">True for archived ones alone; otherwise for those in use.</param>
public sealed record OrganizationFilter(
    string? Beginning = null, CustomerTier? Tier = null, string? Region = null, PersonId? Owner = null, OrganizationId? Parent = null,
    bool Archived = false);

/// <summary>Questions about organizations, answered as far as the actor sees them.</summary>
public sealed class OrganizationQueries(BridgewatchDb db, Actor actor)
{
    /// <summary>By name. A page is one seek in an index that ends with the sort key.</summary>
    public async Task<Page<OrganizationResource>> List(OrganizationFilter filter, string? cursor, int size, bool count, CancellationToken ct)
    {
        actor.MustRead();
        var all = Filtered(filter);
        var found = await all.After(o => o.SortKey, Cursor.Read(cursor)).OrderBy(o => o.SortKey).Take(size + 1)
            .Include(o => o.Domains).AsSplitQuery().ToListAsync(ct);
        var page = Page.Of(found, size, last => Cursor.Write(last.SortKey));
        var mask = Mask.For(actor, CatalogPermissions.Read);
        return new([.. page.Items.Select(o => OrganizationResource.Of(o, mask))], page.Next) { Count = count ? await all.Capped(o => o.SortKey, ct) : null };
    }

    /// <summary>Also an archived one. For one that was merged, the one as which it goes on, as far as the actor sees that.</summary>
    /// <exception cref="NotVisible">There is no such organization for this actor.</exception>
    public async Task<OrganizationResource> Get(OrganizationId id, CancellationToken ct)
    {
        actor.MustRead();
        var known = await db.Organizations.Where(o => o.Id == id).Select(o => o.MergedInto).SingleOrDefaultAsync(ct) ?? id;
        var found = await db.Organizations.Include(o => o.Domains).VisibleTo(actor).SingleOrDefaultAsync(o => o.Id == known, ct) ?? throw new NotVisible("organization");
        var merged = await db.Organizations.Where(o => o.MergedInto == known).OrderBy(o => o.SortKey).ToListAsync(ct);
        var resource = OrganizationResource.Of(found, Mask.For(actor, CatalogPermissions.Read));
        return merged.Count == 0 ? resource : resource with { Merged = [.. merged.Select(o => new MergedOrganization(o.Id, o.Name, o.Merge!.At))] };
    }

    private IQueryable<Organization> Filtered(OrganizationFilter filter)
    {
        var rows = db.Organizations.VisibleTo(actor);
        rows = filter.Archived ? rows.Where(o => o.ArchivedAt != null && o.MergedInto == null) : rows.Where(o => o.ArchivedAt == null);
        if (filter.Tier is { } tier) rows = rows.Where(o => o.Tier == tier);
        if (filter.Region is { } region) rows = rows.Where(o => o.Region == region);
        if (filter.Owner is { } owner) rows = rows.Where(o => o.Owner == owner);
        if (filter.Parent is { } parent) rows = rows.Where(o => o.Parent == parent);
        if (string.IsNullOrWhiteSpace(filter.Beginning)) return rows;
        var range = ListKey.Range(filter.Beginning);
        var byName = db.Organizations.Within(o => o.SortKey, range).Select(o => o.Id);
        var byDomain = db.OrganizationDomains.Within(d => d.Domain, range).Select(d => d.Organization);
        return rows.Where(o => byName.Contains(o.Id) || byDomain.Contains(o.Id));
    }
}
