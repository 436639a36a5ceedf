using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Email;

/// <summary>Reads what is typed in about a mailbox.</summary>
internal sealed class MailboxReading(BridgewatchDb db, MailboxPasswords passwords)
{
    private const int ImapOverTls = 993;

    private const int Imap = 143;

    public MailPlace Place(MailboxGiven given, MailPlace? before)
    {
        if (given.Source == MailSource.Posted) return new(MailSource.Posted, null, null, 0, MailSecurity.Tls, null, null);
        if (given.Source == MailSource.Maildir) return new(MailSource.Maildir, Path.TrimEndingDirectorySeparator(given.Folder!.Trim()), null, 0, MailSecurity.Tls, null, null);
        var (host, user) = (given.Host!.Trim(), given.User!.Trim());
        var port = given.Port ?? (given.Security == MailSecurity.Tls ? ImapOverTls : Imap);
        // A password is not sent to another server than it was meant for.
        var kept = before is { Source: MailSource.Imap } && (before.Host, before.User) == (host, user) ? before.Password : null;
        return new(MailSource.Imap, null, host, port, given.Security, user, passwords.Close(given.Password) ?? kept);
    }

    /// <exception cref="Invalid">There is no such queue, or another mailbox has the address.</exception>
    public async Task<MailboxUse> Use(MailboxGiven given, MailboxId? own, CancellationToken ct)
    {
        var queues = db.Set<Queues.Queue>().AsNoTracking().Where(q => !q.Archived);
        var queue = string.IsNullOrEmpty(given.Queue)
            ? await queues.Where(q => q.IsDefault).Select(q => q.Id).SingleAsync(ct)
            : await queues.Where(q => q.Slug == given.Queue).Select(q => (QueueId?)q.Id).SingleOrDefaultAsync(ct) ?? throw new Invalid("queue", "There is no such queue.");
        var addresses = given.Addresses.Select(MailAddress.Normalise).OfType<string>().Distinct().ToList();
        var others = await db.Mailboxes.AsNoTracking().Where(m => m.ArchivedAt == null && m.Id != own).Select(m => m.Addresses).ToListAsync(ct);
        if (addresses.Find(a => others.Exists(o => o.Contains(a))) is { } taken) throw new Invalid("addresses", $"Another mailbox has {taken}.");
        return new(addresses, queue, given.Type, string.IsNullOrEmpty(given.Language) ? null : given.Language, given.Signature?.Trim() ?? "");
    }
}
