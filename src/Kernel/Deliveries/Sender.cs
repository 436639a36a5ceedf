using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>Carries deliveries out: claims a few, hands each to its carrier, keeps what happened.</summary>
public sealed class Sender(
    IServiceScopeFactory scopes, OperationalWrites writes, IClock clock, Pulse pulse, FirstAnswer first, ILogger<Sender> log) : BackgroundWork(first)
{
    private const int LargestClaim = 20;

    private static readonly Duration Claimed = Duration.FromMinutes(3);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>After that long without success a delivery is dead, and a person decides.</summary>
    private static readonly Duration GiveUpAfter = Duration.FromDays(2);

    protected override async Task Work(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var next = pulse.Next;
                var claimed = await Claim(stoppingToken);
                await Parallel.ForEachAsync(claimed, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = stoppingToken }, async (d, ct) => await Send(d, ct));
                if (claimed.Count < LargestClaim) await Pulse.Wait(next, Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                if (!StorageEngine.IsAway(exception)) log.LogError(exception, "The sender stumbled.");
                await Pulse.Wait(pulse.Next, Poll, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private async Task<IReadOnlyList<Delivery>> Claim(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using (var scope = scopes.CreateAsyncScope())
        {
            var deliveries = scope.ServiceProvider.GetRequiredService<BridgewatchDb>().Set<Delivery>();
            if (!await deliveries.AnyAsync(d => d.State == DeliveryState.Pending && d.NextAt <= now && d.LeaseUntil < now, ct)) return [];
        }
        return await writes.Run(async db =>
        {
            var candidates = db.Database.IsNpgsql()
                ? db.Set<Delivery>().FromSql($"SELECT * FROM delivery WHERE state = 'pending' AND next_at <= {now} AND lease_until < {now} ORDER BY next_at LIMIT {LargestClaim} FOR UPDATE SKIP LOCKED")
                : db.Set<Delivery>().Where(d => d.State == DeliveryState.Pending && d.NextAt <= now && d.LeaseUntil < now)
                    .OrderBy(d => d.NextAt).Take(LargestClaim);
            var claimed = await candidates.ToListAsync(ct);
            foreach (var delivery in claimed) delivery.LeaseUntil = now + Claimed;
            return claimed;
        }, ct);
    }

    private async Task Send(Delivery delivery, CancellationToken ct)
    {
        var (state, error) = (DeliveryState.Sent, (string?)null);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var carrier = scope.ServiceProvider.GetServices<ICarrier>().FirstOrDefault(c => c.Kind == delivery.Kind)
                ?? throw new Undeliverable($"Nobody carries {delivery.Kind}.");
            await carrier.Carry(delivery, ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            var givenUp = exception is Undeliverable || clock.GetCurrentInstant() - delivery.CreatedAt > GiveUpAfter;
            (state, error) = (givenUp ? DeliveryState.Dead : DeliveryState.Pending, exception.Message);
        }
        Telemetry.DeliveriesSent.Add(1, new("kind", delivery.Kind), new("outcome", Words.Of(state)));
        await Keep(delivery, state, error);
    }

    /// <summary>Not cancelled by a stop: what was sent must not be sent again only because nobody wrote it down. What failed while it was dropped,
    /// or its person erased, stays so, without an error that may name them.</summary>
    private Task<int> Keep(Delivery delivery, DeliveryState state, string? error) => writes.Run(db =>
    {
        var now = clock.GetCurrentInstant();
        var attempts = delivery.Attempts + 1;
        Instant? sentAt = state == DeliveryState.Sent ? now : null;
        var sent = state == DeliveryState.Sent;
        return db.Set<Delivery>().Where(d => d.Id == delivery.Id && (sent || d.State == DeliveryState.Pending)).ExecuteUpdateAsync(s => s
            .SetProperty(d => d.State, state)
            .SetProperty(d => d.Attempts, attempts)
            .SetProperty(d => d.LastError, error)
            .SetProperty(d => d.SentAt, sentAt)
            .SetProperty(d => d.NextAt, now + Backoff.After(attempts))
            .SetProperty(d => d.LeaseUntil, default(Instant)));
    }, CancellationToken.None);
}
