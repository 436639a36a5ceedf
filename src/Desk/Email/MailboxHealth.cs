using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Email;

/// <summary>Keeps how the fetching of mailboxes goes.</summary>
internal sealed class MailboxHealth(OperationalWrites writes, IClock clock)
{
    public async Task<MailboxPosition> Position(MailboxId mailbox, CancellationToken ct) =>
        await writes.Run(db => db.MailboxPositions.AsNoTracking().SingleOrDefaultAsync(p => p.Mailbox == mailbox, ct), ct) ?? new() { Mailbox = mailbox };

    /// <summary>It was asked, and everything up to here is kept.</summary>
    public Task IsWell(MailboxId mailbox, long validity, long lastUid, CancellationToken ct) => Change(mailbox, p =>
        (p.Validity, p.LastUid, p.FetchedAt, p.Problem, p.ProblemSince) = (validity, lastUid, clock.GetCurrentInstant(), null, null), ct);

    public Task IsIll(MailboxId mailbox, Exception exception, CancellationToken ct) => Change(mailbox, p =>
    {
        var words = exception is MailboxAway ? exception.Message : exception.GetBaseException().Message;
        p.Problem = words.Length <= RawMail.LongestProblem ? words : words[..RawMail.LongestProblem];
        p.ProblemSince ??= clock.GetCurrentInstant();
    }, ct);

    private Task<bool> Change(MailboxId mailbox, Action<MailboxPosition> change, CancellationToken ct) => writes.Run(async db =>
    {
        var position = await db.MailboxPositions.SingleOrDefaultAsync(p => p.Mailbox == mailbox, ct);
        if (position is null) db.MailboxPositions.Add(position = new() { Mailbox = mailbox });
        change(position);
        return true;
    }, ct);
}

/// <summary>A mailbox cannot be asked, for a reason that an administrator understands.</summary>
internal sealed class MailboxAway(string message, Exception? inner = null) : Exception(message, inner);
