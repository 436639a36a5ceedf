using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    /// <summary>So many people get a copy of its replies at most.</summary>
    public const int MostCopies = 20;

    /// <summary>Who gets a copy of each reply, beside the requester. Loaded only by what changes them.</summary>
    public ICollection<TicketCopy> Copies { get; private set; } = [];

    /// <summary>Says who asks, where nobody did or somebody else. From now on replies go to them, and they read what was said publicly.</summary>
    /// <param name="discloses">It is meant that people of another customer read it.</param>
    internal void AskedBy(ContactId requester, OrganizationId? organization, string? region, string? language, bool discloses, Instant at)
    {
        if (Requester == requester) return;
        if (Status == TicketStatus.Closed) throw TicketRefusals.Closed(this);
        if (MergedInto is not null) throw TicketRefusals.Merged(this);
        var earlier = Requester;
        if (earlier is not null && !discloses && (organization is null || organization != Organization)) throw TicketRefusals.Discloses(this);
        (Requester, Organization, Region, Language) = (requester, organization, region, Language ?? language);
        foreach (var copy in Copies.Where(c => c.Contact == requester).ToList()) Copies.Remove(copy);
        Happened(earlier is { } before ? new RequesterChanged(Id, before, requester, organization) : new RequesterNamed(Id, requester, organization), at);
    }

    /// <summary>From now on these get a copy of each reply, and nobody else but the requester.</summary>
    internal void CopyTo(IEnumerable<ContactId> contacts, Instant at)
    {
        if (Status == TicketStatus.Closed) throw TicketRefusals.Closed(this);
        if (MergedInto is not null) throw TicketRefusals.Merged(this);
        var wanted = contacts.Where(c => c != Requester).Distinct().ToList();
        var gone = Copies.Where(c => !wanted.Contains(c.Contact)).ToList();
        var added = wanted.FindAll(w => Copies.All(c => c.Contact != w));
        if (gone.Count + added.Count == 0) return;
        foreach (var copy in gone) Copies.Remove(copy);
        foreach (var contact in added) Copies.Add(new(Id, contact));
        Happened(new TicketCopied(Id, wanted), at);
    }
}

/// <summary>A contact who gets a copy of each reply.</summary>
public sealed record TicketCopy(TicketId Ticket, ContactId Contact);

/// <summary>A ticket that nobody had asked for has a requester now.</summary>
[JournalType("desk.ticket.requester-named.v1")]
public sealed record RequesterNamed(TicketId Ticket, ContactId Requester, OrganizationId? Organization) : JournalEvent;

/// <summary>A ticket is somebody else's now: it was the wrong person, or a colleague takes over.</summary>
[JournalType("desk.ticket.requester-changed.v1")]
public sealed record RequesterChanged(TicketId Ticket, ContactId Earlier, ContactId Requester, OrganizationId? Organization) : JournalEvent;

/// <summary>Who gets a copy of each reply was changed.</summary>
/// <param name="Contacts">All who get one from now on.</param>
[JournalType("desk.ticket.copied.v1")]
public sealed record TicketCopied(TicketId Ticket, IReadOnlyList<ContactId> Contacts) : JournalEvent;
