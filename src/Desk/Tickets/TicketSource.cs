using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Out of what a ticket was made that its requester did not open themselves: a mail, or a message of another ticket.</summary>
/// <param name="Queue">Of the mailbox, or of the other ticket; for what no rule sends elsewhere.</param>
/// <param name="MailId">Of the mail, without angle brackets; null when it has none.</param>
/// <param name="SaidAt">When the requester said it: of mail, when it was received.</param>
/// <param name="Message">The message of the other ticket; null for a mail.</param>
public sealed record TicketSource(QueueId Queue, string? MailId, Instant SaidAt, MessageId? Message = null);
