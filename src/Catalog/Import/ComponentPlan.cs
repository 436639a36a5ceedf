using System.Text;

namespace Bridgewatch.Catalog.Import;

/// <summary>What importing a catalog would do, to be looked at before it is done.</summary>
/// <param name="Rows">
/// Parents before their children, each level by slug; then what is gone. What is gone is only listed: tickets hang on it.
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
            ("description", before.Description != node.Description),
            ("ownerTeam", !string.Equals(before.OwnerTeam, node.OwnerTeam, StringComparison.OrdinalIgnoreCase)),
            ("dependsOn", !before.DependsOn.Order(StringComparer.Ordinal).SequenceEqual(node.DependsOn, StringComparer.Ordinal)),
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
/// <param name="IsService">
/// Whether customers can subscribe to it: a system, or what stands alone at the root. A domain never is.
/// </param>
/// <param name="OwnerTeam">The owning team's name; null when nobody is named. Not inherited.</param>
/// <param name="DependsOn">Slugs, sorted.</param>
/// <param name="Source">The entity's reference, `component:default/settlement`.</param>
public sealed record PlannedComponent(
    string Slug, string? Parent, string Name, ComponentKind Kind, bool IsService, string? Description, string? OwnerTeam,
    IReadOnlyList<string> DependsOn, string Source, string File, int Line);

/// <summary>A component that is there. Fields as in <see cref="PlannedComponent"/>.</summary>
/// <param name="Source">Where it was imported from; null when a person made it.</param>
public sealed record ExistingComponent(
    string Slug, string Name, ComponentKind Kind, string? Description, string? OwnerTeam,
    IReadOnlyList<string> DependsOn, string? Source);

/// <summary>What a node of the component tree stands for. Kebab-case on the wire.</summary>
public enum ComponentKind
{
    /// <summary>An area of the business, above the services.</summary>
    Domain,

    /// <summary>Parts that do one thing together: a service.</summary>
    System,

    /// <summary>A piece of software.</summary>
    Component,

    /// <summary>An interface.</summary>
    Api,

    /// <summary>Infrastructure: a database, a bucket, a queue.</summary>
    Resource,
}

/// <summary>Lays the entities of a catalog out as a tree with slugs.</summary>
internal static class ComponentTree
{
    internal static IReadOnlyList<PlannedComponent> From(BackstageCatalog catalog, List<ImportFinding> findings)
    {
        var groups = catalog.Entities.Where(e => e.Kind is BackstageKind.Group).ToDictionary(e => e.Ref);
        var nodes = catalog.Entities.Where(e => e.Kind is not BackstageKind.Group).ToList();
        var slugs = new Dictionary<EntityRef, string>();
        var children = nodes.ToLookup(n => n.PartOf is { } p && !groups.ContainsKey(p) ? p : default);

        List<(BackstageEntity Entity, string? Parent)> ordered = [];
        var level = new List<(BackstageEntity Entity, string? Parent)>([.. children[default].Select(e => (e, (string?)null))]);
        while (level.Count > 0)
        {
            foreach (var siblings in level.GroupBy(n => n.Parent)) NameSiblings([.. siblings.Select(n => n.Entity)], siblings.Key, slugs);
            level = [.. level.OrderBy(n => slugs[n.Entity.Ref], StringComparer.Ordinal)];
            ordered.AddRange(level);
            level = [.. level.SelectMany(n => children[n.Entity.Ref].Select(c => (c, (string?)slugs[n.Entity.Ref])))];
        }

        return [.. ordered.Select(n => new PlannedComponent(
            slugs[n.Entity.Ref], n.Parent, n.Entity.Title ?? n.Entity.Name, KindOf(n.Entity.Kind),
            n.Entity.Kind is BackstageKind.System || (n.Parent is null && n.Entity.Kind is not BackstageKind.Domain),
            n.Entity.Description, Owner(n.Entity, groups, findings),
            [.. n.Entity.DependsOn.Where(slugs.ContainsKey).Select(d => slugs[d]).Order(StringComparer.Ordinal)],
            n.Entity.Ref.ToString(), n.Entity.File, n.Entity.Line))];
    }

    /// <summary>
    /// The plain name where it is free; else with its kind, then with its namespace, then with a number. Components
    /// before interfaces before resources, so that adding an interface does not rename a component.
    /// </summary>
    private static void NameSiblings(
        IReadOnlyList<BackstageEntity> siblings, string? parent, Dictionary<EntityRef, string> slugs)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var e in siblings.OrderBy(e => e.Kind).ThenBy(e => e.Ref.Namespace != EntityRef.DefaultNamespace)
            .ThenBy(e => e.Ref.ToString(), StringComparer.Ordinal))
        {
            var (name, kind, space) = (Segment(e.Name), e.Ref.Kind, Segment(e.Ref.Namespace));
            var candidates = new[] { name, $"{name}-{kind}", $"{space}-{name}", $"{space}-{name}-{kind}" }
                .Concat(Enumerable.Range(2, siblings.Count).Select(i => $"{name}-{i}"));
            var segment = candidates.First(taken.Add);
            slugs[e.Ref] = parent is null ? segment : $"{parent}/{segment}";
        }
    }

    /// <summary>Small letters, digits, single hyphens. A valid name has at least one letter or digit.</summary>
    private static string Segment(string name)
    {
        var segment = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
            if (char.IsAsciiLetterOrDigit(c)) segment.Append(c);
            else if (segment.Length > 0 && segment[^1] != '-') segment.Append('-');
        return segment.ToString().TrimEnd('-');
    }

    private static string? Owner(
        BackstageEntity entity, Dictionary<EntityRef, BackstageEntity> groups, List<ImportFinding> findings)
    {
        if (entity.Owner is not { } owner) return null;
        if (groups.TryGetValue(owner, out var group)) return group.Title ?? group.Name;
        if (owner.Kind == "group") return owner.Name;
        findings.Add(new(FindingWeight.Warning, ImportFault.OwnerIsPerson, entity.File, entity.Line, owner.ToString(), entity.Name));
        return null;
    }

    private static ComponentKind KindOf(BackstageKind kind) => kind switch
    {
        BackstageKind.Domain => ComponentKind.Domain,
        BackstageKind.System => ComponentKind.System,
        BackstageKind.Api => ComponentKind.Api,
        BackstageKind.Resource => ComponentKind.Resource,
        _ => ComponentKind.Component,
    };
}
