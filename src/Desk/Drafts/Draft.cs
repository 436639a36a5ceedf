using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Drafts;

/// <summary>What a person has begun to write on a ticket, for another device of theirs. Operational: the browser keeps every key, this is
/// a copy after a pause, and nobody else reads it.</summary>
public sealed class Draft
{
    /// <summary>So long after its last change a draft is forgotten.</summary>
    public static readonly Duration Kept = Duration.FromDays(60);

    public required PersonId Person { get; init; }

    public required TicketId Ticket { get; init; }

    public required MessageKind Kind { get; init; }

    public required string Text { get; set; }

    public Instant At { get; set; }
}

/// <summary>A draft on the wire.</summary>
public sealed record DraftResource(MessageKind Kind, string Text, Instant At);
