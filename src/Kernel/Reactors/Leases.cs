using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>Who of several nodes does a job. A lease is a row; a node that dies loses it when its time is over.</summary>
public sealed class Leases(OperationalWrites writes, IClock clock)
{
    private readonly ConcurrentDictionary<string, Instant> _held = new();

    public static readonly Duration Length = Duration.FromSeconds(15);

    /// <summary>This node, as leases and claims name it.</summary>
    public string Holder { get; } = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.CreateVersion7():N}";

    /// <summary>Takes or prolongs a lease. False while another node holds it. Asks the database only when a third of it is gone.</summary>
    public async Task<bool> Take(string name, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        if (_held.TryGetValue(name, out var held) && held - now > Length * 2 / 3) return true;
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

    /// <summary>Gives a lease back at a graceful stop, so that another node need not wait.</summary>
    public Task Give(string name)
    {
        _held.TryRemove(name, out _);
        return writes.Run(db => db.Set<Lease>().Where(l => l.Name == name && l.Holder == Holder).ExecuteDeleteAsync(), CancellationToken.None);
    }

    /// <summary>Takes all leases away. Only where nobody else can hold one: on SQLite, when the data folder's lock has just been
    /// taken, they belong to a process that was killed.</summary>
    public Task Forget(CancellationToken ct) => writes.Run(db => db.Set<Lease>().ExecuteDeleteAsync(ct), ct);

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
