using System.Text;
using Bridgewatch.Catalog.Components;
using Bridgewatch.Catalog.Naming;
using Bridgewatch.Catalog.Teams;

namespace Bridgewatch.Catalog.Import;

/// <summary>Lays the entities of a catalog out as a tree with slugs.</summary>
internal sealed class ComponentTree
{
    private readonly Dictionary<EntityRef, BackstageEntity> _groups;
    private readonly ILookup<EntityRef, BackstageEntity> _children;
    private readonly Dictionary<EntityRef, string> _slugs = [];
    private readonly List<ImportFinding> _findings;

    private ComponentTree(BackstageCatalog catalog, List<ImportFinding> findings)
    {
        _findings = findings;
        _groups = catalog.Entities.Where(e => e.Kind is BackstageKind.Group).ToDictionary(e => e.Ref);
        _children = catalog.Entities.Where(e => e.Kind is not BackstageKind.Group)
            .ToLookup(n => n.PartOf is { } p && !_groups.ContainsKey(p) ? p : default);
    }

    /// <summary>Parents before their children, each level by slug.</summary>
    internal static IReadOnlyList<PlannedComponent> From(BackstageCatalog catalog, List<ImportFinding> findings)
    {
        var tree = new ComponentTree(catalog, findings);
        // All slugs first: what one depends on may stand further down.
        return [.. tree.Ordered().ToList().Select(n => tree.Plan(n.Entity, n.Parent))];
    }

    private IEnumerable<(BackstageEntity Entity, string? Parent)> Ordered()
    {
        var level = _children[default].Select(e => (Entity: e, Parent: (string?)null)).ToList();
        while (level.Count > 0)
        {
            foreach (var siblings in level.GroupBy(n => n.Parent))
                NameSiblings([.. siblings.Select(n => n.Entity)], siblings.Key);
            level = [.. level.Where(n => _slugs.ContainsKey(n.Entity.Ref))
                .OrderBy(n => _slugs[n.Entity.Ref], StringComparer.Ordinal)];
            foreach (var node in level) yield return node;
            level = [.. level.SelectMany(n => _children[n.Entity.Ref].Select(c => (c, (string?)_slugs[n.Entity.Ref])))];
        }
    }

    /// <summary>
    /// The plain name where it is free; else with its kind, then with its namespace, then with a number. Components
    /// before interfaces before resources, so that adding an interface does not rename a component.
    /// </summary>
    private void NameSiblings(IReadOnlyList<BackstageEntity> siblings, string? parent)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var e in siblings.OrderBy(e => e.Kind).ThenBy(e => e.Ref.Namespace != EntityRef.DefaultNamespace)
            .ThenBy(e => e.Ref.ToString(), StringComparer.Ordinal))
        {
            var (name, kind, space) = (e.Name, e.Ref.Kind, e.Ref.Namespace);
            var candidates = new[] { name, $"{name}-{kind}", $"{space}-{name}", $"{space}-{name}-{kind}" }
                .Concat(Enumerable.Range(2, siblings.Count).Select(i => $"{i}-{name}"));
            var slug = ComponentSlug.Below(parent, candidates.Select(Slug.From).First(taken.Add));
            if (ComponentSlug.IsValid(slug)) _slugs[e.Ref] = slug;
            else _findings.Add(new(FindingWeight.Error, ImportFault.TooDeep, e.File, e.Line, e.Ref.ToString(), slug));
        }
    }

    private PlannedComponent Plan(BackstageEntity e, string? parent) => new(
        _slugs[e.Ref], parent, Fit(e, e.Title, Component.LongestName) ?? e.Name, KindOf(e.Kind, parent),
        Fit(e, e.Lifecycle, Component.LongestLifecycle),
        Fit(e, e.Description, Component.LongestDescription, lines: true), Owner(e),
        [.. e.DependsOn.Where(_slugs.ContainsKey).Select(d => _slugs[d]).Order(StringComparer.Ordinal)],
        e.Ref.ToString(), e.File, e.Line);

    private string? Owner(BackstageEntity entity)
    {
        if (entity.Owner is not { } owner) return null;
        if (_groups.TryGetValue(owner, out var group)) return Fit(group, group.Title, Team.LongestName) ?? group.Name;
        if (owner.Kind == "group") return owner.Name;
        _findings.Add(new(FindingWeight.Warning, ImportFault.OwnerIsPerson, entity.File, entity.Line, owner.ToString(),
            entity.Name));
        return null;
    }

    /// <summary>Text that fits into its column: no control characters, no halves of characters, not too long.</summary>
    private string? Fit(BackstageEntity entity, string? text, int longest, bool lines = false)
    {
        if (text is null) return null;
        var fit = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            fit.Append(Rune.IsControl(rune) && !(lines && rune.Value is '\n' or '\t') ? " " : rune.ToString());
        var whole = fit.ToString().Trim();
        if (whole.Length == 0) return null;
        if (whole.Length <= longest) return whole;
        _findings.Add(new(FindingWeight.Warning, ImportFault.ValueTooLong, entity.File, entity.Line, entity.Name));
        return whole[..(char.IsHighSurrogate(whole[longest - 2]) ? longest - 2 : longest - 1)] + "…";
    }

    private static ComponentKind KindOf(BackstageKind kind, string? parent) => kind switch
    {
        BackstageKind.Domain => ComponentKind.Domain,
        BackstageKind.System => ComponentKind.Service,
        BackstageKind.Api => ComponentKind.Api,
        BackstageKind.Resource => ComponentKind.Resource,
        _ => parent is null ? ComponentKind.Service : ComponentKind.Component,
    };
}
