using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>Going from one organization to another, when organizations are merged or split.</summary>
public sealed partial class Contact
{
    /// <summary>Belongs to another organization instead, as what they were there and seeing as much. Who belongs to both keeps the narrower sight.</summary>
    /// <param name="withTickets">What they asked before goes along.</param>
    internal void Move(OrganizationId from, OrganizationId to, bool withTickets)
    {
        if (_memberships.Find(m => m.Organization == from) is not { } left) return;
        var moved = left.MovedTo(to, _memberships.Find(m => m.Organization == to));
        _memberships.Remove(left);
        if (!_memberships.Contains(moved)) _memberships.Add(moved);
        Parts++;
        Record(new ContactMoved(Id, from, to, moved.Sees, withTickets));
    }
}

/// <summary>A contact belongs to another organization instead: organizations were merged or split.</summary>
/// <param name="Sees">Which requests they follow there.</param>
/// <param name="WithTickets">What they asked before goes along by itself.</param>
[JournalType("catalog.contact.moved.v1")]
public sealed record ContactMoved(ContactId Contact, OrganizationId From, OrganizationId To, RequestSight Sees, bool WithTickets) : JournalEvent;
