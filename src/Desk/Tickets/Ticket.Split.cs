using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    /// <summary>A message of it goes on in another ticket, and is answered there.</summary>
    /// <param name="settled">Nothing else of the customer stands unanswered here.</param>
    internal void Split(Message message, Ticket other, bool settled, Instant at)
    {
        if (Status == TicketStatus.Closed) throw TicketRefusals.Closed(this);
        if (MergedInto is not null) throw TicketRefusals.Merged(this);
        if (settled) AwaitsReply = false;
        Happened(new MessageSplit(Id, message.Id, other.Id, other.Number, settled), at);
        other.Happened(new TicketSplitOff(other.Id, Id, Number, message.Id), at);
    }
}

/// <summary>What the customer wrote goes on in a ticket of its own.</summary>
/// <param name="Settled">Nothing else of the customer stands unanswered here, so that no answer is owed here any more.</param>
[JournalType("desk.ticket.message-split.v1")]
public sealed record MessageSplit(TicketId Ticket, MessageId Message, TicketId Into, TicketNumber Number, bool Settled) : JournalEvent;

/// <summary>It began as a message of another ticket, which says the same of this one.</summary>
[JournalType("desk.ticket.split-off.v1")]
public sealed record TicketSplitOff(TicketId Ticket, TicketId From, TicketNumber Number, MessageId Message) : JournalEvent;
