using System.Globalization;
using System.Text;

namespace Bridgewatch.Kernel.Search;

/// <summary>Words as the index knows them: runs of letters and digits, small, without accents.</summary>
public static class SearchWords
{
    /// <summary>Without the sign of marks: what people write finds no marks and makes none.</summary>
    internal static string Cleaned(string text) => text.Replace(SearchMark.Sign, ' ');

    /// <summary>A code as one word: <c>ERR_SSL_HANDSHAKE</c> becomes <c>errsslhandshake</c>, so that its beginning finds it.</summary>
    public static string Fused(string code) => string.Concat(In(code).Select(w => w.Folded));

    /// <summary>The words of a text, and where they stand in it.</summary>
    public static IEnumerable<SearchWord> In(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!IsPart(text, at)) continue;
            var start = at;
            while (at < text.Length && IsPart(text, at)) at++;
            yield return new(start, at - start, Folded(text.AsSpan(start, at - start)));
        }
    }

    private static bool IsPart(string text, int at)
    {
        if (char.IsAscii(text[at])) return char.IsAsciiLetterOrDigit(text[at]);
        // The second half of a character is what the first one is.
        if (char.IsLowSurrogate(text[at]) && at > 0) at--;
        return CharUnicodeInfo.GetUnicodeCategory(text, at) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber
            or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.NonSpacingMark;
    }

    private static string Folded(ReadOnlySpan<char> word)
    {
        if (Ascii.IsValid(word)) return word.ToString().ToLowerInvariant();
        var folded = new StringBuilder(word.Length);
        foreach (var c in word.ToString().Normalize(NormalizationForm.FormD))
        {
            if (char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) folded.Append(char.ToLowerInvariant(c));
        }
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }
}

/// <summary>A word of a text.</summary>
/// <param name="Folded">As the index knows it.</param>
public readonly record struct SearchWord(int Start, int Length, string Folded);
