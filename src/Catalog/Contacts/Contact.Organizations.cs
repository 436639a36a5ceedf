using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>Why somebody belongs to an organization: a person said so, or the domain of an address.</summary>
public enum JoinedBy { Hand, Domain }

/// <summary>Which of an organization's requests somebody there follows in the portal: what they asked themselves, or all of them.</summary>
public enum RequestSight { Own, All }

/// <summary>The organizations that the person speaks for.</summary>
public sealed partial class Contact
{
    public const int MostOrganizations = 50;

    private readonly List<Membership> _memberships = [];

    /// <summary>In no order; who was joined first has the lowest rank.</summary>
    public IReadOnlyList<Membership> Memberships => _memberships;

    internal void Join(OrganizationId organization, string? role, JoinedBy by)
    {
        if (_memberships.Exists(m => m.Organization == organization)) return;
        _memberships.Add(new(Id, organization, role, by, _memberships.Count == 0 ? 0 : _memberships.Max(m => m.Rank) + 1));
        Parts++;
        Record(new ContactJoined(Id, organization, by));
    }

    /// <summary>Leaves what is not in the list, joins what is new, takes over roles and, where it is given, sight.</summary>
    internal void BelongTo(IReadOnlyList<(OrganizationId Organization, string? Role, RequestSight? Sees)> organizations)
    {
        foreach (var left in _memberships.Where(m => organizations.All(o => o.Organization != m.Organization)).ToList())
        {
            _memberships.Remove(left);
            Parts++;
            Record(new ContactLeft(Id, left.Organization));
        }
        foreach (var (organization, role, sees) in organizations)
        {
            if (_memberships.Find(m => m.Organization == organization) is not { } known) Join(organization, role, JoinedBy.Hand);
            else if (known.Role != role) ActAs(known, role);
            if (sees is { } sight) Follow(_memberships.Find(m => m.Organization == organization)!, sight);
        }
    }

    private void ActAs(Membership membership, string? role)
    {
        membership.Role = role;
        Parts++;
        Record(new ContactRoleChanged(Id, membership.Organization));
    }

    private void Follow(Membership membership, RequestSight sees)
    {
        if (membership.Sees == sees) return;
        (membership.Sees, membership.NarrowedBy) = (sees, null);
        Parts++;
        Record(new ContactSightChanged(Id, membership.Organization, sees));
    }
}

/// <summary>A contact belongs to an organization.</summary>
/// <param name="rank">Lower is older.</param>
public sealed class Membership(ContactId contact, OrganizationId organization, string? role, JoinedBy by, int rank)
{
    public const int LongestRole = 100;

    public ContactId Contact { get; private set; } = contact;

    public OrganizationId Organization { get; private set; } = organization;

    /// <summary>What the person is there, in words: <c>Head of platform</c>.</summary>
    public string? Role { get; internal set; } = role;

    public JoinedBy By { get; private set; } = by;

    /// <summary>Their own requests until somebody of ours says otherwise: a domain proves where they work, not what they may read.</summary>
    public RequestSight Sees { get; internal set; }

    public int Rank { get; private set; } = rank;

    /// <summary>The merged contact whose membership this is a copy of; it ends when the merge is taken back.</summary>
    public ContactId? CameFrom { get; internal set; }

    /// <summary>The merged contact who followed less here, so that both do; a word of somebody of ours afterwards counts instead.</summary>
    public ContactId? NarrowedBy { get; internal set; }

    /// <summary>As it is once its organization's people belong to another: the one that the contact has there, or a new one.</summary>
    internal Membership MovedTo(OrganizationId organization, Membership? known)
    {
        if (known is null) return new(Contact, organization, Role, By, Rank) { Sees = Sees, CameFrom = CameFrom, NarrowedBy = NarrowedBy };
        // What was narrowed by a merge of contacts grows wide again only where both would.
        if (Sees == RequestSight.Own && NarrowedBy != known.NarrowedBy) known.NarrowedBy = known.Sees == RequestSight.All ? NarrowedBy : null;
        if (Sees == RequestSight.Own) known.Sees = RequestSight.Own;
        if (CameFrom != known.CameFrom) known.CameFrom = null;
        known.Role ??= Role;
        return known;
    }
}

/// <summary>A contact belongs to an organization from now on.</summary>
[JournalType("catalog.contact.joined.v1")]
public sealed record ContactJoined(ContactId Contact, OrganizationId Organization, JoinedBy By) : JournalEvent;

[JournalType("catalog.contact.left.v1")]
public sealed record ContactLeft(ContactId Contact, OrganizationId Organization) : JournalEvent;

[JournalType("catalog.contact.role-changed.v1")]
public sealed record ContactRoleChanged(ContactId Contact, OrganizationId Organization) : JournalEvent;

/// <summary>The contact follows other requests of the organization in the portal from now on.</summary>
[JournalType("catalog.contact.sight-changed.v1")]
public sealed record ContactSightChanged(ContactId Contact, OrganizationId Organization, RequestSight Sees) : JournalEvent;
