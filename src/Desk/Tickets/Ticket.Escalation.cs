using Bridgewatch.Desk.Assignment;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    /// <summary>Gives it to another tier, with what is known so far.</summary>
    /// <param name="summary">The note that says what was found and tried.</param>
    /// <param name="mentions">People who are named in it and should see it.</param>
    /// <param name="keeps">Whoever has it works in that tier, and goes on with it.</param>
    /// <exception cref="Refusal">It is solved, or with that tier already.</exception>
    internal void Escalate(
        SupportTier to, EscalationReason reason, Message summary, IReadOnlyList<PersonId> mentions, (QueueId Queue, TeamId? Team) where, bool keeps,
        PatienceSettings patience, Instant at)
    {
        if (IsSolved) throw AssignmentRefusals.NothingToEscalate(this);
        if (Tier == to) throw AssignmentRefusals.WithThatTier(this);
        Begin(patience, at);
        var from = Tier;
        Send(where.Queue, where.Team, to, at);
        Happened(new TicketEscalated(Id, from, to, reason, summary.Id, mentions, summary.Hash()), at);
        if (!keeps) Unassign(at, UnassignReason.Escalated);
    }
}

/// <summary>Why a ticket goes to another tier.</summary>
public enum EscalationReason
{
    /// <summary>Up: it needs somebody who knows more of it.</summary>
    NeedsExpertise,

    /// <summary>Up: it needs rights that this tier does not have.</summary>
    NeedsAccess,

    /// <summary>Up: it is a defect of the product, which this tier cannot mend.</summary>
    ProductDefect,

    /// <summary>Up: it takes longer than this tier may work on it.</summary>
    TimeIsUp,

    /// <summary>Up: the customer asks for it.</summary>
    CustomerAsks,

    /// <summary>Down: what remains can be done there.</summary>
    RestIsRoutine,

    /// <summary>Down: the answer is known and only has to be told.</summary>
    AnswerIsKnown,

    /// <summary>Down: it should not have come here.</summary>
    WrongTier,

    /// <summary>Down: something that this tier needs to go on is missing.</summary>
    FactsAreMissing,
}

/// <summary>It went to another tier, with a summary of what is known.</summary>
/// <param name="Summary">The note that says what was found and tried.</param>
/// <param name="Mentions">People who are named in it.</param>
/// <param name="Hash">SHA-256 of the note's text.</param>
[JournalType("desk.ticket.escalated.v1")]
public sealed record TicketEscalated(
    TicketId Ticket, SupportTier From, SupportTier To, EscalationReason Reason, MessageId Summary, IReadOnlyList<PersonId> Mentions, string Hash) : JournalEvent;
