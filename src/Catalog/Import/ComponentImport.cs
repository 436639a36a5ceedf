using Bridgewatch.Catalog.Components;
using Bridgewatch.Catalog.Lists;
using Bridgewatch.Catalog.Naming;
using Bridgewatch.Catalog.Teams;
using Bridgewatch.Kernel;
using FluentValidation;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Import;

/// <summary>Imports an architecture. Components are known by their source, else by their path; what is gone is only listed.</summary>
internal sealed class ComponentImport(BridgewatchDb db, Envelope envelope, IValidator<AddComponent> rules) : IImport
{
    private readonly Dictionary<string, Component> _bySlugBefore = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Component> _byPlannedSlug = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TeamId> _teams = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _teamSlugs = [];
    private readonly HashSet<ComponentId> _subscribed = [];
    private readonly List<ImportFinding> _findings = [];

    public ImportKind Kind => ImportKind.Components;

    public object Read(ImportedFile file) => ArchitectureArchive.Read(file);

    public async Task<ImportReport> Run(object read, CancellationToken ct)
    {
        var catalog = (BackstageCatalog)read;
        (await db.TreeGuards.SingleAsync(g => g.Tree == TreeGuard.Components, ct)).Move();
        var components = await db.AllComponents.Include(c => c.Aliases).Include(c => c.Dependencies).AsSplitQuery().ToListAsync(ct);
        if (catalog is { Entities: [], NotRead: [] } && catalog.Findings.All(f => f.Weight is not FindingWeight.Error)) _findings.Add(new(FindingWeight.Error, ImportFault.Empty, null, null));
        foreach (var component in components) _bySlugBefore[component.Slug] = component;
        var slugs = components.ToDictionary(c => c.Id, c => c.Slug);
        await FindTeams(ct);
        _subscribed.UnionWith(await db.Subscriptions.Where(s => s.ArchivedAt == null).Select(s => s.Service).Distinct().ToListAsync(ct));
        var teamNames = _teams.ToLookup(t => t.Value, t => t.Key);
        var plan = ComponentPlan.Of(catalog, [.. components.Select(c => new ExistingComponent(
            c.Slug, c.Name, c.Kind, c.Lifecycle, c.Description, c.OwningTeam is { } team ? teamNames[team].FirstOrDefault() : null,
            [.. c.Dependencies.Select(d => slugs[d.On])], c.Source))], [.. _teams.Keys]);
        foreach (var name in plan.NewTeams) AddTeam(name);

        var lifecycles = catalog.Entities.ToDictionary(e => e.Ref.ToString(), e => e.Lifecycle);
        var taken = plan.Rows.Where(r => r.After is not null).Select(r => (r.After, Component: Take(r.After!, r.Before, components, lifecycles), IsNew: r.Before is null)).ToList();
        foreach (var (after, component, _) in taken)
        {
            component?.DependOn([.. after!.DependsOn.Select(d => _byPlannedSlug.GetValueOrDefault(d)?.Id).OfType<ComponentId>()]);
        }
        RefuseDoublePaths(components);
        return ImportReport.Of(Kind,
        [
            .. taken.Select(t => new ImportedRow(t.After!.Slug, OrganizationImport.Outcome(t.Component, t.IsNew), t.After.File, t.After.Line)),
            .. plan.Rows.Where(r => r.After is null).Select(r => new ImportedRow(r.Before!.Slug, ImportOutcome.Gone, null, null)),
        ], [.. plan.Findings.Select(f => Weigh(f, catalog)), .. _findings], catalog.NotRead);
    }

    /// <summary>Paths are unique, and rows are written one after the other: who moves steps aside first.</summary>
    public async Task BeforeWriting(CancellationToken ct)
    {
        foreach (var (before, component) in _bySlugBefore.Where(c => c.Value.Slug != c.Key))
        {
            var aside = $"~{component.Id}";
            await db.AllComponents.Where(c => c.Id == component.Id).ExecuteUpdateAsync(s => s.SetProperty(c => c.Slug, aside), ct);
        }
    }

