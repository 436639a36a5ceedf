using System.Globalization;
using System.Net.Sockets;
using Bridgewatch.Kernel;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using NodaTime;

namespace Bridgewatch.Desk.Email;

/// <summary>Fetches mail from the inbox of an IMAP server, and waits there until the server tells that something came (IDLE). What was fetched is
/// marked as read and stays.</summary>
internal sealed class ImapInbox(MailArrivals arrivals, MailboxHealth health, MailboxPasswords passwords, IClock clock)
{
    /// <summary>Servers end connections that are silent for half an hour, and routers earlier.</summary>
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(9);

    /// <summary>The lease is prolonged that often.</summary>
    private static readonly TimeSpan Prolonged = TimeSpan.FromSeconds(4);

    /// <summary>Where the server cannot tell by itself.</summary>
    private static readonly TimeSpan Asked = TimeSpan.FromSeconds(30);

    /// <summary>Fetches, and goes on until the lease is lost or the connection breaks.</summary>
    /// <param name="holds">Prolongs the lease; false once another node has it.</param>
    /// <exception cref="MailboxAway">The server cannot be asked.</exception>
    public async Task Fetch(FetchedMailbox mailbox, Func<Task<bool>> holds, CancellationToken ct)
    {
        using var client = new ImapClient { Timeout = 30_000, CheckCertificateRevocation = false };
        try
        {
            await Connect(client, mailbox.Place, ct);
            var inbox = client.Inbox;
            await inbox.OpenAsync(FolderAccess.ReadWrite, ct);
            int known;
            do
            {
                // What comes while it is fetched is told then, and not again when it waits.
                known = inbox.Count;
                await FetchNew(mailbox, inbox, holds, ct);
            }
            while (await holds() && await Wait(client, inbox, known, holds, ct));
            await client.DisconnectAsync(quit: true, ct);
        }
        catch (AuthenticationException exception)
        {
            throw new MailboxAway($"{mailbox.Place.Host} refuses the user name or the password.", exception);
        }
        catch (Exception exception) when (exception is SocketException or IOException or ProtocolException or CommandException or SslHandshakeException or TimeoutException or ServiceNotConnectedException)
        {
            throw new MailboxAway($"{mailbox.Place.Host}:{mailbox.Place.Port}: {exception.Message}", exception);
        }
    }

    private async Task Connect(ImapClient client, MailPlace place, CancellationToken ct)
    {
        if (passwords.Open(place.Password) is not { } password) throw new MailboxAway("No password is set, or the key that opens it is lost.");
        await client.ConnectAsync(place.Host!, place.Port, place.Security switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.StartTls => SecureSocketOptions.StartTls,
            MailSecurity.StartTlsWhenAvailable => SecureSocketOptions.StartTlsWhenAvailable,
            _ => SecureSocketOptions.None,
        }, ct);
        await client.AuthenticateAsync(place.User!, password, ct);
    }

    private async Task FetchNew(FetchedMailbox mailbox, IMailFolder inbox, Func<Task<bool>> holds, CancellationToken ct)
    {
        var position = await health.Position(mailbox.Id, ct);
        var goesOn = position.Validity == inbox.UidValidity;
        var last = goesOn ? (uint)position.LastUid : 0;
        var uids = (await inbox.SearchAsync(New(mailbox, position, goesOn), ct)).Where(u => u.Id > last).OrderBy(u => u.Id).ToList();
        foreach (var uid in uids)
        {
            if (!await holds()) return;
            var summary = (await inbox.FetchAsync([uid], MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate, ct)).FirstOrDefault();
            await using (var content = await inbox.GetStreamAsync(uid, ct))
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"{inbox.UidValidity}:{uid.Id}");
                await arrivals.Keep(mailbox.Id, content, summary?.InternalDate is { } taken ? Instant.FromDateTimeOffset(taken) : clock.GetCurrentInstant(), key, ct);
            }
            await inbox.AddFlagsAsync(uid, MessageFlags.Seen, silent: true, ct);
            last = uid.Id;
            // The first look leaves gaps, so that its place counts only once it is through.
            if (goesOn) await health.IsWell(mailbox.Id, inbox.UidValidity, last, ct);
        }
        if (!goesOn && inbox.UidNext is { } next) last = Math.Max(last, next.Id - 1);
        if (!goesOn || uids.Count == 0) await health.IsWell(mailbox.Id, inbox.UidValidity, last, ct);
    }

    /// <summary>At the first look what nobody has read: the years that lie there read are not to become tickets. With another validity the numbers begin
    /// anew, since the mailbox was restored: then also all that came since it is ours, of which what was taken in is known by its own id.</summary>
    private static SearchQuery New(FetchedMailbox mailbox, MailboxPosition position, bool goesOn) =>
        goesOn ? SearchQuery.Uids(new UniqueIdRange(new UniqueId((uint)position.LastUid + 1), UniqueId.MaxValue))
        : position.Validity == 0 ? SearchQuery.NotSeen
        : SearchQuery.NotSeen.Or(SearchQuery.DeliveredAfter(mailbox.AddedAt.ToDateTimeUtc().Date));

    /// <param name="known">So many mails lay there when it was looked last.</param>
    /// <returns>False when the lease was lost meanwhile.</returns>
    private static async Task<bool> Wait(ImapClient client, IMailFolder inbox, int known, Func<Task<bool>> holds, CancellationToken ct)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var tells = client.Capabilities.HasFlag(ImapCapabilities.Idle);
        done.CancelAfter(tells ? LongestIdle : Asked);
        void Came(object? sender, EventArgs e) => done.Cancel();
        inbox.CountChanged += Came;
        if (inbox.Count > known) await done.CancelAsync();
        var prolonging = Prolong(holds, done);
        try
        {
            if (tells) await client.IdleAsync(done.Token, ct);
            else await Task.Delay(Timeout.Infinite, done.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
        finally
        {
            inbox.CountChanged -= Came;
            await done.CancelAsync();
            await prolonging;
        }
        ct.ThrowIfCancellationRequested();
        if (!tells) await client.NoOpAsync(ct);
        return await holds();
    }

    private static async Task Prolong(Func<Task<bool>> holds, CancellationTokenSource done)
    {
        try
        {
            using var ticks = new PeriodicTimer(Prolonged);
            while (await ticks.WaitForNextTickAsync(done.Token))
                if (!await holds()) await done.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // Something came, or it ends.
        }
    }
}
