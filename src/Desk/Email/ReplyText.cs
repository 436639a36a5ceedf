using System.Text.RegularExpressions;

namespace Bridgewatch.Desk.Email;

/// <summary>Finds the new part of a mail: what its sender wrote this time, without what they quote and without their signature.</summary>
/// <remarks>
/// <para>An agent reads it first, so that the rule is: what is certainly old or certainly a signature goes, and in doubt a line stays. Quotes go
/// wherever they stand, also above the answer and between the answers. A signature is what follows <c>--</c>, a line of a device
/// (<c>Sent from my …</c>), a short block after <c>Regards</c> and its like, and a last line <c>-Name</c>. Thanks, a name below it, and a
/// line of dashes between two parts of the text stay.</para>
/// <para>Takes time in proportion to the text, whatever is in it.</para>
/// </remarks>
public static class ReplyText
{
    /// <summary>A block after a closing is a signature when it has at most so many lines that are not empty.</summary>
    private const int LongestSignature = 12;

    private const int LongestSignatureLine = 100;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Regex s_device = new(
        @"^\s*[*_]{0,2}(?:Sent (?:from|with|via)|Get Outlook for|Gesendet (?:von|mit|aus)|Von meinem .{1,40} gesendet|Diese Nachricht wurde von meinem|Envoyé (?:de|depuis|à partir de)|"
        + @"Télécharger Outlook pour|Inviato (?:da|dal)|Enviado (?:desde|do|de|a partir do)|Enviada do|Verzonden (?:vanaf|met|via)|Verstuurd vanaf|Sendt fra|Skickat från|Lähetetty|Wysłane z|Wysłano z|"
        + @"Odesláno z|Отправлено (?:с|из)|Надіслано з|Gönderildi|iPhoneから送信|发自我的|從我的|나의 .{1,20}에서 보냄).{0,80}$", Options);

    /// <summary>What is said in a sentence is no line of a device.</summary>
    private static readonly Regex s_sentence = new(@"[,;!?]\s|[.!?]\s*$|(?:\S+\s+){9,}", Options);

    private static readonly Regex s_closing = new(
        @"^\s*(?:(?:with )?(?:best|kind|warm|warmest|kindest|many)?\s*regards|best wishes|(?:mit )?(?:freundlichen?|besten?|vielen|lieben?|herzlichen?|schönen?|sonnigen?) gr(?:ü|ue)(?:ß|ss)(?:e|en)?|"
        + @"viele gr(?:ü|ue)(?:ß|ss)e|mfg|cordialement|bien cordialement|bien à vous|salutations(?: distinguées)?|cordiali saluti|distinti saluti|saluti|saludos(?: cordiales)?|un saludo|atentamente|"
        + @"atenciosamente|cumprimentos|com os melhores cumprimentos|met vriendelijke groet(?:en)?|vriendelijke groet(?:en)?|mvh|med venlig hilsen|venlig hilsen|med vennlig hilsen|med vänliga hälsningar|vänliga hälsningar|"
        + @"ystävällisin terveisin|terveisin|pozdrawiam|z poważaniem|s pozdravem|üdvözlettel|с уважением|з повагою|saygılarımla|με εκτίμηση)\s*[,.!]?\s*$", Options);

