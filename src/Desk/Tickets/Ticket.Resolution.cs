using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    /// <summary>How, when and by whom it was solved; null while unsolved. Earlier resolutions are in the journal.</summary>
    public Resolution? Resolution { get; private set; }

    /// <summary>Copies of the resolution's members, since a filter needs an index.</summary>
    public Instant? ResolvedAt { get; private set; }

    public PersonId? ResolvedBy { get; private set; }

    /// <summary>How often it was opened again after a resolution.</summary>
    public int Reopened { get; private set; }

    /// <summary>Where it was when it was solved, to compare with <see cref="FirstRoute"/>.</summary>
    public Route? FinalRoute { get; private set; }

    /// <param name="severity">How severe it turned out to be; null when nobody said.</param>
    /// <param name="note">The message that says what solved it. One that goes to the requester answers them.</param>
    /// <param name="mentions">People who are named in it and should see it.</param>
    internal void Resolve(ResolutionCode code, Severity? severity, Message note, IReadOnlyList<PersonId> mentions, PersonId? by, PatienceSettings patience, Instant at)
    {
        if (Resolution is { } earlier) throw TicketRefusals.AlreadyResolved(this, earlier);
        Check(TicketStatus.Resolved, by is null ? StatusMover.Rule : StatusMover.Agent, new());
        if (note.Kind == MessageKind.Reply) Answered(at);
        Resolution = new(code, severity, note.Id, by, at);
        (ResolvedAt, ResolvedBy, FinalRoute) = (at, by, new(Queue, Tier, Component));
        SetStatus(TicketStatus.Resolved, patience, at);
        Happened(new TicketResolved(Id, Requester, code, severity, note.Id, Queue, Tier, Component, note.Kind, note.Channel, mentions, note.Hash()), at);
    }

    /// <param name="held">A gate keeps it from being closed, and so it may still be reopened.</param>
    internal void Reopen(StatusMover by, Duration reopenWindow, PatienceSettings patience, Instant at, bool held = false)
    {
        if (MergedInto is not null) throw TicketRefusals.Merged(this);
        if (Resolution is not { } resolution) throw TicketRefusals.NotResolved(this);
        Check(TicketStatus.Open, by, new(InsideReopenWindow: at < resolution.At + reopenWindow, HeldByGate: held));
        (Resolution, ResolvedAt, ResolvedBy, FinalRoute) = (null, null, null, null);
        Reopened++;
        SetStatus(TicketStatus.Open, patience, at);
        Happened(new TicketReopened(Id, at - resolution.At), at);
    }
}

/// <summary>How a ticket was solved.</summary>
/// <param name="Severity">How severe it turned out to be; null when nobody said.</param>
/// <param name="Note">The message that says what solved it.</param>
/// <param name="By">Null when a rule did it, such as a monitor's all-clear.</param>
public sealed record Resolution(ResolutionCode Code, Severity? Severity, MessageId Note, PersonId? By, Instant At)
{
    public const int LongestNote = 20_000;
}

/// <summary>Somebody declared the ticket solved. It does not say that the requester agrees.</summary>
/// <param name="Severity">How severe it turned out to be; null when nobody said.</param>
/// <param name="Kind">A reply told the requester how; a note told nobody outside.</param>
/// <param name="Mentions">People who are named in the note.</param>
/// <param name="Hash">SHA-256 of the note's text.</param>
[JournalType("desk.ticket.resolved.v1")]
public sealed record TicketResolved(
    TicketId Ticket, ContactId? Requester, ResolutionCode Code, Severity? Severity, MessageId Note, QueueId Queue, SupportTier Tier,
    ComponentId? Component, MessageKind Kind, Channel Channel, IReadOnlyList<PersonId> Mentions, string Hash) : JournalEvent;

/// <summary>It was not solved after all.</summary>
/// <param name="After">How long it had been resolved.</param>
[JournalType("desk.ticket.reopened.v1")]
public sealed record TicketReopened(TicketId Ticket, Duration After) : JournalEvent;
