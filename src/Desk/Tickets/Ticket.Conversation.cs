using Bridgewatch.Desk.Macros;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    /// <summary>The first public reply by a person; null before.</summary>
    public Instant? FirstReplyAt { get; private set; }

    public Instant? LastReplyAt { get; private set; }

    /// <summary>When the customer's side last wrote.</summary>
    public Instant? LastInboundAt { get; private set; }

    /// <summary>True while the customer's last word stands unanswered.</summary>
    public bool AwaitsReply { get; private set; }

    /// <summary>A reply of a person of ours to the requester.</summary>
    internal void Reply(Message message, PatienceSettings patience)
    {
        if (Status == TicketStatus.Closed) throw TicketRefusals.Closed(this);
        if (MergedInto is not null) throw TicketRefusals.Merged(this);
        Begin(patience, message.At);
        Answered(message.At);
        Happened(new TicketReplied(Id, message.Id, message.Channel, message.Hash()), message.At);
    }

    /// <summary>A trigger wrote to the requester. That is no answer of a person: what the customer wrote stands as unanswered as before.</summary>
    internal void AnswerByTrigger(Message message)
    {
        if (Status == TicketStatus.Closed) throw TicketRefusals.Closed(this);
        if (MergedInto is not null) throw TicketRefusals.Merged(this);
        Happened(new TicketAnsweredByTrigger(Id, message.Id, message.Channel, message.Hash()), message.At);
    }

    /// <summary>A reply was taken back before it went out.</summary>
    /// <param name="others">When the other replies of people of ours were given.</param>
    internal void Withdraw(Message reply, IReadOnlyList<Instant> others, PatienceSettings patience, Instant at)
    {
        (FirstReplyAt, LastReplyAt) = others.Count == 0 ? (null, null) : ((Instant?)others.Min(), (Instant?)others.Max());
        AwaitsReply = LastInboundAt is { } asked && (LastReplyAt is null || LastReplyAt < asked);
        Happened(new ReplyWithdrawn(Id, reply.Id), at);
        if (Status == TicketStatus.WaitingOnCustomer && AwaitsReply) Move(TicketStatus.Open, StatusMover.Agent, patience, at);
    }

    /// <summary>What the customer wrote last asks for nothing: a thank-you, as a rule.</summary>
    internal void NeedsNoReply(Instant at)
    {
        if (!AwaitsReply) throw TicketRefusals.AwaitsNoReply(this);
        AwaitsReply = false;
        Happened(new NoReplyNeeded(Id), at);
    }

    /// <summary>A call that is logged late may lie before what was said since.</summary>
    private void Answered(Instant at)
    {
        FirstReplyAt = FirstReplyAt is { } first ? Instant.Min(first, at) : at;
        LastReplyAt = LastReplyAt is { } last ? Instant.Max(last, at) : at;
        if (LastInboundAt is not { } asked || at >= asked) AwaitsReply = false;
    }

    /// <summary>A message was written with a macro, which changes labels too.</summary>
    internal void UseMacro(MacroId macro, MessageId message, bool whole, IReadOnlyList<string> add, IReadOnlyList<string> remove, Instant at)
    {
        Mark(TicketWordLists.After([.. Labels.Select(l => l.Label)], new(add, remove)), [.. Codes.Select(c => c.Code)], at);
        Happened(new MacroUsed(Id, macro, message, whole, add, remove), at);
    }

    /// <summary>A note among colleagues. Allowed on closed tickets: knowledge comes late.</summary>
    /// <param name="mentions">People who are named in it and should see it.</param>
    internal void Note(Message message, IReadOnlyList<PersonId> mentions, PatienceSettings patience)
    {
        if (message.Person is not null) Begin(patience, message.At);
        Happened(new NoteAdded(Id, message.Id, message.Purpose, mentions, message.Hash()), message.At);
    }

    /// <summary>The customer's side wrote. What waited for them is open again; what was resolved is reopened within the window. A call of
    /// earlier that is logged only now does neither: it was known, or over, when the ticket was put where it is.</summary>
    internal void Receive(Message message, Duration reopenWindow, PatienceSettings patience)
    {
        if (Status == TicketStatus.Closed) throw TicketRefusals.Closed(this);
        if (MergedInto is not null) throw TicketRefusals.Merged(this);
        LastInboundAt = LastInboundAt is { } last ? Instant.Max(last, message.At) : message.At;
        if (LastReplyAt is not { } answered || message.At >= answered) AwaitsReply = true;
        Happened(new CustomerWrote(Id, message.Id, message.Channel, message.Contact, message.Hash(), message.At), message.At);
        if (message.At < StatusSince) return;
        Wake(WakeReason.Customer, patience, message.At);
        if (Status == TicketStatus.Resolved) Reopen(StatusMover.Customer, reopenWindow, patience, message.At);
        else if (Status == TicketStatus.WaitingOnCustomer) Move(TicketStatus.Open, StatusMover.Customer, patience, message.At);
    }

    /// <summary>The first message, which opened the ticket.</summary>
    private void OpenedWith(Message message)
    {
        if (message.Kind != MessageKind.Inbound) return;
        (LastInboundAt, AwaitsReply) = (message.At, true);
    }
}

/// <summary>A person of ours answered the requester.</summary>
/// <param name="Hash">SHA-256 of the text.</param>
[JournalType("desk.ticket.replied.v1")]
public sealed record TicketReplied(TicketId Ticket, MessageId Message, Channel Channel, string Hash) : JournalEvent;

/// <summary>A trigger wrote to the requester; no clock of a promise takes that for an answer.</summary>
/// <param name="Hash">SHA-256 of the text.</param>
[JournalType("desk.ticket.answered-by-trigger.v1")]
public sealed record TicketAnsweredByTrigger(TicketId Ticket, MessageId Message, Channel Channel, string Hash) : JournalEvent;

/// <summary>A reply was taken back before it went out; no customer has seen it.</summary>
[JournalType("desk.ticket.reply-withdrawn.v1")]
public sealed record ReplyWithdrawn(TicketId Ticket, MessageId Message) : JournalEvent;

/// <summary>A note was written, which no customer sees.</summary>
[JournalType("desk.ticket.note-added.v1")]
public sealed record NoteAdded(TicketId Ticket, MessageId Message, NotePurpose Purpose, IReadOnlyList<PersonId> Mentions, string Hash) : JournalEvent;

/// <summary>The customer's side wrote.</summary>
/// <param name="SaidAt">When, of mail: when it was received; null in entries that are older than this member.</param>
[JournalType("desk.ticket.customer-wrote.v1")]
public sealed record CustomerWrote(TicketId Ticket, MessageId Message, Channel Channel, ContactId? Contact, string Hash, Instant? SaidAt = null) : JournalEvent;

/// <summary>Somebody of ours said that what the customer wrote last needs no answer.</summary>
[JournalType("desk.ticket.no-reply-needed.v1")]
public sealed record NoReplyNeeded(TicketId Ticket) : JournalEvent;
