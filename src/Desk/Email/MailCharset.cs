using System.Text;
using MimeKit;
using MimeKit.Text;

namespace Bridgewatch.Desk.Email;

/// <summary>Reads the bytes of a text in the charset that it says, or, where it says none or another than it has, in the one that it has.</summary>
internal static class MailCharset
{
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What mail programs mean by a Latin charset, and by none.</summary>
    private static readonly Encoding s_western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <param name="warning">What was assumed against the mail's own word; null when nothing was.</param>
    public static string Read(TextPart part, byte[] bytes, out string? warning)
    {
        warning = null;
        var said = part.ContentType.Charset?.Trim();
        var declared = string.IsNullOrEmpty(said) ? null : Known(said);
        if (declared is null && part.TryDetectEncoding(out var detected, out var confidence) && confidence is TextEncodingConfidence.Certain) declared = detected;
        // By chance no text in a Latin charset is whole in UTF-8, and none in ASCII has other letters.
        if (declared is { CodePage: 20127 or 1252 } && !IsAscii(bytes) && (declared.CodePage == 20127 || TryRead(s_strictUtf8, bytes) is not null)) declared = null;
        if (declared is not null && TryRead(declared, bytes) is { } text) return Whole(text);
        if (declared is { CodePage: 65001 } && MostlyUtf8(bytes) is { } mended)
        {
            warning = "The text is not whole in its charset (utf-8): some characters are lost.";
            return Whole(mended);
        }
        if (IsAscii(bytes))
        {
            if (!string.IsNullOrEmpty(said) && declared is null && Known(said) is null) warning = $"The charset '{CleanText.Line(said)}' is unknown; the text has only plain letters.";
            return Whole(Encoding.ASCII.GetString(bytes));
        }
        var isUtf8 = TryRead(s_strictUtf8, bytes) is not null;
        var read = isUtf8 ? s_strictUtf8 : s_western;
        if (!(isUtf8 && string.IsNullOrEmpty(said)))
            warning = $"{(string.IsNullOrEmpty(said) ? "The text says no charset" : $"The text is not in the charset that it says ('{CleanText.Line(said)}')")}; it was read as {read.WebName}.";
        return Whole(read.GetString(bytes));
    }

    /// <returns>Null for one that nobody knows.</returns>
    public static Encoding? Known(string charset)
    {
        try
        {
            var name = charset.Trim('"', '\'', ' ');
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            // As browsers do: whoever says Latin 1 writes curly quotes, too.
            return encoding.CodePage == 28591 ? s_western : encoding;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? TryRead(Encoding encoding, byte[] bytes)
    {
        try
        {
            var strict = (Encoding)encoding.Clone();
            strict.DecoderFallback = DecoderFallback.ExceptionFallback;
            return strict.GetString(bytes);
        }
        catch (Exception exception) when (exception is DecoderFallbackException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A character cut in two on the way makes no other charset of the text.</summary>
    private static string? MostlyUtf8(byte[] bytes)
    {
        var text = Encoding.UTF8.GetString(bytes);
        var lost = text.Count(c => c == '\uFFFD');
        return text.Count(c => c > 127) - lost > lost ? text : null;
    }

    private static bool IsAscii(byte[] bytes) => Ascii.IsValid(bytes);

    private static string Whole(string text) => CleanText.Lines(text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'));
}
