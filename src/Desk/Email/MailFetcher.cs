using System.Collections.Concurrent;
using System.Diagnostics;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Bridgewatch.Desk.Email;

/// <summary>Fetches mail from folders and servers, each mailbox by itself, so that one that is away holds up no other. Of several nodes one fetches a
/// mailbox, by lease.</summary>
internal sealed class MailFetcher(
    IServiceScopeFactory scopes, Leases leases, MaildirFolder maildir, ImapInbox imap, MailboxHealth health, FirstAnswer first, ILogger<MailFetcher> log) : BackgroundWork(first)
{
    /// <summary>How often it is looked which mailboxes there are.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<MailboxId, Fetching> _running = new();

    protected override async Task Work(CancellationToken stoppingToken)
    {
        using var ticks = new PeriodicTimer(Look);
        try
        {
            do
            {
                try
                {
                    await Follow(await Fetched(stoppingToken), stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    if (!StorageEngine.IsAway(exception)) log.LogError(exception, "The fetching of mail stumbled.");
                }
            }
            while (await ticks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // It ends.
        }
        foreach (var mailbox in _running.Keys) await End(mailbox);
    }

    private async Task<List<FetchedMailbox>> Fetched(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var all = await scope.ServiceProvider.GetRequiredService<BridgewatchDb>().Mailboxes.AsNoTracking().Where(m => m.ArchivedAt == null)
            .Select(m => new FetchedMailbox(m.Id, m.Place, m.AddedAt)).ToListAsync(ct);
        return all.FindAll(m => m.Place.Source != MailSource.Posted);
    }

    /// <summary>Begins with those that are new, anew with those that were changed, and ends with those that are gone.</summary>
    private async Task Follow(List<FetchedMailbox> mailboxes, CancellationToken ct)
    {
        foreach (var (id, fetching) in _running)
            if (!mailboxes.Contains(fetching.Mailbox)) await End(id);
        foreach (var mailbox in mailboxes.Where(m => !_running.ContainsKey(m.Id)))
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            _running[mailbox.Id] = new(mailbox, stop, Task.Run(() => Fetch(mailbox, stop.Token), CancellationToken.None));
        }
    }

    private async Task End(MailboxId mailbox)
    {
        if (!_running.TryRemove(mailbox, out var fetching)) return;
        await fetching.Stop.CancelAsync();
        await fetching.Task;
        fetching.Stop.Dispose();
        await leases.Give(LeaseName(mailbox)).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private async Task Fetch(FetchedMailbox mailbox, CancellationToken ct)
    {
        var pause = Look;
        while (!ct.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            try
            {
                if (await leases.Take(LeaseName(mailbox.Id), ct))
                {
                    await (mailbox.Place.Source == MailSource.Maildir ? maildir.Fetch(mailbox, ct) : imap.Fetch(mailbox, () => leases.Take(LeaseName(mailbox.Id), ct), ct));
                    pause = Look;
                }
                await Task.Delay(pause, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                await health.IsIll(mailbox.Id, exception, CancellationToken.None).ContinueWith(_ => { }, TaskScheduler.Default);
                // What went well for a while has only now begun to fail.
                if (Stopwatch.GetElapsedTime(began) > LongestPause) pause = Look;
                await Task.Delay(pause, ct).ContinueWith(_ => { }, TaskScheduler.Default);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    private static string LeaseName(MailboxId mailbox) => $"desk.mail-fetch:{mailbox}";

    private sealed record Fetching(FetchedMailbox Mailbox, CancellationTokenSource Stop, Task Task);
}

/// <summary>A mailbox as its mail is fetched.</summary>
/// <param name="AddedAt">Since when its mail is ours to take in.</param>
internal sealed record FetchedMailbox(MailboxId Id, MailPlace Place, Instant AddedAt);
