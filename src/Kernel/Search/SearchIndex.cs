using System.Diagnostics;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace Bridgewatch.Kernel.Search;

/// <summary>What is looked for, and by whom.</summary>
/// <param name="Notes">Whether notes are looked through: never for a customer.</param>
/// <param name="Marks">Of each list one must be on the thing: filters, and what the actor may see.</param>
/// <param name="Before">Only things with a smaller key: where an earlier answer ended.</param>
public sealed record SearchRequest(string Kind, SearchQuery Query, bool Notes, IReadOnlyList<IReadOnlyList<SearchMark>> Marks, long? Before = null);

/// <summary>What was found among the newest.</summary>
/// <param name="Keys">Best first.</param>
/// <param name="Rest">The key before which the search goes on; null when it looked at everything.</param>
/// <param name="CutShort">It looked at as much as the time allowed, and not at as many as it shows.</param>
public sealed record SearchHits(IReadOnlyList<long> Keys, long? Rest, bool CutShort)
{
    public static SearchHits None { get; } = new([], null, false);
}

/// <summary>How the index of this node stands.</summary>
/// <param name="Making">How much of it is made, while it is made anew.</param>
/// <param name="Lag">How long ago all changes were in it.</param>
public sealed record SearchState(bool IsReady, double? Making, Duration Lag)
{
    /// <summary>Said to people from then on.</summary>
    public static Duration Noticeable { get; } = Duration.FromSeconds(5);

    public bool IsBehind => Lag > Noticeable;
}

/// <summary>Finds things by their words. What it answers is what may be there: whoever asks checks it against the database.</summary>
public sealed class SearchIndex(SearchPlace place) : IDisposable
{
    /// <summary>So many are ranked; of more the newest.</summary>
    public const int Window = 500;

    /// <summary>With fewer the rare words are worth another look.</summary>
    private const int Enough = 50;

    /// <summary>A phrase is looked for row by row, a rare one in many.</summary>
    private static readonly TimeSpan PhraseBudget = TimeSpan.FromMilliseconds(30);

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(1);

    /// <summary>How often a process beside the server looks how far the index is: between two processes nothing tells.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    private readonly ReaderWriterLockSlim _gate = new();
    private readonly Dictionary<string, SearchDictionary> _dictionaries = [];
    private SearchFile? _file;
    private long _caughtUp = Stopwatch.GetTimestamp();
    private volatile Progress? _making;
    private volatile bool _isFollowing;
    private volatile TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Position _readTo;

    public SearchState State => new(
        Volatile.Read(ref _file) is not null, _making?.Share, Duration.FromTimeSpan(Stopwatch.GetElapsedTime(Volatile.Read(ref _caughtUp))));

    /// <exception cref="Unavailable">The index is being made.</exception>
    public SearchHits Find(SearchRequest request)
    {
        if (request.Query.IsEmpty || request.Marks.Any(any => any.Count == 0)) return SearchHits.None;
        var usual = Look(request with { Query = WithEndings(request) });
        // Rarer words with the same beginning count when the frequent ones give little.
        return usual.Keys.Count < Enough && request.Query.Terms.Any(t => t.Begins) ? Look(request) : usual;
    }

    /// <summary>Other queries that may have been meant, the likeliest first. They may name words that the asker must not see.</summary>
    public IReadOnlyList<(string Word, SearchQuery Query)> Near(string kind, SearchQuery query)
    {
        var dictionary = Dictionary(kind);
        var terms = query.Terms.Select((term, at) => (term, at)).Where(t => t.term.Words.Count == 1).OrderBy(t => dictionary.Has(t.term.Words[0]));
        return [.. terms.SelectMany(t => dictionary.Near(t.term.Words[0]).Select(word => (word, query.With(t.at, word))))];
    }

    /// <summary>Deletes the file of a node that does not run.</summary>
    public void Forget()
    {
        SearchFile.Delete(place.File);
        SearchFile.Delete(place.File + ".part");
    }

    public void Dispose()
    {
        _file?.Dispose();
        _gate.Dispose();
    }

    /// <summary>The file from now on; the one before is closed when nobody reads it any more.</summary>
    internal void Take(Func<SearchFile?> open)
    {
        _gate.EnterWriteLock();
        try
        {
            _file?.Dispose();
            _file = null;
            _file = open();
            lock (_dictionaries) _dictionaries.Clear();
        }
        finally
        {
            _gate.ExitWriteLock();
        }
    }

