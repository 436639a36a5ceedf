using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    /// <summary>Counts for another organization, also once it is closed. That is no news about the ticket: it keeps its place among what was touched lately.</summary>
    internal void CountFor(OrganizationId organization, string? region, Instant at)
    {
        if (organization == Organization && region == Region) return;
        var before = Organization;
        (Organization, Region) = (organization, region);
        Record(new TicketOrganizationChanged(Id, before, organization), at);
    }
}

/// <summary>A ticket counts for another organization: organizations were merged or split.</summary>
[JournalType("desk.ticket.organization-changed.v1")]
public sealed record TicketOrganizationChanged(TicketId Ticket, OrganizationId? From, OrganizationId To) : JournalEvent;
