using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    /// <summary>Until then nobody should work on it; null while it is not put off.</summary>
    public Instant? SnoozedUntil { get; private set; }

    /// <summary>Takes it out of the order of its queue until a time, or until the customer writes.</summary>
    internal void Snooze(Instant until, PatienceSettings patience, Instant at)
    {
        if (!Status.IsUnsolved()) throw TicketRefusals.NothingToPutOff(this);
        if (SnoozedUntil == until) return;
        Begin(patience, at);
        SnoozedUntil = until;
        Rank(patience);
        Happened(new TicketSnoozed(Id, until), at);
    }

    /// <summary>Returns to the order of its queue, with its old terms.</summary>
    internal void Wake(WakeReason why, PatienceSettings patience, Instant at)
    {
        if (SnoozedUntil is null) return;
        SnoozedUntil = null;
        Rank(patience);
        Happened(new TicketWoke(Id, why), at);
    }
}

/// <summary>Why a ticket is no longer put off.</summary>
public enum WakeReason
{
    /// <summary>Its time has come.</summary>
    Time,

    /// <summary>The customer wrote.</summary>
    Customer,

    /// <summary>A person took it back earlier.</summary>
    Person,
}

/// <summary>It was put off: until then nobody should work on it.</summary>
[JournalType("desk.ticket.snoozed.v1")]
public sealed record TicketSnoozed(TicketId Ticket, Instant Until) : JournalEvent;

/// <summary>It stands in the order of its queue again. Resolving and closing end a snooze without saying so.</summary>
[JournalType("desk.ticket.woke.v1")]
public sealed record TicketWoke(TicketId Ticket, WakeReason Why) : JournalEvent;
