using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bridgewatch.Kernel;

/// <summary>Tells open pages and caches of this node what was committed anywhere, by reading the journal.</summary>
public sealed class JournalFeed(
    IServiceScopeFactory scopes, JournalTail tail, StorageEngine engine, Pulse pulse, Whispers whispers, ILogger<JournalFeed> log) : BackgroundService
{
    private const int LargestRead = 500;

    /// <summary>The safety net when no notice comes.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<object, Action<IReadOnlyList<Entry>>> _subscribers = new();

    /// <summary>Calls back with new entries, in order, until disposed. The callback must return at once.</summary>
    public IDisposable Subscribe(Action<IReadOnlyList<Entry>> onEntries)
    {
        var subscription = new Subscription(this);
        _subscribers[subscription] = onEntries;
        return subscription;
    }

    public int Subscribers => _subscribers.Count;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var listening = engine.Listen(pulse, whispers, stoppingToken);
        Position? position = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var next = pulse.Next;
                position ??= await End(stoppingToken);
                var entries = await tail.After(position.Value, LargestRead, stoppingToken);
                if (entries.Count > 0)
                {
                    position = entries[^1].Position;
                    Publish(entries);
                }
                if (entries.Count < LargestRead) await Pulse.Wait(next, Poll, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                // An entry that cannot be read is found by verify; it must not take the server down.
                if (StorageEngine.IsAway(exception)) log.LogDebug(exception, "The live feed waits for the database.");
                else log.LogError(exception, "The live feed stumbled.");
                await Pulse.Wait(pulse.Next, Poll, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
        await Task.WhenAny(listening);
    }

    private async Task<Position> End(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<JournalReader>().End(ct);
    }

    private void Publish(IReadOnlyList<Entry> entries)
    {
        foreach (var subscriber in _subscribers.Values)
        {
            try
            {
                subscriber(entries);
            }
            catch (Exception exception)
            {
                log.LogWarning(exception, "A listener of the live feed failed.");
            }
        }
    }

    private sealed class Subscription(JournalFeed feed) : IDisposable
    {
        public void Dispose() => feed._subscribers.TryRemove(this, out _);
    }
}
