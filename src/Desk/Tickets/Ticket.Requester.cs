using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    /// <summary>Somebody turned out to ask about what so far only a monitor reported. From now on replies go to them.</summary>
    internal void AskedBy(ContactId requester, OrganizationId? organization, string? region, string? language, Instant at)
    {
        if (Requester == requester) return;
        if (Requester is not null) throw TicketRefusals.HasRequester(this);
        if (Status == TicketStatus.Closed) throw TicketRefusals.Closed(this);
        (Requester, Organization, Region, Language) = (requester, organization, region, Language ?? language);
        Happened(new RequesterNamed(Id, requester, organization), at);
    }
}

/// <summary>A ticket that nobody had asked for has a requester now.</summary>
[JournalType("desk.ticket.requester-named.v1")]
public sealed record RequesterNamed(TicketId Ticket, ContactId Requester, OrganizationId? Organization) : JournalEvent;
