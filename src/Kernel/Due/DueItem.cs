using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>Something that is to happen at a time. A row, so that a killed process forgets nothing.</summary>
public sealed class DueItem
{
    public required DueId Id { get; init; }

    /// <summary>Which handler knows what to do: <c>desk.close-resolved</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about; one item for each kind and subject.</summary>
    public required Guid Subject { get; init; }

    public Instant NextAt { get; set; }

    /// <summary>Claimed until then by one node.</summary>
    public Instant LeaseUntil { get; set; }

    public int Attempts { get; set; }

    public string? LastError { get; set; }
}

/// <summary>Turns a due item into the command that does it.</summary>
/// <param name="Kind">The kind of items it handles.</param>
/// <param name="Command">The command, run as the system in the transaction that takes the item away.</param>
/// <param name="Every">For items that come again; null for those that happen once.</param>
public sealed record DueHandler(string Kind, Func<DueItem, ICommand<Unit>> Command, Duration? Every = null);

/// <summary>Sets and takes back what is due, within the running command.</summary>
public sealed class DueWork(BridgewatchDb db)
{
    /// <summary>Sets the time of the one item of this kind for the subject.</summary>
    public async Task Set(string kind, Guid subject, Instant at, CancellationToken ct)
    {
        var item = await db.Set<DueItem>().FindDue(kind, subject, ct);
        if (item is null)
        {
            db.Add(new DueItem { Id = DueId.New(), Kind = kind, Subject = subject, NextAt = at });
            return;
        }
        // The sweeper has taken away what it is doing right now; what sets itself anew stays.
        if (db.Entry(item).State == EntityState.Deleted) (db.Entry(item).State, item.LeaseUntil) = (EntityState.Modified, default);
        (item.NextAt, item.Attempts, item.LastError) = (at, 0, null);
    }

    public async Task Cancel(string kind, Guid subject, CancellationToken ct)
    {
        if (await db.Set<DueItem>().FindDue(kind, subject, ct) is { } item) db.Remove(item);
    }
}
