using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>Why somebody belongs to an organization: a person said so, or the domain of an address.</summary>
public enum JoinedBy { Hand, Domain }

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

    /// <summary>Leaves what is not in the list, joins what is new, takes over the roles.</summary>
    internal void BelongTo(IReadOnlyList<(OrganizationId Organization, string? Role)> organizations)
    {
        foreach (var left in _memberships.Where(m => organizations.All(o => o.Organization != m.Organization)).ToList())
        {
            _memberships.Remove(left);
            Parts++;
            Record(new ContactLeft(Id, left.Organization));
        }
        foreach (var (organization, role) in organizations)
        {
            if (_memberships.Find(m => m.Organization == organization) is not { } known) Join(organization, role, JoinedBy.Hand);
            else if (known.Role != role) ActAs(known, role);
        }
    }

    private void ActAs(Membership membership, string? role)
    {
        membership.Role = role;
        Parts++;
        Record(new ContactRoleChanged(Id, membership.Organization));
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

    public int Rank { get; private set; } = rank;
}

/// <summary>A contact belongs to an organization from now on.</summary>
[JournalType("catalog.contact.joined.v1")]
public sealed record ContactJoined(ContactId Contact, OrganizationId Organization, JoinedBy By) : JournalEvent;

[JournalType("catalog.contact.left.v1")]
public sealed record ContactLeft(ContactId Contact, OrganizationId Organization) : JournalEvent;

[JournalType("catalog.contact.role-changed.v1")]
public sealed record ContactRoleChanged(ContactId Contact, OrganizationId Organization) : JournalEvent;
