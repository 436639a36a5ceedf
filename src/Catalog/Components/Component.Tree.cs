using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog.Components;

/// <summary>Where it stands in the tree, and by which other names alerts and rules know it.</summary>
public sealed partial class Component
{
    public const int LongestAlias = 200;

    public const int MostAliases = 50;

    private readonly List<ComponentAlias> _aliases = [];

    private readonly List<ComponentDependency> _dependencies = [];

    /// <summary>Unique path from the root: <c>payments/settlement</c>.</summary>
    public string Slug { get; private set; } = "";

    public ComponentId? Parent { get; private set; }

    public IReadOnlyList<ComponentAlias> Aliases => _aliases;

    /// <summary>What it cannot work without.</summary>
    public IReadOnlyList<ComponentDependency> Dependencies => _dependencies;

    /// <summary>Moves it below another, or to the top, or gives it another last part of its path. What is below it follows by <see cref="Follow"/>.</summary>
    internal void Move(Component? parent, string segment)
    {
        var before = Slug;
        if (parent?.Id == Parent && ComponentSlug.SegmentOf(before) == segment) return;
        StandBelow(parent, segment);
        Record(new ComponentMoved(Id, before, Slug, Parent));
    }

    /// <summary>Takes over the new path of an ancestor that moved.</summary>
    internal void Follow(string ancestorBefore, string ancestorNow)
    {
        var before = Slug;
        Slug = ancestorNow + before[ancestorBefore.Length..];
        if (!ComponentSlug.IsValid(Slug)) throw ComponentRefusals.TooDeep();
        Record(new ComponentMoved(Id, before, Slug, Parent));
    }

    /// <param name="aliases">Normalised, each once; see <see cref="ComponentAlias.Normalise"/>.</param>
    internal void AnswerTo(IReadOnlyCollection<string> aliases)
    {
        var lost = _aliases.Where(a => !aliases.Contains(a.Alias)).ToList();
        var gained = aliases.Where(a => !_aliases.Exists(known => known.Alias == a)).ToList();
        if (lost.Count == 0 && gained.Count == 0) return;
        foreach (var alias in lost) _aliases.Remove(alias);
        _aliases.AddRange(gained.Select(a => new ComponentAlias(a, Id)));
        Parts++;
        Record(new ComponentAliasesChanged(Id, gained, [.. lost.Select(a => a.Alias)]));
    }

    /// <param name="others">What it cannot work without.</param>
    internal void DependOn(IReadOnlyCollection<ComponentId> others)
    {
        var lost = _dependencies.RemoveAll(d => !others.Contains(d.On));
        var gained = others.Where(o => o != Id && !_dependencies.Exists(d => d.On == o)).ToList();
        if (lost == 0 && gained.Count == 0) return;
        _dependencies.AddRange(gained.Select(o => new ComponentDependency(Id, o)));
        Parts++;
        Record(new ComponentDependenciesChanged(Id, [.. _dependencies.Select(d => d.On)]));
    }

    private void StandBelow(Component? parent, string segment)
    {
        (Parent, Slug) = (parent?.Id, ComponentSlug.Below(parent?.Slug, segment));
        if (!ComponentSlug.IsValid(Slug)) throw ComponentRefusals.TooDeep();
    }
}

/// <summary>Another name of a component, as alerts and rules use it. Each names one component.</summary>
public sealed class ComponentAlias(string alias, ComponentId component)
{
    public string Alias { get; private set; } = alias;

    public ComponentId Component { get; private set; } = component;

    /// <summary>Small letters, no blanks around; null when nothing is left or it is too long.</summary>
    public static string? Normalise(string? text) =>
        text?.Trim().ToLowerInvariant() is { Length: > 0 and <= Components.Component.LongestAlias } alias ? alias : null;
}

/// <summary>A component cannot work without another.</summary>
public sealed class ComponentDependency(ComponentId component, ComponentId on)
{
    public ComponentId Component { get; private set; } = component;

    public ComponentId On { get; private set; } = on;
}

/// <summary>It has another path; its ancestor's move is recorded for each that follows.</summary>
[JournalType("catalog.component.moved.v1")]
public sealed record ComponentMoved(ComponentId Component, string From, string To, ComponentId? Parent) : JournalEvent;

[JournalType("catalog.component.aliases-changed.v1")]
public sealed record ComponentAliasesChanged(
    ComponentId Component, IReadOnlyList<string> Gained, IReadOnlyList<string> Lost) : JournalEvent;

/// <param name="On">All that it depends on from now on.</param>
[JournalType("catalog.component.dependencies-changed.v1")]
public sealed record ComponentDependenciesChanged(ComponentId Component, IReadOnlyList<ComponentId> On) : JournalEvent;
