using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    /// <summary>How it became part of another ticket; null for all that stand alone.</summary>
    public Merge? Merge { get; private set; }

    /// <summary>The ticket in which its conversation goes on. A copy of the merge's, since a filter needs an index.</summary>
    public TicketNumber? MergedInto { get; private set; }

    /// <summary>Tells of the same as another ticket of the same customer, and goes on there. Nothing is moved: the other shows what was said
    /// here, until the merge is taken back.</summary>
    /// <param name="note">Says so in this ticket, for colleagues.</param>
    internal void MergeInto(Ticket other, Message note, PersonId? by, PatienceSettings patience, Instant at)
    {
        if (Status == TicketStatus.Closed) throw TicketRefusals.Closed(this);
        if (MergedInto is not null) throw TicketRefusals.Merged(this);
        if (other.MergedInto is not null) throw TicketRefusals.Merged(other);
        if (other.Status == TicketStatus.Closed) throw TicketRefusals.Closed(other);
        if (other.Resolution is { } solved) throw TicketRefusals.AlreadyResolved(other, solved);
        if (Requester is not null && other.Requester != Requester) throw TicketRefusals.OfTwoCustomers(this, other);
        var before = Status;
        Resolve(ResolutionCode.Duplicate, null, note, [], by, patience, at);
        (Merge, MergedInto) = (new(other.Number, before, by, at), other.Number);
        Happened(new TicketMerged(Id, other.Id, other.Number), at);
        other.TakeIn(this, patience, at);
    }

    /// <summary>Stands alone again, as it stood before.</summary>
    internal void UndoMerge(Ticket other, Duration reopenWindow, PatienceSettings patience, Instant at)
    {
        if (Merge is not { } merge || Resolution is not { } resolution) throw TicketRefusals.NotMerged(this);
        Check(TicketStatus.Open, StatusMover.Agent, new(InsideReopenWindow: at < resolution.At + reopenWindow));
        // Somebody has worked on it, so that it is not new any more.
        var to = merge.Before == TicketStatus.New ? TicketStatus.Open : merge.Before;
        (Merge, MergedInto, Resolution, ResolvedAt, ResolvedBy, FinalRoute) = (null, null, null, null, null, null);
        SetStatus(to, patience, at);
        Happened(new MergeUndone(Id, other.Id, other.Number, to), at);
        other.Happened(new TicketGivenBack(other.Id, Id, Number), at);
    }

    /// <summary>A word of the customer that stands unanswered there stands unanswered here.</summary>
    private void TakeIn(Ticket other, PatienceSettings patience, Instant at)
    {
        Happened(new TicketTakenIn(Id, other.Id, other.Number), at);
        if (!other.AwaitsReply || other.LastInboundAt is not { } asked) return;
        LastInboundAt = LastInboundAt is { } last ? Instant.Max(last, asked) : asked;
        if (LastReplyAt is { } answered && asked < answered) return;
        AwaitsReply = true;
        if (Status == TicketStatus.WaitingOnCustomer && asked >= StatusSince) Move(TicketStatus.Open, StatusMover.Rule, patience, at);
    }
}

/// <summary>How a ticket became part of another.</summary>
/// <param name="Before">Its status, to which it returns when the merge is taken back.</param>
public sealed record Merge(TicketNumber Into, TicketStatus Before, PersonId? By, Instant At);

/// <summary>It goes on in another ticket of the same customer, and is resolved as its duplicate.</summary>
[JournalType("desk.ticket.merged.v1")]
public sealed record TicketMerged(TicketId Ticket, TicketId Into, TicketNumber Number) : JournalEvent;

/// <summary>Another ticket of the same customer goes on in this one.</summary>
[JournalType("desk.ticket.taken-in.v1")]
public sealed record TicketTakenIn(TicketId Ticket, TicketId From, TicketNumber Number) : JournalEvent;

/// <summary>It stands alone again, and is no more resolved.</summary>
[JournalType("desk.ticket.merge-undone.v1")]
public sealed record MergeUndone(TicketId Ticket, TicketId Into, TicketNumber Number, TicketStatus Status) : JournalEvent;

/// <summary>What went on in this one stands alone again.</summary>
[JournalType("desk.ticket.given-back.v1")]
public sealed record TicketGivenBack(TicketId Ticket, TicketId From, TicketNumber Number) : JournalEvent;
