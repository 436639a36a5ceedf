using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Access.Scim;

/// <summary>A group of the directory that tells of our people. By itself it gives nothing: roles follow from it by the providers' rules.</summary>
public sealed class DirectoryGroup : Aggregate
{
    public const int LongestName = 255;

    private readonly List<DirectoryMember> _members = [];

    private DirectoryGroup()
    {
    }

    public DirectoryGroupId Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The name in lower case, unique.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>The directory's own id of the group.</summary>
    public string? ExternalId { get; private set; }

    public IReadOnlyList<DirectoryMember> Members => _members;

    /// <summary>Counts changes of its members, so that its version rises with them.</summary>
    public int Parts { get; private set; }

    public Instant Since { get; private set; }

    public Instant ChangedAt { get; private set; }

    public override Subject About => new("directory-group", Id.Value);

    internal static DirectoryGroup Add(string name, string? externalId, Instant at)
    {
        var group = new DirectoryGroup { Id = DirectoryGroupId.New(), Since = at, ChangedAt = at, ExternalId = externalId };
        (group.Name, group.NameKey) = (name, Person.KeyOf(name));
        group.Record(new DirectoryGroupAdded(group.Id));
        return group;
    }

    internal void Change(string name, string? externalId, Instant at)
    {
        if ((name, externalId) == (Name, ExternalId)) return;
        (Name, NameKey, ExternalId, ChangedAt) = (name, Person.KeyOf(name), externalId, at);
        Record(new DirectoryGroupChanged(Id));
    }

    /// <summary>Makes exactly these people its members.</summary>
    /// <returns>Who came or went.</returns>
    internal IReadOnlyList<PersonId> Consist(IReadOnlyCollection<PersonId> people, Instant at)
    {
        var left = _members.Where(m => !people.Contains(m.Person)).ToList();
        var joined = people.Where(p => !_members.Exists(m => m.Person == p)).Distinct().ToList();
        foreach (var member in left)
        {
            _members.Remove(member);
            Record(new DirectoryGroupLeft(Id, member.Person));
        }
        foreach (var person in joined)
        {
            _members.Add(new(Id, person));
            Record(new DirectoryGroupJoined(Id, person));
        }
        if (left.Count + joined.Count > 0) (Parts, ChangedAt) = (Parts + left.Count + joined.Count, at);
        return [.. left.Select(m => m.Person), .. joined];
    }

    internal void Go() => Record(new DirectoryGroupRemoved(Id));
}

/// <summary>Somebody of ours is in the group.</summary>
public sealed class DirectoryMember(DirectoryGroupId group, PersonId person)
{
    public DirectoryGroupId Group { get; private set; } = group;

    public PersonId Person { get; private set; } = person;
}

/// <summary>The directory told of a group.</summary>
[JournalType("access.directory-group.added.v1")]
public sealed record DirectoryGroupAdded(DirectoryGroupId Group) : JournalEvent;

/// <summary>The group is called otherwise, or has another id at the directory.</summary>
[JournalType("access.directory-group.changed.v1")]
public sealed record DirectoryGroupChanged(DirectoryGroupId Group) : JournalEvent;

/// <summary>Somebody is in the group from now on; roles that follow have entries of their own.</summary>
[JournalType("access.directory-group.joined.v1")]
public sealed record DirectoryGroupJoined(DirectoryGroupId Group, PersonId Person) : JournalEvent;

/// <summary>Somebody is in the group no longer.</summary>
[JournalType("access.directory-group.left.v1")]
public sealed record DirectoryGroupLeft(DirectoryGroupId Group, PersonId Person) : JournalEvent;

/// <summary>The directory has the group no longer.</summary>
[JournalType("access.directory-group.removed.v1")]
public sealed record DirectoryGroupRemoved(DirectoryGroupId Group) : JournalEvent;
