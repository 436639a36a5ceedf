using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>Who of several nodes does a job. A lease is a row; a node that dies loses it when its time is over.</summary>
public sealed class Leases(OperationalWrites writes, IClock clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, Instant> _held = new();
    private readonly SemaphoreSlim _one = new(1, 1);

    public static readonly Duration Length = Duration.FromSeconds(15);

    /// <summary>This node, as leases and claims name it.</summary>
    public string Holder { get; } = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7():N}";

    /// <summary>Takes or prolongs a lease. False while another node holds it. Asks the database only when a third of it is gone.</summary>
    public async Task<bool> Take(string name, CancellationToken ct)
    {
        if (IsFresh(name)) return true;
        // One after the other: what was given back meanwhile is not remembered as held.
        await _one.WaitAsync(ct);
        try
        {
            return IsFresh(name) || await TakeNow(name, ct);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Gives a lease back at a graceful stop, so that another node need not wait.</summary>
    public async Task Give(string name)
    {
        await _one.WaitAsync();
        try
        {
            _held.TryRemove(name, out _);
            await writes.Run(db => db.Set<Lease>().Where(l => l.Name == name && l.Holder == Holder).ExecuteDeleteAsync(), CancellationToken.None);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Takes all leases away. Only where nobody else can hold one: on SQLite, when the data folder's lock has just been
    /// taken, they belong to a process that was killed.</summary>
    public Task Forget(CancellationToken ct) => writes.Run(db => db.Set<Lease>().ExecuteDeleteAsync(ct), ct);

    public void Dispose() => _one.Dispose();

    private bool IsFresh(string name) => _held.TryGetValue(name, out var held) && held - clock.GetCurrentInstant() > Length * 2 / 3;

    private async Task<bool> TakeNow(string name, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var until = now + Length;
        bool taken;
        try
        {
            taken = await Write(name, now, until, ct);
        }
        catch (DbUpdateException exception) when (!StorageEngine.IsAway(exception))
        {
            taken = false; // Another one made the row at the same moment.
        }
        if (taken) _held[name] = until;
        else _held.TryRemove(name, out _);
        return taken;
    }

    private Task<bool> Write(string name, Instant now, Instant until, CancellationToken ct) => writes.Run(async db =>
    {
        if (await db.Set<Lease>().Where(l => l.Name == name && (l.Holder == Holder || l.Until < now))
                .ExecuteUpdateAsync(s => s.SetProperty(l => l.Holder, Holder).SetProperty(l => l.Until, until), ct) > 0) return true;
        // Two nodes that start together find none, and one of them makes it.
        object end = db.Database.IsNpgsql() ? until : Micros.InMicros(until);
        return await db.Database.ExecuteSqlAsync(
            $"INSERT INTO lease (name, holder, until) VALUES ({name}, {Holder}, {end}) ON CONFLICT (name) DO NOTHING", ct) > 0;
    }, ct);
}
