using System.Text;

namespace Bridgewatch.Catalog.Lists;

/// <summary>The one column by which a list is ordered, found by prefix, and continued: the name in small letters, then the id.</summary>
/// <remarks>Unique, so that a page goes on after exactly one row; compared byte by byte on both engines, so that both agree.</remarks>
public static class ListKey
{
    /// <summary>Names beyond this sort by their beginning.</summary>
    private const int LongestPart = 100;

    public const int Longest = LongestPart + 1 + 32;

    /// <summary>Above every character that a name can hold, for the end of a prefix's range.</summary>
    private const string Last = "\U0010FFFF";

    private const char Gap = '\t';

    public static string Of(string name, Guid id) => $"{Fold(name)}{Gap}{id:N}";

    /// <summary>Small letters, composed, without characters that would disturb the order.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(Math.Min(text.Length, LongestPart));
        foreach (var rune in text.Trim().ToLowerInvariant().EnumerateRunes())
        {
            if (Rune.IsControl(rune)) continue;
            if (folded.Length + rune.Utf16SequenceLength > LongestPart) break;
            folded.Append(rune);
        }
        return folded.ToString();
    }

    /// <summary>All keys that begin as the text does lie from the first to before the second.</summary>
    public static (string From, string Until) Range(string prefix) => Fold(prefix) is var folded ? (folded, folded + Last) : default;
}
