using Bridgewatch.Catalog.Lists;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Components;

/// <summary>What hangs on a component, and so forbids to take it away.</summary>
internal sealed class ComponentUses(BridgewatchDb db)
{
    /// <exception cref="Refusal">Parts of it are in use.</exception>
    public async Task RefuseParts(Component component, CancellationToken ct)
    {
        var parts = await db.Components.Within(c => c.Slug, ComponentSlug.RangeBelow(component.Slug)).CountAsync(c => c.ArchivedAt == null, ct);
        if (parts > 0) throw ComponentRefusals.HasParts(component.Slug, parts);
    }

    /// <exception cref="Refusal">What it stands below is archived.</exception>
    public async Task RefuseBelowArchived(Component component, CancellationToken ct)
    {
        var above = await db.Components.Where(c => c.Id == component.Parent && c.ArchivedAt != null).Select(c => c.Slug).SingleOrDefaultAsync(ct);
        if (above is not null) throw ComponentRefusals.ParentArchived(above);
    }

    /// <exception cref="Refusal">Customers subscribe to it.</exception>
    public async Task RefuseSubscribed(Component component, CancellationToken ct)
    {
        var subscriptions = await db.Subscriptions.CountAsync(s => s.Service == component.Id && s.ArchivedAt == null, ct);
        if (subscriptions > 0) throw ComponentRefusals.IsSubscribed(component.Slug, subscriptions);
    }
}
