namespace Bridgewatch.Catalog.Import;

/// <summary>Sees to it that references between entities lead somewhere, and containment never in a circle.</summary>
internal static class BackstageLinks
{
    internal static IReadOnlyList<BackstageEntity> Mend(
        IReadOnlyList<BackstageEntity> entities, List<ImportFinding> findings)
    {
        var mended = entities.ToDictionary(e => e.Ref);
        foreach (var api in OfOneProvider(entities))
            mended[api.Ref] = api;

        foreach (var entity in entities)
        {
            var found = mended[entity.Ref];
            if (found.PartOf is { } whole && !mended.ContainsKey(whole))
            {
                findings.Add(Missing(entity, whole));
                found = found with { PartOf = null };
            }
            findings.AddRange(found.DependsOn.Where(d => !mended.ContainsKey(d)).Select(d => Missing(entity, d)));
            mended[entity.Ref] = found with
            {
                DependsOn = [.. found.DependsOn.Where(d => mended.ContainsKey(d) && d != found.Ref)],
                Provides = [.. found.Provides.Where(mended.ContainsKey)],
            };
        }

        foreach (var entity in entities)
            if (IsItsOwnPart(entity.Ref, mended))
            {
                findings.Add(new(FindingWeight.Error, ImportFault.Cycle, entity.File, entity.Line,
                    entity.Ref.ToString(), mended[entity.Ref].PartOf.ToString()));
                mended[entity.Ref] = mended[entity.Ref] with { PartOf = null };
            }
        return [.. entities.Select(e => mended[e.Ref])];
    }

    /// <summary>An interface without a system belongs to the component that provides it, if only one does.</summary>
    private static IEnumerable<BackstageEntity> OfOneProvider(IReadOnlyList<BackstageEntity> entities)
    {
        var providers = entities.SelectMany(e => e.Provides.Select(api => (Api: api, e.Ref)))
            .ToLookup(p => p.Api, p => p.Ref);
        return entities.Where(e => e is { Kind: BackstageKind.Api, PartOf: null } && providers[e.Ref].Count() == 1)
            .Select(e => e with { PartOf = providers[e.Ref].Single() });
    }

    private static bool IsItsOwnPart(EntityRef start, Dictionary<EntityRef, BackstageEntity> entities)
    {
        var seen = new HashSet<EntityRef>();
        for (var at = entities[start].PartOf; at is { } whole; at = entities[whole].PartOf)
        {
            if (whole == start) return true;
            if (!seen.Add(whole)) return false; // a circle further up, which is not ours to cut
        }
        return false;
    }

    private static ImportFinding Missing(BackstageEntity entity, EntityRef reference) =>
        new(FindingWeight.Warning, ImportFault.ReferenceNotFound, entity.File, entity.Line, reference.ToString(),
            entity.Name);
}
