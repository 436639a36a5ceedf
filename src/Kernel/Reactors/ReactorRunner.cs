using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>Runs the reactors that this node holds the lease of, each from its own position.</summary>
public sealed class ReactorRunner(
    IServiceScopeFactory scopes, JournalTail tail, IEnumerable<ReactorRegistration> reactors, Leases leases, OperationalWrites writes, StorageEngine engine,
    JournalTypes types, IClock clock, Pulse pulse, FirstAnswer first, ILogger<ReactorRunner> log) : BackgroundWork(first)
{
    /// <summary>One lease for all: the node that holds it runs the reactors, the others stand by.</summary>
    public const string LeaseName = "reactors";

    private const int LargestRead = 200;

    /// <summary>Tries before an entry is set aside.</summary>
    private const int MostAttempts = 5;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>New reactors start at the end of the journal as it is now. Called once, before the doors open.</summary>
    public async Task Prepare(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var end = await scope.ServiceProvider.GetRequiredService<JournalReader>().End(ct);
        await writes.Run(async db =>
        {
            var known = await db.Set<ReactorRow>().Select(r => r.Name).ToListAsync(ct);
            foreach (var reactor in reactors.Where(r => !known.Contains(r.Name)))
            {
                db.Add(new ReactorRow { Name = reactor.Name, Xid = end.Xid, Seq = end.Seq, At = clock.GetCurrentInstant() });
            }
            return known.Count;
        }, ct);
    }

    protected override async Task Work(CancellationToken stoppingToken)
    {
        await Task.WhenAll(reactors.Select(reactor => Task.Run(() => Run(reactor, stoppingToken), CancellationToken.None)));
        await leases.Give(LeaseName).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private async Task Run(ReactorRegistration reactor, CancellationToken ct)
    {
        Progress? progress = null;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var next = pulse.Next;
                if (!await leases.Take(LeaseName, ct))
                {
                    progress = null;
                }
                else
                {
                    progress ??= await Progress.Load(scopes, reactor.Name, ct);
                    if (await Advance(reactor, progress, ct) == LargestRead) continue;
                    if (progress.IsTimeToTryAgain()) await TryAgain(reactor, ct);
                }
                await Pulse.Wait(next, progress is { IsKept: false } ? Progress.KeptEvery : Poll, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                progress = null;
                if (exception is LeaseLost) log.LogInformation("Reactor {Reactor} is run by another node now.", reactor.Name);
                else if (!StorageEngine.IsAway(exception)) log.LogError(exception, "Reactor {Reactor} stumbled.", reactor.Name);
                await Pulse.Wait(pulse.Next, Poll, ct).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
        if (progress is { IsKept: false }) await Keep(reactor, progress, CancellationToken.None).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    /// <summary>Reads one page of entries and digests it. Returns how many it read.</summary>
    private async Task<int> Advance(ReactorRegistration reactor, Progress progress, CancellationToken ct)
    {
        var entries = await tail.After(progress.Reached, LargestRead, ct);
        foreach (var entry in entries)
        {
            if (Reaction(reactor, entry) is { } react)
            {
                await Digest(reactor, progress.Kept, entry, react, ct);
                progress.Moved(entry.Position);
            }
            else
            {
                progress.Reached = entry.Position;
            }
        }
        if (progress.IsTimeToKeep()) await Keep(reactor, progress, ct);
        return entries.Count;
    }

    /// <summary>What the reactor does about an entry; null for most. Whether one concerns it is seen by the type, before it is read.</summary>
    private Func<IServiceProvider, CancellationToken, ValueTask>? Reaction(ReactorRegistration reactor, Entry entry) =>
        !reactor.PassesOver(entry) && types.All.TryGetValue(entry.Type, out var type) && reactor.Reactions.TryGetValue(type, out var reaction)
        && entry.Fact is { } fact && reaction.Concerns(fact)
            ? (services, ct) => reaction.React(services, fact, entry, ct)
            : null;

    private async Task Digest(ReactorRegistration reactor, Position from, Entry entry, Func<IServiceProvider, CancellationToken, ValueTask> react, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await Transact(reactor, from, entry, react, ct);
                return;
            }
            catch (Exception exception) when (exception is not OperationCanceledException and not LeaseLost && !StorageEngine.IsAway(exception))
            {
                if (attempt < MostAttempts) continue;
                // What another node did about it meanwhile may stand in the way of ours.
                if (!await StandsAt(reactor, from, ct)) throw new LeaseLost();
                log.LogError(exception, "Reactor {Reactor} set entry {Seq} aside.", reactor.Name, entry.Seq);
                Telemetry.ReactorFailures.Add(1, new KeyValuePair<string, object?>("reactor", reactor.Name));
                await Transact(reactor, from, entry, (services, _) =>
                {
                    services.GetRequiredService<BridgewatchDb>().Add(new PoisonEntry
                    {
                        Reactor = reactor.Name,
                        Seq = entry.Seq,
                        Position = entry.Position.ToString(),
                        Type = entry.Type,
                        Error = exception.ToString(),
                        At = clock.GetCurrentInstant(),
                        Attempts = attempt,
                    });
                    return default;
                }, ct);
                return;
            }
        }
    }

    /// <summary>Digests what a person wants tried again. What succeeds leaves the list; what fails stays in it with its new error.</summary>
    private async Task TryAgain(ReactorRegistration reactor, CancellationToken ct)
    {
        IReadOnlyList<long> wanted;
        await using (var scope = scopes.CreateAsyncScope())
        {
            wanted = await scope.ServiceProvider.GetRequiredService<BridgewatchDb>().Set<PoisonEntry>()
                .Where(p => p.Reactor == reactor.Name && p.State == PoisonState.Retrying).OrderBy(p => p.Seq).Select(p => p.Seq).ToListAsync(ct);
        }
        foreach (var seq in wanted)
        {
            try
            {
                await TryAgain(reactor, seq, ct);
            }
            catch (Exception exception) when (exception is not OperationCanceledException and not LeaseLost && !StorageEngine.IsAway(exception))
            {
                log.LogError(exception, "Reactor {Reactor} could not digest entry {Seq} again.", reactor.Name, seq);
                var (error, now) = (exception.ToString(), clock.GetCurrentInstant());
                await writes.Run(db => db.Set<PoisonEntry>().Where(p => p.Reactor == reactor.Name && p.Seq == seq && p.State == PoisonState.Retrying)
                    .ExecuteUpdateAsync(s => s.SetProperty(p => p.State, PoisonState.SetAside).SetProperty(p => p.Error, error)
                        .SetProperty(p => p.At, now).SetProperty(p => p.Attempts, p => p.Attempts + 1), ct), ct);
            }
        }
    }

    /// <summary>Effects and the end of the row in one transaction, so that of two nodes one commits.</summary>
    private async Task TryAgain(ReactorRegistration reactor, long seq, CancellationToken ct)
    {
        Entry? entry;
        await using (var reading = scopes.CreateAsyncScope()) entry = await reading.ServiceProvider.GetRequiredService<JournalReader>().One(seq, ct);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BridgewatchDb>();
        ReactionScope.Open(scope.ServiceProvider, entry, clock);
        await engine.Transact(db, whole: true, async () =>
        {
            // An entry that was erased meanwhile has nothing left to react to.
            if (entry is not null && Reaction(reactor, entry) is { } react) await react(scope.ServiceProvider, ct);
            await scope.ServiceProvider.GetRequiredService<Commit>().Write(ct);
            var gone = await db.Set<PoisonEntry>().Where(p => p.Reactor == reactor.Name && p.Seq == seq && p.State == PoisonState.Retrying).ExecuteDeleteAsync(ct);
            return gone == 1 ? gone : throw new LeaseLost();
        }, ct);
        scope.ServiceProvider.GetRequiredService<Commit>().Announce();
    }

    /// <summary>Effects and position in one transaction. The position moves only from where it was read, so that of two nodes
    /// that both believe to hold the lease, one commits.</summary>
    private async Task Transact(
        ReactorRegistration reactor, Position from, Entry entry, Func<IServiceProvider, CancellationToken, ValueTask> react, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BridgewatchDb>();
        ReactionScope.Open(scope.ServiceProvider, entry, clock);
        await engine.Transact(db, whole: true, async () =>
        {
            await react(scope.ServiceProvider, ct);
            await scope.ServiceProvider.GetRequiredService<Commit>().Write(ct);
            return await Move(db, reactor, from, entry.Position, ct);
        }, ct);
        scope.ServiceProvider.GetRequiredService<Commit>().Announce();
    }

    /// <summary>Writes down how far the reactor has read, past entries that do not concern it.</summary>
    private async Task Keep(ReactorRegistration reactor, Progress progress, CancellationToken ct)
    {
        await writes.Run(db => Move(db, reactor, progress.Kept, progress.Reached, ct), ct);
        progress.Moved(progress.Reached);
    }

    private async Task<int> Move(BridgewatchDb db, ReactorRegistration reactor, Position from, Position to, CancellationToken ct)
    {
        var (xid, seq, now) = (to.Xid, to.Seq, clock.GetCurrentInstant());
        var moved = await db.Set<ReactorRow>().Where(r => r.Name == reactor.Name && r.Xid == from.Xid && r.Seq == from.Seq)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Xid, xid).SetProperty(r => r.Seq, seq).SetProperty(r => r.At, now), ct);
        return moved == 1 ? moved : throw new LeaseLost();
    }

    private async Task<bool> StandsAt(ReactorRegistration reactor, Position from, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BridgewatchDb>().Set<ReactorRow>().AnyAsync(r => r.Name == reactor.Name && r.Xid == from.Xid && r.Seq == from.Seq, ct);
    }

    private sealed class LeaseLost() : Exception("Another node runs this reactor now.");
}

/// <summary>Makes a scope act for the system, in the wake of an entry: same correlation, same origin.</summary>
internal static class ReactionScope
{
    public static void Open(IServiceProvider services, Entry? entry, IClock clock)
    {
        var envelope = services.GetRequiredService<Envelope>();
        envelope.Actor = Actor.System;
        envelope.Correlation = entry?.Correlation ?? Guid.CreateVersion7();
        envelope.Origin = entry?.Origin ?? Origin.Live;
        envelope.At = clock.GetCurrentInstant();
        envelope.InTransaction = true;
    }
}
