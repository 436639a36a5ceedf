using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    /// <summary>What is closed stays as it is, but for those who may correct records.</summary>
    /// <exception cref="Refusal">It is closed, and the actor is none of them.</exception>
    internal void MustTakeCorrections(Actor actor)
    {
        if (Status == TicketStatus.Closed && !actor.May(DeskPermissions.CorrectRecords, Place)) throw TicketRefusals.Closed(this);
    }

    /// <summary>True when what was just done to it must be explained: it is closed, or was a P1 and is none any more.</summary>
    internal bool AsksWhy(Priority before) => HasChanged && (Status == TicketStatus.Closed || FallsFromP1(before, Priority));

    internal static bool FallsFromP1(Priority before, Priority after) => before == Priority.P1 && after != Priority.P1;

    /// <summary>The note that says why.</summary>
    /// <exception cref="Invalid">Nothing was said.</exception>
    internal Message Reason(string? given, NotePurpose purpose, Actor actor, Instant at) => string.IsNullOrWhiteSpace(given)
        ? throw new Invalid("reason", purpose == NotePurpose.Correction ? "Say why a closed ticket is corrected." : "Say why it is no P1 any more.")
        : Message.Write(Id, MessageKind.Note, actor.Types(), given.Trim(), at, actor.PersonOrNone, purpose: purpose);

    internal void Explain(Message reason, Instant at) => Happened(new ChangeExplained(Id, reason.Id, reason.Purpose), at);
}

/// <summary>Somebody said why they changed what is not changed lightly: a closed ticket, or one that was a P1.</summary>
/// <param name="Reason">The note that says why.</param>
[JournalType("desk.ticket.change-explained.v1")]
public sealed record ChangeExplained(TicketId Ticket, MessageId Reason, NotePurpose Purpose) : JournalEvent;
