using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Catalog.Components;

/// <summary>What a part of the architecture is. Customers subscribe to services.</summary>
public enum ComponentKind { Domain, Service, Component, Api, Resource }

/// <summary>A part of what we run: the tree of these is the taxonomy of tickets and articles.</summary>
public sealed partial class Component : Aggregate
{
    public const int LongestName = 200;

    public const int LongestLifecycle = 40;

    public const int LongestLink = 1_000;

    public const int LongestDescription = 4_000;

    public const int LongestSource = 250;

    private Component()
    {
    }

    public ComponentId Id { get; private set; }

    public ComponentKind Kind { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Who answers for it.</summary>
    public TeamId? OwningTeam { get; private set; }

    /// <summary>Who changes it, where that is another team.</summary>
    public TeamId? DevelopmentTeam { get; private set; }

    /// <summary>In the words of the architecture: <c>production</c>, <c>deprecated</c>.</summary>
    public string? Lifecycle { get; private set; }

    /// <summary>What it is for, in words.</summary>
    public string? Description { get; private set; }

    /// <summary>Where it is described in full.</summary>
    public string? Link { get; private set; }

    /// <summary>By which name an imported architecture knows it: <c>component:default/settlement</c>. Null when a person made it.</summary>
    public string? Source { get; private set; }

    public Origin Origin { get; private set; }

    /// <summary>Since when it is out of all lists; null while it is in use.</summary>
    public Instant? ArchivedAt { get; private set; }

    /// <summary>Counts changes of the rows that belong to it, so that its version rises with them.</summary>
    public int Parts { get; private set; }

    public override Subject About => new("component", Id.Value);

    public Place Place => new(Team: OwningTeam);

    internal static Component Add(ComponentKind kind, string name, string segment, Component? parent, Origin origin)
    {
        var component = new Component { Id = ComponentId.New(), Kind = kind, Name = name, Origin = origin };
        component.StandBelow(parent, segment);
        component.Record(new ComponentAdded(component.Id, kind, component.Slug, parent?.Id));
        return component;
    }

    internal void Rename(string name)
    {
        if (name == Name) return;
        Name = name;
        Record(new ComponentRenamed(Id));
    }

    internal void BeOf(ComponentKind kind)
    {
        if (kind == Kind) return;
        var before = Kind;
        Kind = kind;
        Record(new ComponentKindChanged(Id, before, kind));
    }

    internal void BeOwnedBy(TeamId? team)
    {
        if (team == OwningTeam) return;
        var before = OwningTeam;
        OwningTeam = team;
        Record(new ComponentOwnerChanged(Id, before, team));
    }

    internal void BeDevelopedBy(TeamId? team)
    {
        if (team == DevelopmentTeam) return;
        var before = DevelopmentTeam;
        DevelopmentTeam = team;
        Record(new ComponentDeveloperChanged(Id, before, team));
    }

    internal void Describe(string? lifecycle, string? description, string? link)
    {
        if ((lifecycle, description, link) == (Lifecycle, Description, Link)) return;
        (Lifecycle, Description, Link) = (lifecycle, description, link);
        Record(new ComponentDescribed(Id, lifecycle));
    }

    internal void ComeFrom(string source)
    {
        if (source == Source) return;
        Source = source;
        Record(new ComponentSourceChanged(Id, source));
    }

    internal void ArchiveOrRestore(bool archive, Instant at)
    {
        if (archive == ArchivedAt is not null) return;
        ArchivedAt = archive ? at : null;
        Record(archive ? new ComponentArchived(Id) : new ComponentRestored(Id));
    }
}

[JournalType("catalog.component.added.v1")]
public sealed record ComponentAdded(ComponentId Component, ComponentKind Kind, string Slug, ComponentId? Parent) : JournalEvent;

[JournalType("catalog.component.renamed.v1")]
public sealed record ComponentRenamed(ComponentId Component) : JournalEvent;

[JournalType("catalog.component.kind-changed.v1")]
public sealed record ComponentKindChanged(ComponentId Component, ComponentKind From, ComponentKind To) : JournalEvent;

/// <summary>Another team answers for it.</summary>
[JournalType("catalog.component.owner-changed.v1")]
public sealed record ComponentOwnerChanged(ComponentId Component, TeamId? From, TeamId? To) : JournalEvent;

/// <summary>Another team changes it.</summary>
[JournalType("catalog.component.developer-changed.v1")]
public sealed record ComponentDeveloperChanged(ComponentId Component, TeamId? From, TeamId? To) : JournalEvent;

/// <summary>Its lifecycle, description or link was rewritten.</summary>
[JournalType("catalog.component.described.v1")]
public sealed record ComponentDescribed(ComponentId Component, string? Lifecycle) : JournalEvent;

/// <summary>An imported architecture knows it by another name.</summary>
[JournalType("catalog.component.source-changed.v1")]
public sealed record ComponentSourceChanged(ComponentId Component, string Source) : JournalEvent;

[JournalType("catalog.component.archived.v1")]
public sealed record ComponentArchived(ComponentId Component) : JournalEvent;

[JournalType("catalog.component.restored.v1")]
public sealed record ComponentRestored(ComponentId Component) : JournalEvent;
