using Bridgewatch.Access.Roles;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Queues;

/// <summary>Names the queues in which roles are held.</summary>
internal sealed class PlacesOfDesk(BridgewatchDb db) : IPlaceNames
{
    private const int Most = 20;

    public async Task<string?> NameOf(GrantScope scope, Guid id, CancellationToken ct)
    {
        var queue = new QueueId(id);
        return scope == GrantScope.Queue ? await db.Queues.Where(q => q.Id == queue).Select(q => q.Name).SingleOrDefaultAsync(ct) : null;
    }

    /// <summary>Queues are few; they are compared here.</summary>
    public async Task<IReadOnlyList<PlaceName>> Find(GrantScope scope, string? text, CancellationToken ct)
    {
        if (scope != GrantScope.Queue) return [];
        var all = await db.Queues.Where(q => !q.Archived).OrderBy(q => q.Slug).Select(q => new { q.Id, q.Name }).ToListAsync(ct);
        return [.. all.Where(q => q.Name.Contains(text ?? "", StringComparison.OrdinalIgnoreCase)).Take(Most).Select(q => new PlaceName(q.Id.Value, q.Name))];
    }
}
