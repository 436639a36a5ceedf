using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Email;

/// <summary>How a ticket came by mail.</summary>
/// <param name="Queue">Of the mailbox.</param>
/// <param name="MailId">Of the mail, without angle brackets; null when it has none.</param>
public sealed record MailArrival(QueueId Queue, string? MailId);
