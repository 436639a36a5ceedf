using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>One person who was known as two.</summary>
public sealed partial class Contact
{
    /// <summary>So long a merge can be taken back.</summary>
    public static readonly Duration MergeCanBeUndone = Duration.FromDays(30);

    /// <summary>How it became part of another contact; null for all that stand alone.</summary>
    public ContactMerge? Merge { get; private set; }

    /// <summary>The contact who it is. A copy of the merge's, since a filter needs an index.</summary>
    public ContactId? MergedInto { get; private set; }

    /// <summary>Turns out to be the same person as another. Addresses go there, and memberships are copied; what was asked stays asked by this one,
    /// and is read together.</summary>
    internal void MergeInto(Contact other, PersonId? by, Instant at)
    {
        if (_addresses.Count + other._addresses.Count > MostAddresses) throw ContactRefusals.TooManyAddresses();
        if (_memberships.Select(m => m.Organization).Union(other._memberships.Select(m => m.Organization)).Count() > MostOrganizations) throw ContactRefusals.TooManyOrganizations();
        (Merge, MergedInto, ArchivedAt) = (new(other.Id, by, at, ArchivedAt), other.Id, at);
        Give(_addresses.OrderBy(a => a.Rank), other, cameFrom: Id);
        foreach (var membership in _memberships.OrderBy(m => m.Rank)) other.SpeakAlsoAs(membership);
        Parts++;
        other.Parts++;
        Record(new ContactMerged(Id, other.Id));
        other.Record(new ContactTookIn(other.Id, Id));
    }

    /// <summary>Is somebody else after all: what came from here and is still there comes back.</summary>
    internal void UndoMerge(Contact other, Instant at)
    {
        if (Merge is not { } merge) throw ContactRefusals.NotMerged();
        if (at > merge.At + MergeCanBeUndone) throw ContactRefusals.MergedLongAgo();
        other.Give(other._addresses.Where(a => a.CameFrom == Id).OrderBy(a => a.Rank), this, cameFrom: null);
        foreach (var copied in other._memberships.Where(m => m.CameFrom == Id).ToList())
        {
            other._memberships.Remove(copied);
            other.Record(new ContactLeft(other.Id, copied.Organization));
        }
        foreach (var narrowed in other._memberships.Where(m => m.NarrowedBy == Id)) other.Follow(narrowed, RequestSight.All);
        (Merge, MergedInto, ArchivedAt) = (null, null, merge.ArchivedBefore);
        Parts++;
        other.Parts++;
        Record(new ContactMergeUndone(Id, other.Id));
        other.Record(new ContactGaveBack(other.Id, Id));
    }

    /// <summary>Where both belong to an organization, the narrower sight counts: a merge shows nobody more.</summary>
    private void SpeakAlsoAs(Membership theirs)
    {
        if (_memberships.Find(m => m.Organization == theirs.Organization) is not { } known)
        {
            Join(theirs.Organization, theirs.Role, theirs.By);
            var copied = _memberships[^1];
            copied.CameFrom = theirs.Contact;
            Follow(copied, theirs.Sees);
        }
        else if (known.Sees == RequestSight.All && theirs.Sees == RequestSight.Own)
        {
            Follow(known, RequestSight.Own);
            known.NarrowedBy = theirs.Contact;
        }
    }

    private void Give(IEnumerable<ContactAddress> addresses, Contact other, ContactId? cameFrom)
    {
        foreach (var address in addresses.ToList())
        {
            _addresses.Remove(address);
            address.GoTo(other.Id, other._addresses.Count == 0 ? 0 : other._addresses.Max(a => a.Rank) + 1, cameFrom);
            other._addresses.Add(address);
        }
        // One of them is the primary one.
        foreach (var (rank, address) in _addresses.OrderBy(a => a.Rank).ToList().Index()) address.Rank = rank;
        Record(new ContactAddressesChanged(Id, _addresses.Count));
        other.Record(new ContactAddressesChanged(other.Id, other._addresses.Count));
    }
}

/// <summary>How a contact became part of another.</summary>
/// <param name="ArchivedBefore">Since when it had been archived; to that it returns when the merge is taken back.</param>
public sealed record ContactMerge(ContactId Into, PersonId? By, Instant At, Instant? ArchivedBefore);

/// <summary>The contact is the same person as another, as whom it goes on.</summary>
[JournalType("catalog.contact.merged.v1")]
public sealed record ContactMerged(ContactId Contact, ContactId Into) : JournalEvent;

/// <summary>Another contact is the same person, and goes on as this one.</summary>
[JournalType("catalog.contact.took-in.v1")]
public sealed record ContactTookIn(ContactId Contact, ContactId From) : JournalEvent;

/// <summary>The contact stands alone again.</summary>
[JournalType("catalog.contact.merge-undone.v1")]
public sealed record ContactMergeUndone(ContactId Contact, ContactId Into) : JournalEvent;

/// <summary>Another contact that went on as this one stands alone again.</summary>
[JournalType("catalog.contact.gave-back.v1")]
public sealed record ContactGaveBack(ContactId Contact, ContactId From) : JournalEvent;
