using System.Text;
using System.Text.RegularExpressions;
using Bridgewatch.Desk.Text;
using Bridgewatch.Desk.Tickets;
using Microsoft.Extensions.Localization;

namespace Bridgewatch.Desk.Email;

/// <summary>Turns what a customer wrote by mail into a message of the conversation: as they wrote it, with pictures in their place.</summary>
internal sealed class MailWords(IStringLocalizer<DeskTexts> words)
{
    /// <summary>Room for what is said below a text that was cut.</summary>
    private const int LongestText = Message.LongestBody - 10_000;

    /// <summary>Addresses stay links; pictures are named by their id, or, by Gmail, by their name.</summary>
    private static readonly Regex s_special = new(@"https?://[^\s<>()""]+|\[cid:(?<id>[^\]\s]+)\]|\[image: (?<name>[^\]\n]+)\]", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <param name="refused">Names of files that are not taken.</param>
    /// <returns>Markdown, never empty.</returns>
    public string Of(ParsedMail mail, IReadOnlyList<KeptPart> parts, IReadOnlyList<string> refused)
    {
        var reply = ReplyText.NewPart(mail.TextWithPictures);
        var text = !string.IsNullOrWhiteSpace(reply) ? reply : !string.IsNullOrWhiteSpace(mail.TextWithPictures) ? mail.TextWithPictures.Trim() : words["mail.no-text"].Value;
        var (body, placed) = (new StringBuilder(), new HashSet<KeptPart>());
        foreach (var line in text.Split('\n'))
        {
            if (body.Length + line.Length > LongestText)
            {
                body.Append('\n').Append(words["mail.cut"].Value).Append('\n');
                break;
            }
            Write(line, body, parts, placed);
            body.Append('\n');
        }
        foreach (var part in parts.Where(p => p.IsPicture && p.Part.Inline && !placed.Contains(p) && !IsNamed(mail, p))) body.Append('\n').Append(part.Shown).Append('\n');
        foreach (var name in refused) body.Append('\n').Append(words["mail.refused-file", Verbatim.InMarkdown(name)].Value).Append('\n');
        return body.ToString().TrimEnd();
    }

    private static void Write(string line, StringBuilder body, IReadOnlyList<KeptPart> parts, HashSet<KeptPart> placed)
    {
        // A line of dashes below a text would make it a heading.
        if (line.Length > 0 && line.AsSpan().Trim(" -=").Length == 0) body.Append('\\');
        var at = 0;
        foreach (Match match in s_special.Matches(line))
        {
            body.Append(Verbatim.InMarkdown(line[at..match.Index]));
            body.Append(Picture(match, parts) is { } part && placed.Add(part) ? part.Shown : match.Value.StartsWith('[') ? Verbatim.InMarkdown(match.Value) : match.Value);
            at = match.Index + match.Length;
        }
        body.Append(Verbatim.InMarkdown(line[at..]));
    }

    private static KeptPart? Picture(Match match, IReadOnlyList<KeptPart> parts) =>
        match.Groups["id"] is { Success: true } id ? parts.FirstOrDefault(p => p.IsPicture && p.Part.ContentId == id.Value)
        : match.Groups["name"] is { Success: true } name ? parts.FirstOrDefault(p => p.IsPicture && p.Part.Name == name.Value)
        : null;

    /// <summary>In a quote or a signature: it is a file of the message, and not shown.</summary>
    private static bool IsNamed(ParsedMail mail, KeptPart part) => part.Part.ContentId is { } id && mail.TextWithPictures.Contains($"[cid:{id}]", StringComparison.Ordinal);
}
