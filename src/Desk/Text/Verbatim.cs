using System.Text;

namespace Bridgewatch.Desk.Text;

/// <summary>Words of a machine in our Markdown: they read as they were written and become neither markup, nor a link, nor a mention.</summary>
public static class Verbatim
{
    private const string Marks = "\\`*[]<>#|~!&@";

    /// <summary>The text with a backslash before whatever Markdown would act on. An underscore inside a word is left alone, so that
    /// names such as <c>ERR_TIMEOUT</c> are still found.</summary>
    public static string InMarkdown(string text)
    {
        var quoted = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (Marks.Contains(text[i], StringComparison.Ordinal) || (text[i] == '_' && !IsInsideWord(text, i))) quoted.Append('\\');
            quoted.Append(text[i]);
        }
        return quoted.ToString();
    }

    private static bool IsInsideWord(string text, int at) =>
        at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]);
}
