using Microsoft.Data.Sqlite;

namespace Bridgewatch.Kernel.Search;

/// <summary>The words that occur more than by chance, in memory: what a beginning may become, and what a mistyped word may mean.</summary>
/// <remarks>It has words of notes and of everybody's tickets: nobody is shown one of them before a search of their own found something by it.</remarks>
internal sealed class SearchDictionary
{
    public static readonly SearchDictionary Empty = new([], []);

    private const int MostEndings = 16;
    private const int MostNear = 3;

    /// <summary>In a large index a word of fewer things is a slip or a name.</summary>
    private const int FewestThings = 3;

    private const long Large = 10_000;

    private const int ShortestToMend = 3;

    /// <summary>Words of so many letters may differ in two places.</summary>
    private const int LongEnoughForTwo = 8;

    /// <summary>Ordinally.</summary>
    private readonly string[] _words;

    /// <summary>In how many things each occurs.</summary>
    private readonly int[] _things;

    private SearchDictionary(string[] words, int[] things) => (_words, _things) = (words, things);

    public static SearchDictionary Read(SqliteConnection connection, string kind, long documents)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT term, doc FROM {kind}_word WHERE doc >= $fewest";
        command.Parameters.AddWithValue("$fewest", documents < Large ? 1 : FewestThings);
        var found = new List<(string Word, int Things)>();
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var word = row.GetString(0);
            if (word.Length > 0 && word[0] != SearchMark.Sign && !word.Any(char.IsDigit)) found.Add((word, row.GetInt32(1)));
        }
        found.Sort((a, b) => string.CompareOrdinal(a.Word, b.Word));
        return new([.. found.Select(f => f.Word)], [.. found.Select(f => f.Things)]);
    }

    public bool Has(string word) => Array.BinarySearch(_words, word, StringComparer.Ordinal) >= 0;

    /// <summary>The most frequent words with this beginning.</summary>
    public IReadOnlyList<string> Endings(string beginning)
    {
        var at = Array.BinarySearch(_words, beginning, StringComparer.Ordinal);
        if (at < 0) at = ~at;
        var end = at;
        while (end < _words.Length && _words[end].StartsWith(beginning, StringComparison.Ordinal)) end++;
        return [.. Enumerable.Range(at, end - at).OrderByDescending(i => _things[i]).Take(MostEndings).Select(i => _words[i])];
    }

    /// <summary>Words that may have been meant, nearest and then most frequent first.</summary>
    public IReadOnlyList<string> Near(string word)
    {
        if (word.Length < ShortestToMend || word.Any(char.IsDigit)) return [];
        var most = word.Length < LongEnoughForTwo ? 1 : 2;
        var found = new List<(int Distance, int Things, string Word)>();
        for (var i = 0; i < _words.Length; i++)
        {
            if (Math.Abs(_words[i].Length - word.Length) > most) continue;
            var distance = Distance(word, _words[i], most);
            if (distance > 0 && distance <= most) found.Add((distance, _things[i], _words[i]));
        }
        return [.. found.OrderBy(f => f.Distance).ThenByDescending(f => f.Things).Take(MostNear).Select(f => f.Word)];
    }

    /// <summary>Letters put in, left out, exchanged, or two beside each other swapped (optimal string alignment); more than enough is not counted on.</summary>
    internal static int Distance(string a, string b, int most)
    {
        Span<int> before = stackalloc int[b.Length + 1], last = stackalloc int[b.Length + 1], row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
                least = Math.Min(least, row[j]);
            }
            if (least > most) return most + 1;
            var free = before;
            before = last;
            last = row;
            row = free;
        }
        return last[b.Length];
    }
}
