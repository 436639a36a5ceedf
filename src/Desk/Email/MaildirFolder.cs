using NodaTime;

namespace Bridgewatch.Desk.Email;

/// <summary>Takes mail out of a Maildir: what lies in <c>new</c> is kept, and then lies in <c>cur</c> as read.</summary>
internal sealed class MaildirFolder(MailArrivals arrivals, MailboxHealth health)
{
    private const string Read = ":2,S";

    public async Task Fetch(FetchedMailbox mailbox, CancellationToken ct)
    {
        var (incoming, current) = (Path.Combine(mailbox.Place.Folder!, "new"), Path.Combine(mailbox.Place.Folder!, "cur"));
        if (!Directory.Exists(incoming) || !Directory.Exists(current)) throw new MailboxAway($"{mailbox.Place.Folder} is no Maildir: it has no folders new and cur.");
        foreach (var file in new DirectoryInfo(incoming).EnumerateFiles().OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal))
        {
            ct.ThrowIfCancellationRequested();
            // Its name is its own for ever, so that a mail that was kept just before a crash is not kept again.
            var name = file.Name.Split(':')[0];
            await using (var content = file.OpenRead())
                await arrivals.Keep(mailbox.Id, content, Instant.FromDateTimeUtc(file.LastWriteTimeUtc), name.Length <= RawMail.LongestSourceKey ? name : name[^RawMail.LongestSourceKey..], ct);
            file.MoveTo(Path.Combine(current, name + Read), overwrite: true);
        }
        await health.IsWell(mailbox.Id, 0, 0, ct);
    }
}
