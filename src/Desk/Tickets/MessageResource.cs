using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Redaction;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>A message on the wire.</summary>
/// <param name="Author">Who wrote it; null for what the program wrote itself.</param>
/// <param name="Body">Markdown; empty when erased.</param>
public sealed record MessageResource(
    MessageId Id, MessageKind Kind, NotePurpose Purpose, Channel Channel, string? Author, string Body, Instant At, int? Minutes, bool Erased)
{
    public IReadOnlyList<AttachmentResource> Attachments { get; init; } = [];

    /// <summary>Who took the text out, when and why; null otherwise.</summary>
    public RedactionResource? Redacted { get; init; }

    /// <summary>Until then its writer can take it back, and no customer sees it; null where it went out at once.</summary>
    public Instant? HeldUntil { get; init; }

    /// <summary>The ticket on which it was said, where that one goes on in this one; null for this one's own.</summary>
    public TicketNumber? MergedFrom { get; init; }

    /// <summary>Where it was said first, when it was split off into this ticket.</summary>
    public SplitResource? SplitFrom { get; init; }

    /// <summary>Where it goes on, when it was split off into another ticket.</summary>
    public SplitResource? SplitInto { get; init; }

    internal static MessageResource Of(Message message, string? author, IEnumerable<Attachment>? attachments = null) => new(
        message.Id, message.Kind, message.Purpose, message.Channel, author, message.Body, message.At, message.Minutes, message.Erased)
    { HeldUntil = message.HeldUntil, Attachments = [.. (attachments ?? []).Select(a => AttachmentResource.Of(a))] };
}

/// <summary>The same message in another ticket.</summary>
public sealed record SplitResource(TicketNumber Ticket, MessageId Message);
