using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    public TicketStatus Status { get; private set; }

    public Instant StatusSince { get; private set; }

    /// <summary>Resolved or closed; the open ones have indexes of their own.</summary>
    public bool IsSolved { get; private set; }

    /// <summary>When and by whom it was closed for good; null before.</summary>
    public Closure? Closure { get; private set; }

    /// <summary>It was closed as spam, and counts nowhere.</summary>
    public bool IsSpam { get; private set; }

    /// <summary>Moves it between the working states.</summary>
    internal void Move(TicketStatus to, StatusMover by, PatienceSettings patience, Instant at)
    {
        if (to == Status) return;
        Check(to, by, new());
        SetStatus(to, patience, at);
        Happened(new StatusChanged(Id, to), at);
    }

    /// <summary>The first human act on a new ticket opens it.</summary>
    private void Begin(PatienceSettings patience, Instant at)
    {
        if (Status != TicketStatus.New) return;
        SetStatus(TicketStatus.Open, patience, at);
        Happened(new StatusChanged(Id, TicketStatus.Open), at);
    }

    internal void Close(StatusMover by, PersonId? person, ClosureReason reason, Duration reopenWindow, PatienceSettings patience, Instant at)
    {
        if (Status == TicketStatus.Closed) return;
        Check(TicketStatus.Closed, by, new(
            InsideReopenWindow: Resolution is { } r && at < r.At + reopenWindow,
            SpamOrDuplicate: reason is ClosureReason.Spam or ClosureReason.Duplicate));
        (Closure, IsSpam) = (new(reason, person, at), reason == ClosureReason.Spam);
        SetStatus(TicketStatus.Closed, patience, at);
        Happened(new TicketClosed(Id, reason), at);
    }

    private void SetStatus(TicketStatus to, PatienceSettings patience, Instant at)
    {
        (Status, StatusSince, IsSolved) = (to, at, !to.IsUnsolved());
        if (IsSolved) SnoozedUntil = null;
        Rank(patience);
    }

    private void Check(TicketStatus to, StatusMover by, StatusFacts facts)
    {
        var verdict = TicketStatusRules.Check(Status, to, by, facts);
        if (verdict is not (StatusVerdict.Allowed or StatusVerdict.AlreadyThere)) throw TicketRefusals.NoWay(this, to, verdict);
    }
}

/// <summary>Why a ticket was closed.</summary>
public enum ClosureReason
{
    /// <summary>Resolved, and nobody objected within the reopen window.</summary>
    Resolved,

    /// <summary>The requester said that it is done.</summary>
    ByCustomer,
    Spam,
    Duplicate,
}

/// <param name="By">Null when time did it.</param>
public sealed record Closure(ClosureReason Reason, PersonId? By, Instant At);

/// <summary>It went from one working state to another.</summary>
[JournalType("desk.ticket.status-changed.v1")]
public sealed record StatusChanged(TicketId Ticket, TicketStatus To) : JournalEvent;

/// <summary>It was closed; a later message opens a new ticket.</summary>
[JournalType("desk.ticket.closed.v1")]
public sealed record TicketClosed(TicketId Ticket, ClosureReason Reason) : JournalEvent;
