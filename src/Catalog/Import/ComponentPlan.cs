using Bridgewatch.Catalog.Components;

namespace Bridgewatch.Catalog.Import;

/// <summary>What importing a catalog would do, to be looked at before it is done.</summary>
/// <param name="Rows">
/// Parents before their children, each level by slug; then what is gone, which is only listed: tickets hang on it.
/// </param>
/// <param name="NewTeams">Names of owning teams that do not exist yet, sorted.</param>
public sealed record ComponentPlan(
    IReadOnlyList<ComponentChange> Rows, IReadOnlyList<string> NewTeams, IReadOnlyList<ImportFinding> Findings)
{
    /// <summary>Compares a catalog with what is there.</summary>
    /// <param name="existing">All components. Slugs and sources are unique.</param>
    /// <param name="teams">Names of all teams; case does not matter.</param>
    /// <remarks>
    /// A component is known by its source (`component:default/settlement`), else by its slug: so one that moved in the
    /// tree, or changed its name, keeps its tickets. Importing the same catalog twice changes nothing.
    /// </remarks>
    public static ComponentPlan Of(
        BackstageCatalog catalog, IReadOnlyCollection<ExistingComponent> existing, IReadOnlyCollection<string> teams)
    {
        List<ImportFinding> findings = [];
        var planned = ComponentTree.From(catalog, findings);
        var bySource = existing.Where(e => e.Source is not null).ToDictionary(e => e.Source!, StringComparer.Ordinal);
        var bySlug = existing.ToDictionary(e => e.Slug, StringComparer.Ordinal);
        var matched = new Dictionary<string, ExistingComponent>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);

        // Sources first: a slug may meanwhile belong to another entity.
        foreach (var node in planned)
            if (bySource.TryGetValue(node.Source, out var same))
            {
                matched[node.Source] = same;
                taken.Add(same.Slug);
            }
        foreach (var node in planned.Where(n => !matched.ContainsKey(n.Source)))
            if (bySlug.TryGetValue(node.Slug, out var same) && taken.Add(same.Slug))
                matched[node.Source] = same;

        return new(
            [.. planned.Select(n => Compare(n, matched.GetValueOrDefault(n.Source))),
             .. existing.Where(e => e.Source is not null && !taken.Contains(e.Slug))
                .OrderBy(e => e.Slug, StringComparer.Ordinal)
                .Select(e => new ComponentChange(ComponentChangeKind.Gone, null, e, []))],
            [.. planned.Select(n => n.OwnerTeam).OfType<string>().Except(teams, StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.OrdinalIgnoreCase)],
            [.. catalog.Findings, .. findings]);
    }

    private static ComponentChange Compare(PlannedComponent node, ExistingComponent? before)
    {
        if (before is null) return new(ComponentChangeKind.Created, node, null, []);
        (string Field, bool Differs)[] fields =
        [
            ("slug", before.Slug != node.Slug),
            ("source", before.Source != node.Source),
            ("name", before.Name != node.Name),
            ("kind", before.Kind != node.Kind),
            // What the catalog does not say stays as somebody may have set it here.
            ("lifecycle", node.Lifecycle is { } lifecycle && before.Lifecycle != lifecycle),
            ("description", node.Description is { } words && before.Description != words),
            ("ownerTeam", node.OwnerTeam is { } team
                && !string.Equals(before.OwnerTeam, team, StringComparison.OrdinalIgnoreCase)),
            ("dependsOn", !before.DependsOn.Order(StringComparer.Ordinal).SequenceEqual(node.DependsOn)),
        ];
        string[] changed = [.. fields.Where(f => f.Differs).Select(f => f.Field)];
        return new(changed switch
        {
            [] => ComponentChangeKind.Unchanged,
            ["slug", ..] => ComponentChangeKind.Moved,
            _ => ComponentChangeKind.Changed,
        }, node, before, changed);
    }
}

/// <summary>One row of a <see cref="ComponentPlan"/>.</summary>
/// <param name="After">What it will be; null when it is gone.</param>
/// <param name="Before">What it is; null when it is new.</param>
/// <param name="Fields">The fields that differ, in camelCase.</param>
public sealed record ComponentChange(
    ComponentChangeKind Kind, PlannedComponent? After, ExistingComponent? Before, IReadOnlyList<string> Fields);

/// <summary>What an import would do to a component.</summary>
public enum ComponentChangeKind
{
    Created,
    Changed,

    /// <summary>It stands elsewhere in the tree, or has another slug; other fields may differ as well.</summary>
    Moved,
    Unchanged,

    /// <summary>It came from a catalog once and is in this one no more.</summary>
    Gone,
}

/// <summary>A node of the component tree as an import would have it.</summary>
/// <param name="Slug">The path from the root: `payments/settlement`.</param>
/// <param name="Parent">The parent's slug; null at the root.</param>
/// <param name="Kind">A system is a service; so is a component that is part of nothing.</param>
/// <param name="OwnerTeam">The owning team's name; null when nobody is named. Not inherited.</param>
/// <param name="DependsOn">Slugs, sorted.</param>
/// <param name="Source">The entity's reference, `component:default/settlement`.</param>
public sealed record PlannedComponent(
    string Slug, string? Parent, string Name, ComponentKind Kind, string? Lifecycle, string? Description,
    string? OwnerTeam, IReadOnlyList<string> DependsOn, string Source, string File, int Line);

/// <summary>A component that is there. Fields as in <see cref="PlannedComponent"/>.</summary>
/// <param name="Source">Where it was imported from; null when a person made it.</param>
public sealed record ExistingComponent(
    string Slug, string Name, ComponentKind Kind, string? Lifecycle, string? Description, string? OwnerTeam,
    IReadOnlyList<string> DependsOn, string? Source);
