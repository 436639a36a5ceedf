using Bridgewatch.Catalog.Lists;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Catalog.Teams;

/// <summary>People of ours who own services and queues together.</summary>
public sealed class Team : Aggregate
{
    public const int LongestName = 100;

    private readonly List<TeamMember> _members = [];

    private Team()
    {
    }

    public TeamId Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Lists are in this order; see <see cref="ListKey"/>.</summary>
    public string SortKey { get; private set; } = "";

    /// <summary>Its name in addresses and rules; see <see cref="Naming.Slug"/>.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>Who leads it; one of its members.</summary>
    public PersonId? Lead { get; private set; }

    public IReadOnlyList<TeamMember> Members => _members;

    /// <summary>Counts changes of the rows that belong to it, so that its version rises with them.</summary>
    public int Parts { get; private set; }

    public Origin Origin { get; private set; }

    /// <summary>Since when it is out of all lists; null while it is in use. Its members see nothing by it any more.</summary>
    public Instant? ArchivedAt { get; private set; }

    public override Subject About => new("team", Id.Value);

    public Place Place => new(Team: Id);

    internal static Team Add(string name, string slug, Origin origin)
    {
        var team = new Team { Id = TeamId.New(), Slug = slug, Origin = origin };
        team.Call(name);
        team.Record(new TeamAdded(team.Id, slug));
        return team;
    }

    internal void Rename(string name)
    {
        if (name == Name) return;
        Call(name);
        Record(new TeamRenamed(Id));
    }

    internal void ChangeSlug(string slug)
    {
        if (slug == Slug) return;
        var before = Slug;
        Slug = slug;
        Record(new TeamSlugChanged(Id, before, slug));
    }

    /// <summary>Makes exactly these people its members; a lead who is not among them leads it no longer.</summary>
    internal void Consist(IReadOnlyCollection<PersonId> people)
    {
        foreach (var left in _members.Where(m => !people.Contains(m.Person)).ToList())
        {
            _members.Remove(left);
            Parts++;
            Record(new TeamLeft(Id, left.Person));
        }
        foreach (var person in people.Where(p => !_members.Exists(m => m.Person == p)))
        {
            _members.Add(new(Id, person));
            Parts++;
            Record(new TeamJoined(Id, person));
        }
        if (Lead is { } lead && !people.Contains(lead)) BeLedBy(null);
    }

    internal void BeLedBy(PersonId? person)
    {
        if (person == Lead) return;
        if (person is { } lead && !_members.Exists(m => m.Person == lead)) throw TeamRefusals.LeadIsNoMember(Name);
        var before = Lead;
        Lead = person;
        Record(new TeamLeadChanged(Id, before, person));
    }

    internal void ArchiveOrRestore(bool archive, Instant at)
    {
        if (archive == ArchivedAt is not null) return;
        ArchivedAt = archive ? at : null;
        Record(archive ? new TeamArchived(Id) : new TeamRestored(Id));
    }

    private void Call(string name) => (Name, SortKey) = (name, ListKey.Of(name, Id.Value));
}

/// <summary>Somebody of ours belongs to a team. Since when stands in the journal.</summary>
public sealed class TeamMember(TeamId team, PersonId person)
{
    public TeamId Team { get; private set; } = team;

    public PersonId Person { get; private set; } = person;
}

internal static class TeamRefusals
{
    public static Refusal LeadIsNoMember(string team) =>
        new("lead-is-no-member", $"Only a member can lead {team}.", "Add the person to the team first.");

    public static Refusal SlugTaken(string slug) =>
        new("slug-taken", $"Another team is called '{slug}'.", "Choose another short name.");
}

[JournalType("catalog.team.added.v1")]
public sealed record TeamAdded(TeamId Team, string Slug) : JournalEvent;

[JournalType("catalog.team.renamed.v1")]
public sealed record TeamRenamed(TeamId Team) : JournalEvent;

[JournalType("catalog.team.slug-changed.v1")]
public sealed record TeamSlugChanged(TeamId Team, string From, string To) : JournalEvent;

/// <summary>Somebody belongs to the team from now on.</summary>
[JournalType("catalog.team.joined.v1")]
public sealed record TeamJoined(TeamId Team, PersonId Person) : JournalEvent;

[JournalType("catalog.team.left.v1")]
public sealed record TeamLeft(TeamId Team, PersonId Person) : JournalEvent;

[JournalType("catalog.team.lead-changed.v1")]
public sealed record TeamLeadChanged(TeamId Team, PersonId? From, PersonId? To) : JournalEvent;

[JournalType("catalog.team.archived.v1")]
public sealed record TeamArchived(TeamId Team) : JournalEvent;

[JournalType("catalog.team.restored.v1")]
public sealed record TeamRestored(TeamId Team) : JournalEvent;
