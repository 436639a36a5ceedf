using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    /// <summary>What stands instead of a subject whose author was erased.</summary>
    public const string ErasedSubject = "…";

    /// <summary>A text or a file of its conversation was taken out.</summary>
    internal void Redact(JournalEvent fact, Instant at) => Happened(fact, at);

    /// <summary>Takes the requester's words out. That there was a ticket, and how it was worked, stays.</summary>
    /// <param name="givesAway">Labels and codes for which it says so go as well.</param>
    internal void Forget(Func<string, bool> givesAway, Instant at)
    {
        if (Subject == ErasedSubject) return;
        Subject = ErasedSubject;
        Fields = TicketFields.None;
        FieldValues.Clear();
        foreach (var label in Labels.Where(l => givesAway(l.Label)).ToList()) Labels.Remove(label);
        foreach (var code in Codes.Where(c => givesAway(c.Code)).ToList()) Codes.Remove(code);
        Happened(new TicketWordsErased(Id), at);
    }
}

/// <summary>Its requester was erased: subject and conversation are empty.</summary>
[JournalType("desk.ticket.words-erased.v1")]
public sealed record TicketWordsErased(TicketId Ticket) : JournalEvent;
