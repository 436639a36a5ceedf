using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Email;

/// <summary>How far a mailbox is fetched, and how that goes. Operational.</summary>
public sealed class MailboxPosition
{
    public required MailboxId Mailbox { get; init; }

    /// <summary>Of the server's folder; with another one, its numbers begin anew.</summary>
    public long Validity { get; set; }

    /// <summary>The last number that was fetched.</summary>
    public long LastUid { get; set; }

    public Instant? FetchedAt { get; set; }

    /// <summary>Why nothing comes, in words; null while it goes well.</summary>
    public string? Problem { get; set; }

    public Instant? ProblemSince { get; set; }
}
