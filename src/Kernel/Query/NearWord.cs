using Bridgewatch.Kernel.Search;

namespace Bridgewatch.Kernel.Query;

/// <summary>The known word that somebody probably meant.</summary>
internal static class NearWord
{
    public static string? Of(string typed, IEnumerable<string> known)
    {
        // Of a short word one slip is much already.
        var most = typed.Length <= 3 ? 1 : 2;
        var word = typed.ToLowerInvariant();
        if (word.Length is 0 or > 40) return null;
        return known.Select(k => (Word: k, Distance: Slips(word, k.ToLowerInvariant(), most)))
            .Where(k => k.Distance <= most).OrderBy(k => k.Distance).Select(k => k.Word).FirstOrDefault();
    }

    /// <summary>Two letters exchanged are one slip; a beginning is none.</summary>
    private static int Slips(string typed, string word, int most) =>
        typed.Length >= 3 && word.StartsWith(typed, StringComparison.Ordinal) ? 1 : SearchDictionary.Distance(typed, word, most);
}
