using Bridgewatch.Access.Roles;
using Bridgewatch.Catalog.Lists;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog;

/// <summary>Names organizations and brands where roles are held in them.</summary>
internal sealed class PlaceNames(BridgewatchDb db) : IPlaceNames
{
    private const int Most = 20;

    public Task<string?> NameOf(GrantScope scope, Guid id, CancellationToken ct)
    {
        var (organization, brand) = (new OrganizationId(id), new BrandId(id));
        return scope switch
        {
            GrantScope.Organization => db.Organizations.Where(o => o.Id == organization).Select(o => (string?)o.Name).SingleOrDefaultAsync(ct),
            GrantScope.Brand => db.Brands.Where(b => b.Id == brand).Select(b => (string?)b.Name).SingleOrDefaultAsync(ct),
            _ => Task.FromResult<string?>(null),
        };
    }

    public async Task<IReadOnlyList<PlaceName>> Find(GrantScope scope, string? text, CancellationToken ct)
    {
        var inside = ListKey.Fold(text ?? "");
        return scope switch
        {
            GrantScope.Organization => await db.Organizations.Where(o => o.ArchivedAt == null && o.SortKey.Contains(inside)).OrderBy(o => o.SortKey)
                .Take(Most).Select(o => new PlaceName(o.Id.Value, o.Name)).ToListAsync(ct),
            GrantScope.Brand => await db.Brands.Where(b => b.ArchivedAt == null && b.SortKey.Contains(inside)).OrderBy(b => b.SortKey)
                .Take(Most).Select(b => new PlaceName(b.Id.Value, b.Name)).ToListAsync(ct),
            _ => [],
        };
    }
}
