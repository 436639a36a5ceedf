using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Email;

/// <summary>Keeps mails as they come, before anything is done with them. The bytes are durable before a row names them.</summary>
internal sealed class MailArrivals(FileStore files, OperationalWrites writes, Pulse pulse)
{
    private readonly Lock _lock = new();

    private Instant _last;

    /// <param name="sourceKey">Its place in the mailbox; the same place is kept once.</param>
    /// <returns>False when it was there already.</returns>
    /// <exception cref="TooLarge">It is larger than any mail.</exception>
    public async Task<bool> Keep(MailboxId mailbox, Stream content, Instant receivedAt, string? sourceKey, CancellationToken ct)
    {
        var stored = await files.Keep(content, MailParser.Largest, _ => { }, ct);
        var at = InOrder(Micros.Cut(receivedAt));
        var kept = await writes.Run(async db =>
        {
            if (sourceKey is not null && await db.RawMails.AnyAsync(r => r.Mailbox == mailbox && r.SourceKey == sourceKey, ct)) return false;
            db.RawMails.Add(new() { Id = RawMailId.New(), Mailbox = mailbox, ReceivedAt = at, SourceKey = sourceKey, Sha256 = stored.Sha256, Size = stored.Size });
            return true;
        }, ct);
        if (kept) pulse.Beat();
        return kept;
    }

    /// <summary>Servers count in seconds: of two within one, the later stands a microsecond after the earlier, so that they are taken in in their order.</summary>
    private Instant InOrder(Instant receivedAt)
    {
        lock (_lock)
        {
            var within = receivedAt <= _last && _last - receivedAt < Duration.FromSeconds(1);
            return _last = within ? _last + Duration.FromTicks(10) : receivedAt;
        }
    }
}