    internal void Learn(string kind)
    {
        var dictionary = Ask((connection, file) => SearchDictionary.Read(connection, kind, file.Count(kind)));
        lock (_dictionaries) _dictionaries[kind] = dictionary;
    }

    /// <summary>Waits until the index beside this data has read the journal so far, whether this program keeps it or another one. Where there
    /// is none there is nothing to wait for.</summary>
    /// <exception cref="TimeoutException">It takes longer.</exception>
    internal async Task Holds(Position position, TimeSpan atMost, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(atMost);
        try
        {
            if (_isFollowing) await Follows(position, patience.Token);
            else await OtherFollows(position, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException("The search index is not made anew yet.");
        }
    }

    private async Task Follows(Position position, CancellationToken ct)
    {
        while (true)
        {
            var moved = _moved.Task;
            lock (_dictionaries)
            {
                if (_readTo >= position) return;
            }
            await moved.WaitAsync(ct);
        }
    }

    /// <summary>The server that holds the data keeps the index; how far it is stands in the file.</summary>
    private async Task OtherFollows(Position position, CancellationToken ct)
    {
        while (File.Exists(place.File))
        {
            if (Position.TryParse(SearchFile.Peek(place.File, "position"), out var read) && read >= position) return;
            await Task.Delay(LookAgain, ct);
        }
    }

    internal void Begins() => _isFollowing = true;

    internal void ReadTo(Position position, bool isAll)
    {
        lock (_dictionaries) _readTo = position;
        if (isAll) Volatile.Write(ref _caughtUp, Stopwatch.GetTimestamp());
        Interlocked.Exchange(ref _moved, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    internal void Making(long done, long total) => _making = new(total <= 0 ? 1 : Math.Min(1, (double)done / total));

    internal void Made() => _making = null;

    private SearchHits Look(SearchRequest request)
    {
        var match = new SearchMatch(request.Query, request.Notes, request.Marks);
        return Ask((connection, _) =>
        {
            using var command = connection.CreateCommand();
            // The name is one of our own tables.
            command.CommandText = $"SELECT rowid, {FtsFunctions.Name}({request.Kind}, $plan) FROM {request.Kind} WHERE {request.Kind} MATCH $match AND rowid < $before ORDER BY rowid DESC";
            command.Parameters.AddWithValue("$plan", match.Plan);
            command.Parameters.AddWithValue("$match", match.Text);
            command.Parameters.AddWithValue("$before", request.Before ?? long.MaxValue);
            return Newest(command, match.HasPhrases ? PhraseBudget : Budget);
        });
    }

    private static SearchHits Newest(SqliteCommand command, TimeSpan budget)
    {
        var (began, found) = (Stopwatch.GetTimestamp(), new List<(long Key, double Score)>());
        using var row = command.ExecuteReader();
        long? rest = null;
        var cut = false;
        while (row.Read())
        {
            if (!row.IsDBNull(1)) found.Add((row.GetInt64(0), row.GetDouble(1)));
            cut = Stopwatch.GetElapsedTime(began) > budget;
            if (!cut && found.Count < Window) continue;
            rest = row.GetInt64(0);
            break;
        }
        return new([.. found.OrderByDescending(f => f.Score).ThenByDescending(f => f.Key).Select(f => f.Key)], rest, cut && found.Count < Window);
    }

    private SearchQuery WithEndings(SearchRequest request)
    {
        var dictionary = Dictionary(request.Kind);
        return new([.. request.Query.Terms.Select(t => t is { Begins: true, Words.Count: 1, IsCode: false } && dictionary.Endings(t.Words[0]) is { Count: > 0 } endings
            ? t with { Endings = endings } : t)]);
    }

    private SearchDictionary Dictionary(string kind)
    {
        lock (_dictionaries) return _dictionaries.GetValueOrDefault(kind, SearchDictionary.Empty);
    }

    private T Ask<T>(Func<SqliteConnection, SearchFile, T> question)
    {
        _gate.EnterReadLock();
        try
        {
            var file = _file ?? throw new Unavailable("The index of the search is being made.");
            return file.Ask(connection => question(connection, file));
        }
        finally
        {
            _gate.ExitReadLock();
        }
    }

    private sealed record Progress(double Share);
}
