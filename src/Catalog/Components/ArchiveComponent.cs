using Bridgewatch.Catalog.Lists;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Components;

/// <summary>Takes a component out of all lists; tickets keep it.</summary>
/// <param name="WithParts">With everything below it; without, parts in use forbid it.</param>
[Requires(CatalogPermissions.EditArchitecture)]
public sealed record ArchiveComponent(ComponentId Component, bool WithParts = false) : ICommand;

internal sealed class ArchiveComponentHandler(BridgewatchDb db, Envelope envelope, ComponentLinks links, ComponentUses uses)
    : ICommandHandler<ArchiveComponent>
{
    public async ValueTask<Unit> Handle(ArchiveComponent command, CancellationToken ct)
    {
        var component = await links.Expect(command.Component, ct);
        await links.Guard(ct);
        component.ArchiveOrRestore(true, envelope.At);
        if (!command.WithParts)
        {
            await uses.RefuseParts(component, ct);
            return default;
        }
        foreach (var part in await db.AllComponents.Within(c => c.Slug, ComponentSlug.RangeBelow(component.Slug)).ToListAsync(ct))
        {
            part.ArchiveOrRestore(true, envelope.At);
        }
        return default;
    }
}
