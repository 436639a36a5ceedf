using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    public const int MostLinks = 100;

    /// <summary>Two tickets have to do with each other. Both remember it.</summary>
    internal void LinkTo(Ticket other, LinkKind kind, Instant at)
    {
        Happened(new TicketLinked(Id, kind, other.Id, other.Number, Inward: false), at);
        other.Happened(new TicketLinked(other.Id, kind, Id, Number, Inward: true), at);
    }

    internal void UnlinkFrom(Ticket other, LinkKind kind, Instant at)
    {
        Happened(new TicketUnlinked(Id, kind, other.Id, other.Number, Inward: false), at);
        other.Happened(new TicketUnlinked(other.Id, kind, Id, Number, Inward: true), at);
    }
}

/// <summary>It was linked with another ticket, whose history tells the same.</summary>
/// <param name="Inward">The other is its duplicate, effect or part, and not the other way round.</param>
[JournalType("desk.ticket.linked.v1")]
public sealed record TicketLinked(TicketId Ticket, LinkKind Kind, TicketId Other, TicketNumber Number, bool Inward) : JournalEvent;

/// <summary>A link was taken away, of which the other ticket's history tells the same.</summary>
/// <param name="Inward">The other was its duplicate, effect or part, and not the other way round.</param>
[JournalType("desk.ticket.unlinked.v1")]
public sealed record TicketUnlinked(TicketId Ticket, LinkKind Kind, TicketId Other, TicketNumber Number, bool Inward) : JournalEvent;
