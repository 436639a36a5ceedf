using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>A message on the wire.</summary>
/// <param name="Author">Who wrote it; null for what the program wrote itself.</param>
/// <param name="Body">Markdown; empty when erased.</param>
public sealed record MessageResource(
    MessageId Id, MessageKind Kind, NotePurpose Purpose, Channel Channel, string? Author, string Body, Instant At, int? Minutes, bool Erased)
{
    internal static MessageResource Of(Message message, string? author) => new(
        message.Id, message.Kind, message.Purpose, message.Channel, author, message.Body, message.At, message.Minutes, message.Erased);
}