    private Component? Take(
        PlannedComponent node, ExistingComponent? before, List<Component> components, Dictionary<string, string?> lifecycles)
    {
        var findings = rules.Findings(
            new AddComponent(node.Name, node.Kind, ComponentSlug.SegmentOf(node.Slug), Description: node.Description, Lifecycle: lifecycles[node.Source]), node.Line, node.File).ToList();
        if (!ComponentSlug.IsValid(node.Slug)) findings.Add(new(FindingWeight.Error, ImportFault.NestedTooDeeply, node.File, node.Line, node.Slug));
        _findings.AddRange(findings);
        if (findings.Count > 0) return null;
        var parent = node.Parent is null ? null : _byPlannedSlug.GetValueOrDefault(node.Parent);
        if (node.Parent is not null && parent is null) return null;
        var component = before is null ? Add(node, parent) : _bySlugBefore[before.Slug];
        if (before is not null) Move(component, parent, ComponentSlug.SegmentOf(node.Slug), components);
        _byPlannedSlug[node.Slug] = component;
        component.ArchiveOrRestore(false, default);
        component.Rename(node.Name);
        if (component.Kind != ComponentKind.Service || !_subscribed.Contains(component.Id)) component.BeOf(node.Kind);
        if (node.OwnerTeam is { } team) component.BeOwnedBy(_teams[team]);
        component.Describe(lifecycles[node.Source] ?? component.Lifecycle, node.Description ?? component.Description, component.Link);
        component.ComeFrom(node.Source);
        return component;
    }

    private Component Add(PlannedComponent node, Component? parent)
    {
        var component = Component.Add(node.Kind, node.Name, ComponentSlug.SegmentOf(node.Slug), parent, envelope.Origin);
        db.AllComponents.Add(component);
        return component;
    }

    private static void Move(Component component, Component? parent, string segment, List<Component> components)
    {
        var before = component.Slug;
        component.Move(parent, segment);
        if (component.Slug == before) return;
        foreach (var below in components.Where(c => c.Slug.StartsWith(before + ComponentSlug.Separator, StringComparison.Ordinal))) below.Follow(before, component.Slug);
    }

    private void RefuseDoublePaths(List<Component> components)
    {
        var all = components.Union(_byPlannedSlug.Values).ToList();
        var names = all.SelectMany(c => c.Aliases.Select(a => (a.Alias, c.Id))).ToDictionary(a => a.Alias, a => a.Id);
        foreach (var twice in all.GroupBy(c => c.Slug).Where(g => g.Count() > 1))
            _findings.Add(new(FindingWeight.Error, ImportFault.DuplicateName, null, null, twice.Key));
        foreach (var shadowed in all.Where(c => names.TryGetValue(c.Slug, out var holder) && holder != c.Id))
            _findings.Add(new(FindingWeight.Error, ImportFault.DuplicateName, null, null, shadowed.Slug));
    }

    private async Task FindTeams(CancellationToken ct)
    {
        foreach (var team in await db.Teams.OrderBy(t => t.ArchivedAt == null ? 0 : 1).ThenBy(t => t.SortKey).ToListAsync(ct))
        {
            _teams.TryAdd(team.Name, team.Id);
            _teamSlugs.Add(team.Slug);
        }
    }

    private void AddTeam(string name)
    {
        var made = Slug.From(name) is { Length: > 0 } slug ? slug[..Math.Min(slug.Length, Slug.Longest - 4)] : "team";
        var free = Enumerable.Range(1, int.MaxValue).Select(n => n == 1 ? made : $"{made}-{n}").First(_teamSlugs.Add);
        var team = Team.Add(name.Length <= Team.LongestName ? name : name[..Team.LongestName], free, envelope.Origin);
        db.AllTeams.Add(team);
        _teams[name] = team.Id;
    }

    /// <summary>An architecture is not refused as a whole for a part that could not be read: what was read is sound in itself.</summary>
    private static ImportFinding Weigh(ImportFinding finding, BackstageCatalog catalog) =>
        finding.Weight is FindingWeight.Error && catalog.Entities.Count > 0 ? finding with { Weight = FindingWeight.Warning } : finding;
}
