using System.Diagnostics.Metrics;
using Bridgewatch.Kernel.Erasure;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bridgewatch.Kernel.Search;

/// <summary>Keeps this node's index as new as the journal: entries say what changed, and the words are read from where they stand.</summary>
/// <remarks>An erasure, a request of an operator, and a file that cannot be used make it anew: what was deleted from a full-text table
/// leaves its words in the file.</remarks>
internal sealed class SearchIndexer : BackgroundWork
{
    private const int LargestRead = 500;
    private const int LargestBatch = 200;

    /// <summary>The safety net when nothing wakes it.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private readonly IServiceScopeFactory _scopes;
    private readonly JournalTail _tail;
    private readonly SearchPlace _place;
    private readonly SearchIndex _index;
    private readonly Pulse _pulse;
    private readonly ILogger<SearchIndexer> _log;
    private readonly Dictionary<string, long> _unlearned = [];
    private IReadOnlyList<string> _kinds = [];
    private SearchFile? _file;
    private Position _position;

    public SearchIndexer(
        IServiceScopeFactory scopes, JournalTail tail, SearchPlace place, SearchIndex index, Pulse pulse, FirstAnswer first, ILogger<SearchIndexer> log)
        : base(first)
    {
        (_scopes, _tail, _place, _index, _pulse, _log) = (scopes, tail, place, index, pulse, log);
        Meter = new(Telemetry.Name);
        Meter.CreateObservableGauge("bridgewatch.search.lag", () => index.State.Lag.TotalSeconds, "s", "How long ago all changes were in the search index of this node");
    }

    private Meter Meter { get; }

    public override void Dispose()
    {
        Meter.Dispose();
        base.Dispose();
    }

    protected override async Task Work(CancellationToken stoppingToken)
    {
        _index.Begins();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Follow(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (SqliteException exception) when (_file is not null && IsBroken(exception))
            {
                _log.LogWarning(exception, "The search index cannot be read and is made anew.");
                // What is broken in one page may open well, and would be taken again.
                _index.Take(() =>
                {
                    SearchFile.Delete(_place.File);
                    return _file = null;
                });
            }
            catch (Exception exception)
            {
                if (!StorageEngine.IsAway(exception)) _log.LogWarning(exception, "The search index could not be brought up to date; it is tried again.");
                await Pulse.Wait(_pulse.Next, Poll, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    private async Task Follow(CancellationToken ct)
    {
        if (_file is null) await Open(ct);
        while (true)
        {
            var next = _pulse.Next;
            var entries = await _tail.After(_position, LargestRead, ct);
            if (entries.LastOrDefault(e => e.Type is PersonErased.Type or SearchRebuildAsked.Type) is { } anew) await Make((anew.Fact as SearchRebuildAsked)?.Rebuild, ct);
            else if (entries.Count > 0) await TakeIn(entries, ct);
            Learn();
            _index.ReadTo(_position, isAll: entries.Count < LargestRead);
            if (entries.Count == LargestRead) continue;
            await Pulse.Wait(next, Poll, ct);
        }
    }

    private async Task TakeIn(IReadOnlyList<Entry> entries, CancellationToken ct)
    {
        foreach (var kind in _kinds)
        {
            var subjects = entries.Where(e => e.Subject.Kind == kind).Select(e => e.Subject.Id).Distinct();
            foreach (var some in subjects.Chunk(LargestBatch))
            {
                var documents = await WithKind(kind, all => all.Of(some, ct));
                _file!.Put(kind, documents);
                _unlearned[kind] += documents.Count;
            }
        }
        _position = entries[^1].Position;
        _file!.Remember([.. await Place(_position, ct)]);
    }

    /// <summary>What is there goes on where it stopped, when it belongs to this journal.</summary>
    private async Task Open(CancellationToken ct)
    {
        _kinds = await With((IEnumerable<ISearchable> all) => Task.FromResult(all.Select(s => s.Kind).ToList()));
        foreach (var kind in _kinds) _unlearned[kind] = long.MaxValue / 2;
        var opened = SearchFile.Open(_place.File, _kinds);
        if (opened is not null && await Belongs(opened, ct) is { } position)
        {
            _position = position;
            _index.Take(() => _file = opened);
        }
        else
        {
            opened?.Dispose();
            await Make(null, ct);
        }
    }

    /// <summary>After a restore the journal may be another one, with the same numbers.</summary>
    private async Task<Position?> Belongs(SearchFile file, CancellationToken ct)
    {
        if (!Position.TryParse(file.Read("position"), out var position)) return null;
        var digest = await DigestAt(position, ct);
        return digest == file.Read("digest") ? position : null;
    }

    /// <summary>Fills another file and puts it in the place of the old one, which answers until then.</summary>
    private async Task Make(Guid? rebuild, CancellationToken ct)
    {
        var part = _place.File + ".part";
        var total = 0L;
        foreach (var kind in _kinds) total += await WithKind(kind, all => all.Count(ct));
        var position = await With((JournalReader journal) => journal.End(ct));
        _index.Making(0, total);
        using (var file = SearchFile.Make(part, _kinds))
        {
            file.Remember([.. await Place(position, ct), ("total", $"{total}"), ("rebuild", $"{rebuild}")]);
            var done = 0L;
            foreach (var kind in _kinds)
            {
                for (var after = 0L; ;)
                {
                    var documents = await WithKind(kind, all => all.After(after, LargestBatch, ct));
                    if (documents.Count == 0) break;
                    file.Put(kind, documents, ("done", $"{done += documents.Count}"));
                    after = documents[^1].Key + 1;
                    _index.Making(done, total);
                }
            }
        }
        _file = null;
        _index.Take(() =>
        {
            SearchFile.Delete(_place.File);
            File.Move(part, _place.File);
            return _file = SearchFile.Open(_place.File, _kinds);
        });
        _position = position;
        foreach (var kind in _kinds) _unlearned[kind] = long.MaxValue / 2;
        _index.Made();
    }

    /// <summary>The words in memory follow when a fiftieth of the things changed.</summary>
    private void Learn()
    {
        foreach (var kind in _kinds)
        {
            if (_unlearned[kind] == 0 || _unlearned[kind] < _file!.Count(kind) / 50) continue;
            _index.Learn(kind);
            _unlearned[kind] = 0;
        }
    }

    private async Task<(string, string)[]> Place(Position position, CancellationToken ct) =>
        [("position", position.ToString()), ("digest", await DigestAt(position, ct) ?? "")];

    private Task<string?> DigestAt(Position position, CancellationToken ct) => With(async (BridgewatchDb db) =>
        position == Position.Start ? "" : (await db.Journal.Where(r => r.Seq == position.Seq).Select(r => r.Digest).SingleOrDefaultAsync(ct)) is { } digest ? Convert.ToHexStringLower(digest) : null);

    private Task<T> WithKind<T>(string kind, Func<ISearchable, Task<T>> question) => With((IEnumerable<ISearchable> all) => question(all.Single(s => s.Kind == kind)));

    private async Task<T> With<TService, T>(Func<TService, Task<T>> question) where TService : notnull
    {
        await using var scope = _scopes.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<TService>());
    }

    private static bool IsBroken(SqliteException exception) => exception.SqliteErrorCode is 1 or 10 or 11 or 19 or 26;
}