    private static readonly Regex s_dashedName = new(@"^\s?[-–—]\p{Lu}[\p{L}.'’]{1,20}(?: \p{Lu}[\p{L}.'’-]{0,20}){0,2}\s*$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly Regex s_rule = new(@"^\s*[-_=*—–]{2,}\s*$", Options);

    private static readonly Regex s_underscores = new(@"^\s*_{2,}\s*$", Options);

    /// <returns>Lines end with LF; none at the beginning and at the end is empty. Empty when there is nothing new, as in a mail that is only passed on.</returns>
    public static string NewPart(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        return string.Join('\n', Trimmed(Kept(lines)));
    }

    private static List<string> Kept(string[] lines)
    {
        var kept = new List<string>();
        // After a signature in front of a quote, words count again once a quote has come: people answer below as well.
        var afterSignature = false;
        for (var at = 0; at < lines.Length; at++)
        {
            var line = lines[at];
            if (FenceFrom(lines, at) is { } end && !afterSignature)
            {
                kept.AddRange(lines[at..(end + 1)]);
                at = end;
                continue;
            }
            if (IsQuoted(line))
            {
                at = LastOfQuote(lines, at);
                afterSignature = false;
                // Where a quote was, a paragraph ends.
                if (kept.Count > 0 && kept[^1].Length > 0) kept.Add("");
                while (at + 1 < lines.Length && string.IsNullOrWhiteSpace(lines[at + 1])) at++;
                continue;
            }
            if (QuoteHeaders.AttributionAt(lines, at) is > 0 and var count)
            {
                if (!IsQuotedNext(lines, at + count)) break;
                at += count - 1;
                continue;
            }
            if (QuoteHeaders.BeginsEarlierMail(lines, at))
            {
                DropRules(kept);
                break;
            }
            if (IsDelimiter(line)) break;
            if (BeginsSignature(lines, at, kept)) afterSignature = true;
            if (!afterSignature) kept.Add(line.TrimEnd());
        }
        return kept;
    }

    /// <summary>Code between fences is never a quote or a signature.</summary>
    private static int? FenceFrom(string[] lines, int at)
    {
        if (!IsFence(lines[at])) return null;
        // Looked for only so far, so that many fences take no long time.
        for (var next = at + 1; next < lines.Length && next < at + 500; next++)
            if (IsFence(lines[next])) return next;
        return null;
    }

    private static bool IsFence(string line) => line.StartsWith("```", StringComparison.Ordinal);

    private static bool IsQuoted(string line) => line.AsSpan().TrimStart(" \u00A0\u200B\uFEFF") is ['>' or '＞', ..];

    /// <summary>With the ends of quoted lines that were wrapped on the way and lost their sign.</summary>
    private static int LastOfQuote(string[] lines, int at)
    {
        while (at + 1 < lines.Length && (IsQuoted(lines[at + 1]) || lines[at].Length >= 60 && lines[at + 1] is [>= 'a' and <= 'z', ..])) at++;
        return at;
    }

    private static bool IsQuotedNext(string[] lines, int at)
    {
        while (at < lines.Length && string.IsNullOrWhiteSpace(lines[at])) at++;
        return at < lines.Length && IsQuoted(lines[at]);
    }

    private static bool IsDelimiter(string line) => line.TrimEnd(' ', '\t', '\u00A0') is "--";

    private static bool BeginsSignature(string[] lines, int at, List<string> kept)
    {
        var line = lines[at];
        if (line.Length is 0 or > 200) return false;
        var isFirst = kept.Count == 0 || kept[^1].Length == 0;
        if (isFirst && s_device.IsMatch(line) && !s_sentence.IsMatch(WithoutAddress(line))) return true;
        if (s_closing.IsMatch(line)) return kept.Count > 0 && EndsSoon(lines, at + 1);
        if (isFirst && s_dashedName.IsMatch(line)) return kept.Count > 0 && EndsSoon(lines, at + 1, longest: 0);
        return s_underscores.IsMatch(line) && kept.Count > 0 && EndsSoon(lines, at + 1);
    }

    private static string WithoutAddress(string line) => line.IndexOf('<') is > 0 and var at ? line[..at] : line;

    /// <summary>Only a few short lines come before the quote or the end.</summary>
    private static bool EndsSoon(string[] lines, int from, int longest = LongestSignature)
    {
        var count = 0;
        for (var at = from; at < lines.Length; at++)
        {
            if (string.IsNullOrWhiteSpace(lines[at])) continue;
            if (IsQuoted(lines[at]) || IsDelimiter(lines[at]) || s_underscores.IsMatch(lines[at]) || QuoteHeaders.AttributionAt(lines, at) > 0 || QuoteHeaders.BeginsEarlierMail(lines, at)) return true;
            if (++count > longest || lines[at].Length > LongestSignatureLine) return false;
        }
        return true;
    }

    /// <summary>The line that a mail program draws above the head of what it quotes.</summary>
    private static void DropRules(List<string> kept)
    {
        while (kept.Count > 0 && (kept[^1].Length == 0 || s_rule.IsMatch(kept[^1]))) kept.RemoveAt(kept.Count - 1);
    }

    private static IEnumerable<string> Trimmed(List<string> lines) =>
        lines.SkipWhile(string.IsNullOrWhiteSpace).Reverse().SkipWhile(string.IsNullOrWhiteSpace).Reverse();
}
