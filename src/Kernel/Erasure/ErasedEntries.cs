using System.Globalization;
using System.Text;
using System.Text.Json;
using Bridgewatch.Kernel.Seal;

namespace Bridgewatch.Kernel.Erasure;

/// <summary>Entries of the journal that erasures name, written as <c>12-15 20</c>.</summary>
/// <remarks>Only an erasure that a trusted key has signed counts: whoever merely owns the database cannot hide an entry by
/// emptying it and writing an event about it.</remarks>
public sealed class ErasedEntries
{
    /// <summary>Entries that one event names.</summary>
    public const int LargestPart = 2_000;

    private readonly List<(long From, long To)> _ranges;

    private ErasedEntries(List<(long From, long To)> ranges)
    {
        ranges.Sort();
        _ranges = ranges;
    }

    public bool Contains(long seq)
    {
        var at = _ranges.BinarySearch((seq, long.MaxValue));
        if (at < 0) at = ~at - 1;
        // Ranges of different erasures never overlap: an entry is erased once.
        return at >= 0 && seq >= _ranges[at].From && seq <= _ranges[at].To;
    }

    /// <summary>Writes growing numbers as ranges.</summary>
    public static string Write(IEnumerable<long> seqs)
    {
        var ranges = new List<(long From, long To)>();
        foreach (var seq in seqs)
        {
            if (ranges.Count > 0 && ranges[^1].To == seq - 1) ranges[^1] = (ranges[^1].From, seq);
            else ranges.Add((seq, seq));
        }
        return string.Join(' ', ranges.Select(r => r.From == r.To
            ? r.From.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{r.From}-{r.To}")));
    }

    /// <summary>What an erasure signs.</summary>
    internal static byte[] Message(ErasureId erasure, string entries) => Encoding.UTF8.GetBytes($"bridgewatch erasure\n{erasure}\n{entries}");

    /// <param name="events">Data of the entries of type <see cref="PersonErased.Type"/>.</param>
    internal static ErasedEntries Read(IEnumerable<string> events, TrustedKeys trusted)
    {
        var ranges = new List<(long From, long To)>();
        foreach (var json in events)
        {
            if (Parse(json) is not { } erased) continue;
            if (trusted.Signed(erased.KeyId, Message(erased.Erasure, erased.Entries), Convert.FromBase64String(erased.Signature))) ranges.AddRange(Ranges(erased.Entries));
        }
        return new(ranges);
    }

    private static PersonErased? Parse(string json)
    {
        try
        {
            return KernelJson.Read<PersonErased>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<(long From, long To)> Ranges(string entries)
    {
        foreach (var range in entries.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = range.Split('-');
            if (long.TryParse(ends[0], CultureInfo.InvariantCulture, out var from) && long.TryParse(ends[^1], CultureInfo.InvariantCulture, out var to)) yield return (from, to);
        }
    }
}
