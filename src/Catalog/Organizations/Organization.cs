using Bridgewatch.Catalog.Lists;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>A customer account: who pays, what was promised, who looks after it.</summary>
public sealed partial class Organization : Aggregate
{
    public const int LongestName = 200;

    public const int LongestRegion = 40;

    public const int LongestNote = 10_000;

    private Organization()
    {
    }

    public OrganizationId Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Lists are in this order; see <see cref="ListKey"/>.</summary>
    public string SortKey { get; private set; } = "";

    /// <summary>Where it is at home, in the company's own words: <c>EU</c>. Roles can be held in a region.</summary>
    public string? Region { get; private set; }

    /// <summary>Free text for those who look after it.</summary>
    public string? Note { get; private set; }

    /// <summary>The one of ours who looks after it: its account manager.</summary>
    public PersonId? Owner { get; private set; }

    /// <summary>The organization that it belongs to.</summary>
    public OrganizationId? Parent { get; private set; }

    public Instant AddedAt { get; private set; }

    public Origin Origin { get; private set; }

    /// <summary>Since when it is out of all lists; null while it is in use.</summary>
    public Instant? ArchivedAt { get; private set; }

    public override Subject About => new("organization", Id.Value);

    public Place Place => new(Organization: Id, Region: Region);

    internal static Organization Add(string name, CustomerTier tier, Instant at, Origin origin)
    {
        var organization = new Organization { Id = OrganizationId.New(), Tier = tier, AddedAt = at, Origin = origin };
        organization.Call(name);
        organization.Record(new OrganizationAdded(organization.Id, tier));
        return organization;
    }

    internal void Rename(string name)
    {
        if (name == Name) return;
        Call(name);
        Record(new OrganizationRenamed(Id));
    }

    internal void MoveToRegion(string? region)
    {
        if (region == Region) return;
        var before = Region;
        Region = region;
        Record(new OrganizationRegionChanged(Id, before, region));
    }

    internal void GiveTo(PersonId? owner)
    {
        if (owner == Owner) return;
        var before = Owner;
        Owner = owner;
        Record(new OrganizationOwnerChanged(Id, before, owner));
    }

    internal void Annotate(string? note)
    {
        if (note == Note) return;
        Note = note;
        Record(new OrganizationNoteChanged(Id));
    }

    /// <summary>Puts it below another. The caller has made sure that no circle closes.</summary>
    internal void PutBelow(OrganizationId? parent)
    {
        if (parent == Parent) return;
        var before = Parent;
        Parent = parent;
        Record(new OrganizationParentChanged(Id, before, parent));
    }

    internal void ArchiveOrRestore(bool archive, Instant at)
    {
        if (archive == ArchivedAt is not null) return;
        if (MergedInto is not null) throw OrganizationRefusals.Merged();
        ArchivedAt = archive ? at : null;
        Record(archive ? new OrganizationArchived(Id) : new OrganizationRestored(Id));
    }

    private void Call(string name) => (Name, SortKey) = (name, ListKey.Of(name, Id.Value));
}

/// <summary>A customer account came into being.</summary>
[JournalType("catalog.organization.added.v1")]
public sealed record OrganizationAdded(OrganizationId Organization, CustomerTier Tier) : JournalEvent;

[JournalType("catalog.organization.renamed.v1")]
public sealed record OrganizationRenamed(OrganizationId Organization) : JournalEvent;

[JournalType("catalog.organization.region-changed.v1")]
public sealed record OrganizationRegionChanged(OrganizationId Organization, string? From, string? To) : JournalEvent;

/// <summary>Somebody else of ours looks after it.</summary>
[JournalType("catalog.organization.owner-changed.v1")]
public sealed record OrganizationOwnerChanged(OrganizationId Organization, PersonId? From, PersonId? To) : JournalEvent;

/// <summary>The note about it was rewritten; its text is not in the journal.</summary>
[JournalType("catalog.organization.note-changed.v1")]
public sealed record OrganizationNoteChanged(OrganizationId Organization) : JournalEvent;

[JournalType("catalog.organization.parent-changed.v1")]
public sealed record OrganizationParentChanged(OrganizationId Organization, OrganizationId? From, OrganizationId? To) : JournalEvent;

[JournalType("catalog.organization.archived.v1")]
public sealed record OrganizationArchived(OrganizationId Organization) : JournalEvent;

[JournalType("catalog.organization.restored.v1")]
public sealed record OrganizationRestored(OrganizationId Organization) : JournalEvent;
