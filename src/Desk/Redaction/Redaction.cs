using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Redaction;

/// <summary>Why something was taken out of a conversation. A code and no sentence, since the journal keeps it for ever.</summary>
public enum RedactionReason
{
    /// <summary>A password, a key, the number of a card.</summary>
    Secret,

    /// <summary>Data of a person who has no part in it.</summary>
    PersonalData,

    /// <summary>It belongs to another customer's ticket.</summary>
    WrongTicket,

    /// <summary>Insults, threats.</summary>
    Abuse,

    /// <summary>A court or an authority ordered it.</summary>
    Ordered,

    /// <summary>Its writer took it back before it went out.</summary>
    Withdrawn,
}

/// <summary>The mark that stays where something was taken out.</summary>
public sealed record Redacted(RedactionReason Reason, PersonId By, Instant At);

/// <summary>The mark on the wire.</summary>
/// <param name="By">By name.</param>
public sealed record RedactionResource(RedactionReason Reason, string? By, Instant At);

/// <summary>The text of a message was taken out of every store, and its files with it.</summary>
/// <param name="Attachments">The files.</param>
[JournalType("desk.message.redacted.v1")]
public sealed record MessageRedacted(TicketId Ticket, MessageId Message, RedactionReason Reason, IReadOnlyList<AttachmentId> Attachments) : JournalEvent;

/// <summary>Name and content of a file were taken out of every store.</summary>
[JournalType("desk.attachment.redacted.v1")]
public sealed record AttachmentRedacted(TicketId Ticket, AttachmentId Attachment, RedactionReason Reason) : JournalEvent;
