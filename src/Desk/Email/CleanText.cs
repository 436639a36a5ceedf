using System.Text;

namespace Bridgewatch.Desk.Email;

/// <summary>Takes from text what no store and no page can hold: U+0000 and other control characters, and halves of characters.</summary>
internal static class CleanText
{
    /// <summary>Several lines; ends of lines become LF.</summary>
    public static string Lines(string text)
    {
        if (IsClean(text)) return text;
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').EnumerateRunes())
            if (!Rune.IsControl(rune) || rune.Value is '\n' or '\t') kept.Append(rune);
        return kept.ToString();
    }

    /// <summary>One line, as a field of a mail's head is. What was smuggled in to look like another field becomes a space.</summary>
    public static string Line(string text) => string.Join(' ', Lines(text).Split(['\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A decoded field holds the end of a line only when somebody encoded it to get it there.</summary>
    public static bool HoldsLineEnd(string text) => text.AsSpan().ContainsAny('\r', '\n', '\0');

    private static bool IsClean(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsControl(text[at]) && text[at] is not ('\n' or '\t')) return false;
            if (!char.IsSurrogate(text[at])) continue;
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])) return false;
            at++;
        }
        return true;
    }
}
