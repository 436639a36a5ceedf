using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Bridgewatch.Catalog.Naming;

/// <summary>A short name for addresses and rules: small letters, digits and hyphens.</summary>
public static partial class Slug
{
    /// <summary>Of one segment.</summary>
    public const int Longest = 63;

    public static bool IsSegment(string? text) => text is not null && Segment.IsMatch(text);

    /// <summary>What a name becomes: <c>Zürich Sync, v2</c> is <c>zurich-sync-v2</c>. Empty when nothing of it can be kept.</summary>
    public static string From(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var letter in Decompose(name).ToLowerInvariant())
        {
            if (letter is (>= 'a' and <= 'z') or (>= '0' and <= '9')) plain.Append(letter);
            else if (letter == 'ß') plain.Append("ss");
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark && plain is [.., not '-']) plain.Append('-');
        }
        var slug = plain.ToString();
        return (slug.Length > Longest ? slug[..Longest] : slug).Trim('-');
    }

    private static string Decompose(string name)
    {
        try
        {
            return name.Normalize(NormalizationForm.FormD);
        }
        catch (ArgumentException)
        {
            return name;
        }
    }

    [GeneratedRegex(@"\A[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex Segment { get; }
}
