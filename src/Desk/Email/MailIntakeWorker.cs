using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Bridgewatch.Desk.Email;

/// <summary>Takes waiting mails in, in the order in which they came. Of several nodes one does so, by lease: an answer must not be taken in before
/// the mail that it answers.</summary>
internal sealed class MailIntakeWorker(
    IServiceScopeFactory scopes, Leases leases, OperationalWrites writes, IClock clock, Pulse pulse, FirstAnswer first, IStringLocalizer<DeskTexts> words,
    ILogger<MailIntakeWorker> log) : BackgroundWork(first)
{
    private const string Lease = "desk.mail-intake";

    private const int LargestClaim = 50;

    /// <summary>Tries before a mail goes into quarantine.</summary>
    private const int MostAttempts = 3;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    protected override async Task Work(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var next = pulse.Next;
                if (await Drain(stoppingToken) == 0) await Pulse.Wait(next, Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                if (!StorageEngine.IsAway(exception)) log.LogError(exception, "The intake of mail stumbled.");
                await Pulse.Wait(pulse.Next, Poll, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
        await leases.Give(Lease).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    /// <returns>How many were looked at.</returns>
    private async Task<int> Drain(CancellationToken ct)
    {
        List<RawMailId> oldest;
        await using (var scope = scopes.CreateAsyncScope())
        {
            oldest = await scope.ServiceProvider.GetRequiredService<BridgewatchDb>().RawMails.AsNoTracking()
                .Where(r => r.State == RawMailState.Waiting).OrderBy(r => r.ReceivedAt).ThenBy(r => r.Id).Select(r => r.Id).Take(LargestClaim).ToListAsync(ct);
        }
        var done = 0;
        foreach (var mail in oldest)
        {
            if (!await leases.Take(Lease, ct)) break;
            await TakeIn(mail, ct);
            done++;
        }
        return done;
    }

    private async Task TakeIn(RawMailId mail, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<Door>().Caller = Caller.System;
                await scope.ServiceProvider.GetRequiredService<Commands>().Send(new TakeInMail(mail), ct);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException && !StorageEngine.IsAway(exception))
            {
                if (attempt < MostAttempts) continue;
                log.LogError(exception, "Mail {Mail} went into quarantine.", mail);
                await SetAside(mail, exception, ct);
                return;
            }
        }
    }

    /// <summary>It stands on the mailbox's page with its reason, and does not stop those that came after it.</summary>
    private Task<bool> SetAside(RawMailId mail, Exception exception, CancellationToken ct) => writes.Run(async db =>
    {
        if (await db.RawMails.SingleOrDefaultAsync(r => r.Id == mail && r.State == RawMailState.Waiting, ct) is not { } raw) return false;
        raw.BeQuarantined(words["mail.failed", exception.Message], clock.GetCurrentInstant());
        return true;
    }, ct);
}
