using System.Collections.Concurrent;
using System.Diagnostics;

namespace Bridgewatch.Kernel;

/// <summary>Answers to one question that this node keeps in memory until a fact makes them old.</summary>
/// <remarks>Facts committed on this node count at once, those of other nodes as soon as the journal shows them. An answer that is found within
/// a transaction is not kept: the transaction may come to nothing.</remarks>
/// <typeparam name="TKey">What is asked for.</typeparam>
/// <typeparam name="TAnswer">Immutable, since everybody gets the same one.</typeparam>
public sealed class Remembered<TKey, TAnswer> where TKey : notnull where TAnswer : class
{
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<TKey, (TAnswer Answer, long At)> _known = new();
    private readonly TimeSpan _atMost;
    private int _version;

    /// <param name="news">Where facts are heard of.</param>
    /// <param name="isOld">Whether a fact of this journal type makes answers old. All are let go: such facts are rare.</param>
    /// <param name="atMost">For answers that must not be trusted for long when the journal of another node is late; without it they are kept.</param>
    public Remembered(FactNews news, Func<string, bool> isOld, TimeSpan? atMost = null)
    {
        _atMost = atMost ?? TimeSpan.MaxValue;
        news.Heard += types =>
        {
            if (types.Any(isOld)) Forget();
        };
    }

    /// <summary>The remembered answer, or the one found now. That there is none is not remembered.</summary>
    public async ValueTask<TAnswer?> Get(TKey key, Envelope envelope, Func<Task<TAnswer?>> find)
    {
        if (_known.TryGetValue(key, out var known) && Stopwatch.GetElapsedTime(known.At) < _atMost) return known.Answer;
        var (version, asked) = (Volatile.Read(ref _version), Stopwatch.GetTimestamp());
        var found = await find();
        if (found is not null && !envelope.InTransaction && version == Volatile.Read(ref _version))
        {
            if (_known.Count >= Most) _known.Clear();
            _known[key] = (found, asked);
        }
        return found;
    }

    /// <summary>The remembered answer, where there is one; nothing is asked.</summary>
    public bool TryGet(TKey key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TAnswer? answer)
    {
        answer = _known.TryGetValue(key, out var known) && Stopwatch.GetElapsedTime(known.At) < _atMost ? known.Answer : null;
        return answer is not null;
    }

    private void Forget()
    {
        Interlocked.Increment(ref _version);
        _known.Clear();
    }
}

/// <summary>Journal types of what was just committed, here or elsewhere. The same facts may be heard of twice.</summary>
public sealed class FactNews : IDisposable
{
    private readonly IDisposable _subscription;

    public FactNews(JournalFeed feed) => _subscription = feed.Subscribe(entries => Tell(entries.Select(e => e.Type)));

    internal event Action<IReadOnlyCollection<string>>? Heard;

    internal void Tell(IEnumerable<string> types) => Heard?.Invoke([.. types.Distinct()]);

    public void Dispose() => _subscription.Dispose();
}
