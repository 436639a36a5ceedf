using System.Security.Cryptography;
using System.Text;

namespace Bridgewatch.Governance.Practices;

/// <summary>Draws a few of many so that anybody who knows the seed draws the same, and nobody can choose which.</summary>
/// <remarks>Each record gets the SHA-256 of seed, line feed and name, all in UTF-8; the records with the smallest hashes, compared byte by byte, are the
/// sample, in that order. Whoever draws more gets the same ones first.</remarks>
public static class SeededDraw
{
    /// <summary>In words, for whoever draws again with another tool.</summary>
    public const string Rule = "SHA-256 of seed, line feed (U+000A) and record name in UTF-8, as lower-case hex; smallest first";

    /// <returns>The records drawn with their hashes, the smallest first, and of how many they were drawn.</returns>
    public static async Task<(IReadOnlyList<(string Hash, string Name)> Drawn, long Population)> Of(
        IAsyncEnumerable<string> names, string seed, int size, CancellationToken ct)
    {
        var (drawn, population) = (new SortedSet<(string Hash, string Name)>(Comparer<(string, string)>.Create(Compare)), 0L);
        await foreach (var name in names.WithCancellation(ct))
        {
            population++;
            var ticket = (Hash(seed, name), name);
            if (drawn.Count == size && Compare(ticket, drawn.Max) > 0) continue;
            drawn.Add(ticket);
            if (drawn.Count > size) drawn.Remove(drawn.Max);
        }
        return ([.. drawn], population);
    }

    /// <summary>By which a record is ordered.</summary>
    public static string Hash(string seed, string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{name}")));

    private static int Compare((string Hash, string Name) a, (string Hash, string Name) b) =>
        string.CompareOrdinal(a.Hash, b.Hash) is not 0 and var order ? order : string.CompareOrdinal(a.Name, b.Name);
}
