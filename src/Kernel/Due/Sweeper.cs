using Mediator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>Does what is due: claims a few rows, runs their commands, takes them away or sets their next time.</summary>
public sealed class Sweeper(
    IServiceScopeFactory scopes, IEnumerable<DueHandler> handlers, OperationalWrites writes, StorageEngine engine, IClock clock, Pulse pulse,
    FirstAnswer first, ILogger<Sweeper> log) : BackgroundWork(first)
{
    private const int LargestClaim = 50;

    private static readonly Duration Claimed = Duration.FromMinutes(2);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, DueHandler> _handlers = handlers.ToDictionary(h => h.Kind);

    /// <summary>Items that come again exist from the start. Called once, before the doors open.</summary>
    public Task Prepare(CancellationToken ct) => writes.Run(async db =>
    {
        var kinds = await db.Set<DueItem>().Where(d => d.Subject == Guid.Empty).Select(d => d.Kind).ToListAsync(ct);
        foreach (var handler in _handlers.Values.Where(h => h.Every is not null && !kinds.Contains(h.Kind)))
        {
            db.Add(new DueItem { Id = DueId.New(), Kind = handler.Kind, Subject = Guid.Empty, NextAt = clock.GetCurrentInstant() + handler.Every!.Value });
        }
        return kinds.Count;
    }, ct);

    protected override async Task Work(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var next = pulse.Next;
                var claimed = await Claim(stoppingToken);
                foreach (var item in claimed) await Do(item, stoppingToken);
                if (claimed.Count < LargestClaim) await Pulse.Wait(next, Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                if (!StorageEngine.IsAway(exception)) log.LogError(exception, "The sweeper stumbled.");
                await Pulse.Wait(pulse.Next, Poll, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private async Task<IReadOnlyList<DueItem>> Claim(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using (var scope = scopes.CreateAsyncScope())
        {
            var due = scope.ServiceProvider.GetRequiredService<BridgewatchDb>().Set<DueItem>();
            if (!await due.AnyAsync(d => d.NextAt <= now && d.LeaseUntil < now, ct)) return [];
        }
        return await writes.Run(async db =>
        {
            var candidates = db.Database.IsNpgsql()
                ? db.Set<DueItem>().FromSql($"SELECT * FROM due WHERE next_at <= {now} AND lease_until < {now} ORDER BY next_at LIMIT {LargestClaim} FOR UPDATE SKIP LOCKED")
                : db.Set<DueItem>().Where(d => d.NextAt <= now && d.LeaseUntil < now).OrderBy(d => d.NextAt).Take(LargestClaim);
            var items = await candidates.ToListAsync(ct);
            foreach (var item in items) item.LeaseUntil = now + Claimed;
            return items;
        }, ct);
    }

    private async Task Do(DueItem claimed, CancellationToken ct)
    {
        if (!_handlers.TryGetValue(claimed.Kind, out var handler)) return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<BridgewatchDb>();
            ReactionScope.Open(scope.ServiceProvider, entry: null, clock);
            var judgedAt = scope.ServiceProvider.GetRequiredService<Envelope>().At;
            await engine.Transact(db, whole: true, async () =>
            {
                // Held until it is done: who sets it anew meanwhile waits, finds it gone, and sets another. Else what was set would be taken away with it.
                var (id, lease) = (claimed.Id, claimed.LeaseUntil);
                var held = db.Database.IsNpgsql() ? db.Set<DueItem>().FromSql($"SELECT * FROM due WHERE id = {id.Value} FOR UPDATE") : db.Set<DueItem>().Where(d => d.Id == id);
                var item = (await held.ToListAsync(ct)).SingleOrDefault(d => d.LeaseUntil == lease);
                if (item is null) return false;
                if (handler.Every is { } every) (item.NextAt, item.LeaseUntil, item.Attempts) = (judgedAt + every, default, 0);
                else db.Remove(item);
                await scope.ServiceProvider.GetRequiredService<ISender>().Send(handler.Command(claimed), ct);
                await scope.ServiceProvider.GetRequiredService<Commit>().Write(ct);
                return true;
            }, ct);
            scope.ServiceProvider.GetRequiredService<Commit>().Announce();
        }
        catch (Exception exception) when ((exception is Stale or DbUpdateException || StorageEngine.IsRace(exception)) && !StorageEngine.IsAway(exception))
        {
            // Somebody, or a reactor, changed the same thing at the same moment. Nothing was done; the next sweep judges by what is there then.
            await writes.Run(db => db.Set<DueItem>().Where(d => d.Id == claimed.Id)
                .ExecuteUpdateAsync(s => s.SetProperty(d => d.LeaseUntil, default(Instant)), ct), ct);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !StorageEngine.IsAway(exception))
        {
            log.LogError(exception, "Due work {Kind} failed and will be tried again.", claimed.Kind);
            await writes.Run(db => db.Set<DueItem>().Where(d => d.Id == claimed.Id).ExecuteUpdateAsync(s => s
                .SetProperty(d => d.Attempts, d => d.Attempts + 1)
                .SetProperty(d => d.LastError, exception.Message)
                .SetProperty(d => d.NextAt, clock.GetCurrentInstant() + Backoff.After(claimed.Attempts + 1))
                .SetProperty(d => d.LeaseUntil, default(Instant)), ct), ct);
        }
    }
}

/// <summary>How long to wait after a failure: doubling from ten seconds, at most an hour.</summary>
public static class Backoff
{
    private static readonly Duration First = Duration.FromSeconds(10);
    private static readonly Duration Longest = Duration.FromHours(1);

    /// <param name="attempts">Failures so far, at least 1.</param>
    public static Duration After(int attempts) => Duration.Min(Longest, First * Math.Pow(2, Math.Clamp(attempts - 1, 0, 20)));
}

internal static class DueQueries
{
    /// <summary>Also finds an item that this very command has set and not saved yet.</summary>
    public static async Task<DueItem?> FindDue(this DbSet<DueItem> due, string kind, Guid subject, CancellationToken ct) =>
        due.Local.FirstOrDefault(d => d.Kind == kind && d.Subject == subject)
        ?? await due.SingleOrDefaultAsync(d => d.Kind == kind && d.Subject == subject, ct);
}
