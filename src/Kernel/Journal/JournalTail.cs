using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Kernel;

/// <summary>The newest entries of the journal, read once for all who follow it on this node: the live feed, the reactors, the search index.</summary>
public sealed class JournalTail(IServiceScopeFactory scopes, Pulse pulse) : IDisposable
{
    private const int LargestRead = 500;

    /// <summary>Whoever is further behind reads for themselves. No longer, since an entry may be erased.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(2);

    /// <summary>For so long nobody asks again what was asked since the last beat.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<(Entry Entry, long ReadAt)> _entries = [];
    private Position? _from;
    private Position _to;
    private Task? _readToEndAt;
    private long _readAt;

    /// <inheritdoc cref="JournalReader.After"/>
    public async Task<IReadOnlyList<Entry>> After(Position position, int limit, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (_from is null) (_from, _to) = await Begin(ct);
            if (position >= _to) await GoOn(ct);
            if (position >= _from && position <= _to)
            {
                var first = _entries.FindLastIndex(e => e.Entry.Position <= position) + 1;
                return [.. _entries.Skip(first).Take(limit).Select(e => e.Entry)];
            }
        }
        finally
        {
            _turn.Release();
        }
        return await Read(position, limit, ct);
    }

    public void Dispose() => _turn.Dispose();

    private async Task<(Position From, Position To)> Begin(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var end = await scope.ServiceProvider.GetRequiredService<JournalReader>().End(ct);
        return (end, end);
    }

    private async Task GoOn(CancellationToken ct)
    {
        var next = pulse.Next;
        if (_readToEndAt == next && Stopwatch.GetElapsedTime(_readAt) < Fresh) return;
        var entries = await Read(_to, LargestRead, ct);
        _readAt = Stopwatch.GetTimestamp();
        _readToEndAt = entries.Count < LargestRead ? next : null;
        Forget();
        if (entries.Count == 0) return;
        _entries.AddRange(entries.Select(e => (e, _readAt)));
        _to = entries[^1].Position;
    }

    private void Forget()
    {
        var old = _entries.FindLastIndex(e => Stopwatch.GetElapsedTime(e.ReadAt, _readAt) > Kept) + 1;
        if (old == 0) return;
        _from = _entries[old - 1].Entry.Position;
        _entries.RemoveRange(0, old);
    }

    private async Task<IReadOnlyList<Entry>> Read(Position position, int limit, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<JournalReader>().After(position, limit, ct);
    }
}
