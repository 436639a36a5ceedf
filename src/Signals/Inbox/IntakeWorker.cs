using System.Collections.Concurrent;
using Bridgewatch.Kernel;
using Bridgewatch.Signals.Intake;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Bridgewatch.Signals.Inbox;

/// <summary>Takes waiting messages in, those of each integration in the order in which they came. Of several nodes one holds an
/// integration by lease; a node that dies loses it, and another goes on with what is still waiting.</summary>
internal sealed class IntakeWorker(
    IServiceScopeFactory scopes, Leases leases, OperationalWrites writes, IClock clock, Pulse pulse, FirstAnswer first, ILogger<IntakeWorker> log) : BackgroundWork(first)
{
    private const int LargestClaim = 50;

    private const int AtTheSameTime = 4;

    /// <summary>Tries before a message is set aside.</summary>
    private const int MostAttempts = 3;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, bool> _held = new();

    public static string LeaseName(IntegrationId integration) => $"signals.intake:{integration}";

    protected override async Task Work(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var next = pulse.Next;
                var worked = 0;
                await Parallel.ForEachAsync(await Waiting(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = AtTheSameTime, CancellationToken = stoppingToken },
                    async (integration, ct) => Interlocked.Add(ref worked, await Drain(integration, ct)));
                if (worked == 0) await Pulse.Wait(next, Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                if (!StorageEngine.IsAway(exception)) log.LogError(exception, "The intake stumbled.");
                await Pulse.Wait(pulse.Next, Poll, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
        foreach (var lease in _held.Keys) await leases.Give(lease).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private async Task<IReadOnlyList<IntegrationId>> Waiting(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BridgewatchDb>().RawMessages
            .Where(r => r.State == RawState.Waiting).Select(r => r.Integration).Distinct().ToListAsync(ct);
    }

    /// <summary>Takes in the oldest of an integration. Returns how many.</summary>
    private async Task<int> Drain(IntegrationId integration, CancellationToken ct)
    {
        var lease = LeaseName(integration);
        if (!await leases.Take(lease, ct)) return 0;
        _held[lease] = true;
        List<RawMessageId> oldest;
        await using (var scope = scopes.CreateAsyncScope())
        {
            oldest = await scope.ServiceProvider.GetRequiredService<BridgewatchDb>().RawMessages
                .Where(r => r.State == RawState.Waiting && r.Integration == integration).OrderBy(r => r.ReceivedAt)
                .Select(r => r.Id).Take(LargestClaim).ToListAsync(ct);
        }
        var done = 0;
        foreach (var message in oldest)
        {
            if (!await leases.Take(lease, ct)) break;
            await TakeIn(integration, message, ct);
            done++;
        }
        return done;
    }

    private async Task TakeIn(IntegrationId integration, RawMessageId message, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<Door>().Caller = new(ActorKind.Integration, integration.Value);
                await scope.ServiceProvider.GetRequiredService<Commands>().Send(new TakeInAlerts(message), ct);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException && !StorageEngine.IsAway(exception))
            {
                if (attempt < MostAttempts) continue;
                log.LogError(exception, "Message {Message} was set aside.", message);
                await SetAside(message, exception, ct);
                return;
            }
        }
    }

    /// <summary>It stands on the integration's page with its reason, and does not stop those that came after it.</summary>
    private async Task SetAside(RawMessageId message, Exception exception, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var problem = scope.ServiceProvider.GetRequiredService<IntakeTexts>().Failed(exception);
        await writes.Run(async db =>
        {
            if (await db.RawMessages.SingleOrDefaultAsync(r => r.Id == message && r.State == RawState.Waiting, ct) is not { } raw) return false;
            raw.BeNotUnderstood(problem, clock.GetCurrentInstant());
            return true;
        }, ct);
    }
}
