using Bridgewatch.Desk.Redaction;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Attachments;

/// <summary>A file of a ticket's conversation. Its content lies in the <see cref="FileStore"/>; its name stands here alone.</summary>
public sealed class Attachment
{
    public const int LongestName = 200;

    /// <summary>What stands instead of a name that was taken out.</summary>
    public const string Gone = "…";

    private Attachment()
    {
    }

    public AttachmentId Id { get; private set; }

    public TicketId Ticket { get; private set; }

    /// <summary>The message that it belongs to, and whose readers are its own; null until one is written with it. Of two messages that
    /// take it in the same moment, one loses: it is a concurrency token.</summary>
    public MessageId? Message { get; private set; }

    /// <summary>Who brought it; until a message has it, nobody else sees it.</summary>
    public PersonId? Person { get; private set; }

    /// <summary>The kind of message it was brought for, where that was said: a file for a note goes into no reply.</summary>
    public MessageKind? For { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>What its first bytes say it is; never what its sender says.</summary>
    public string Type { get; private set; } = "";

    public long Size { get; private set; }

    /// <summary>Of its content; empty once that was taken out.</summary>
    public string Sha256 { get; private set; } = "";

    /// <summary>Of a picture that can be shown; null for everything else.</summary>
    public int? Width { get; private set; }

    public int? Height { get; private set; }

    public Instant At { get; private set; }

    /// <summary>Name and content were taken out, because a person was erased.</summary>
    public bool Erased { get; private set; }

    /// <summary>Name and content were taken out, by whom and why; null otherwise.</summary>
    public Redacted? Redacted { get; private set; }

    internal static Attachment Bring(TicketId ticket, PersonId? person, MessageKind? use, BroughtFile file, Instant at) => new()
    {
        Id = file.Id ?? AttachmentId.New(),
        Ticket = ticket,
        Person = person,
        For = use,
        Name = file.Name,
        Type = file.Type,
        Size = file.Size,
        Sha256 = file.Sha256,
        Width = file.Width,
        Height = file.Height,
        At = at,
    };

    internal void Redact(Redacted mark) => (Name, Sha256, Size, Redacted) = (Gone, "", 0, mark);

    internal void GoesWith(MessageId message) => Message = message;

    /// <summary>The message was taken back, and the file waits for the next.</summary>
    internal void ComesBack() => Message = null;
}

/// <summary>A file whose content is kept, as the door found it.</summary>
/// <param name="Width">Of a picture; null for what is none.</param>
public sealed record BroughtFile(string Name, string Type, long Size, string Sha256, int? Width = null, int? Height = null)
{
    /// <summary>Under which its message shows it already; null where it is named by nothing yet.</summary>
    public AttachmentId? Id { get; init; }
}

/// <summary>Somebody brought a file to a ticket; it belongs to no message yet.</summary>
/// <param name="Sha256">Of its content.</param>
[JournalType("desk.attachment.brought.v1")]
public sealed record AttachmentBrought(TicketId Ticket, AttachmentId Attachment, string Type, long Size, string Sha256) : JournalEvent;

/// <summary>A message was written with files.</summary>
[JournalType("desk.attachments.used.v1")]
public sealed record AttachmentsUsed(TicketId Ticket, MessageId Message, IReadOnlyList<AttachmentId> Attachments) : JournalEvent;

/// <summary>A file that no message had was taken away: by who brought it, or a day later by itself.</summary>
[JournalType("desk.attachment.discarded.v1")]
public sealed record AttachmentDiscarded(TicketId Ticket, AttachmentId Attachment) : JournalEvent;
