using System.Text.RegularExpressions;
using MimeKit;

namespace Bridgewatch.Desk.Email;

/// <summary>What a mail server says of one address.</summary>
/// <param name="Diagnostic">What the other side answered, on one line; null when nothing is quoted.</param>
/// <param name="Around">The lines about it.</param>
/// <param name="RefusedContent">It was said after the mail itself had been sent, so that the address had been taken.</param>
internal sealed record BouncePassage(string? Diagnostic, string Around, bool RefusedContent);

/// <summary>Reads the words in which mail servers tell people of a failed delivery.</summary>
internal static class BounceWords
{
    private const int LongestWords = 100_000;

    private const int LongestDiagnostic = 1000;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Regex s_originalMail = new(
        @"^\s*-{2,}\s*(?:original message|this is a copy of (?:the|your) message|below this line is a copy of the message|ursprüngliche nachricht|message header follows|the header of the original message|undelivered message|message text follows).*$",
        Options | RegexOptions.Multiline);

    private static readonly Regex s_reply = new(@"(?:^|[^0-9.#])(?<reply>[45][0-9]{2}(?:[ -][0-9a-z#<\[:].{0,800}))", Options);

    private static readonly Regex s_answer = new(@"^\s*<<<\s*(?<answer>[45][0-9]{2}[ -].*)$", Options);

    private static readonly Regex s_address = new(@"[^\s<>()\[\];:,""]+@[a-z0-9.-]+\.[a-z0-9-]+", Options);

    private static readonly Regex s_recipientLine = new(@"^\s*(?:<(?<address>[^<>\s]+@[^<>\s]+)>|(?<address>[^<>\s:;,""()]+@[^<>\s:;,""()]+))\s*(?::.*|\(.*|\.\.\..*)?$", Options);

    private static readonly Regex s_rcpt = new(@"RCPT TO:\s*<(?<address>[^<>\s]+@[^<>\s]+)>", Options);

    private static readonly Regex s_late = new(
        @"has(?: not yet| been)? (?:been )?delayed|\(delay\)|warning message only|will be retried|could not be delivered for the last|not yet been delivered|still (?:trying|being retried)|do not need to resend|delivery delayed", Options);

    private static readonly Regex s_data = new(@"in reply to (?:end of )?data command", Options);

    /// <summary>What the server says itself, without the mail that it gives back.</summary>
    public static string BeforeTheMail(string words)
    {
        if (words.Length > LongestWords) words = words[..LongestWords];
        return s_originalMail.Match(words) is { Success: true, Index: > 0 } match ? words[..match.Index] : words;
    }

    public static bool IsOnlyLate(string words) => s_late.IsMatch(words) && !words.Contains("failed permanently", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whom it names: by a field that some servers add, on lines of their own, in the dialogue, or as the one whom the mail given back was for.</summary>
    public static IReadOnlyList<string> Recipients(MimeMessage message, string words)
    {
        if (message.Headers["X-Failed-Recipients"] is { } failed && s_address.Matches(failed) is { Count: > 0 } named) return Each(named.Select(m => m.Value));
        var onLines = words.Split('\n').Select(l => s_recipientLine.Match(l.Length > 500 ? l[..500] : l)).Where(m => m.Success).Select(m => m.Groups["address"].Value);
        var writers = message.To.Mailboxes.Select(m => m.Address).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (Each(onLines.Where(a => !writers.Contains(a))) is { Count: > 0 } lines) return lines;
        if (Each(s_rcpt.Matches(words).Select(m => m.Groups["address"].Value)) is { Count: > 0 } asked) return asked;
        var returned = message.BodyParts.OfType<MessagePart>().Select(p => p.Message).FirstOrDefault(m => m is not null);
        return returned is null ? [] : Each(returned.To.Mailboxes.Select(m => m.Address).Where(a => a is { Length: > 0 }));
    }

    private static IReadOnlyList<string> Each(IEnumerable<string> addresses) => [.. addresses.Select(a => a.Trim('<', '>', '.', ',', '\'')).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The passage about an address, or everything where it is not named.</summary>
    public static BouncePassage About(string words, string? final, string? original, string said)
    {
        words = BeforeTheMail(words);
        var lines = words.Split('\n');
        var at = LineOf(lines, final) is >= 0 and var named ? named : LineOf(lines, original);
        var around = at < 0 ? words : Passage(lines, at);
        var all = CleanText.Line(around);
        var diagnostic = Answer(lines) ?? (s_reply.Match(all) is { Success: true } reply ? reply.Groups["reply"].Value.Trim() : null) ?? Reason(lines, at, final);
        return new(Short(diagnostic), all, s_data.IsMatch(all) || RefusedAfterData(lines, said.Length > 0 ? said : diagnostic));
    }

    private static int LineOf(string[] lines, string? address) =>
        address is null ? -1 : Array.FindIndex(lines, l => l.Contains(address, StringComparison.OrdinalIgnoreCase));

    /// <summary>From the line that names the address to the next gap that no indented line follows.</summary>
    private static string Passage(string[] lines, int at)
    {
        var end = at + 1;
        while (end < lines.Length && end < at + 25 && !(lines[end].Length > 0 && s_recipientLine.IsMatch(lines[end]))) end++;
        return string.Join('\n', lines[at..end]);
    }

    /// <summary>What the other side answered in a dialogue.</summary>
    private static string? Answer(string[] lines) => lines.Select(l => s_answer.Match(l)).FirstOrDefault(m => m.Success)?.Groups["answer"].Value.Trim();

    /// <summary>Without a code, what stands below or behind the address.</summary>
    private static string? Reason(string[] lines, int at, string? address)
    {
        if (at < 0) return null;
        var behind = address is null ? "" : lines[at][(lines[at].IndexOf(address, StringComparison.OrdinalIgnoreCase) + address.Length)..].TrimStart('>', ':', ' ');
        var rest = lines.Skip(at + 1).SkipWhile(l => behind.Length == 0 && string.IsNullOrWhiteSpace(l)).TakeWhile(l => !string.IsNullOrWhiteSpace(l));
        var text = CleanText.Line($"{behind} {string.Join(' ', rest)}");
        return text.Length == 0 ? null : text;
    }

    /// <summary>In a dialogue the last command before the answer says what was refused.</summary>
    private static bool RefusedAfterData(string[] lines, string? answer)
    {
        if (answer is null) return false;
        var begin = answer.Length > 30 ? answer[..30] : answer;
        var command = "";
        foreach (var line in lines)
        {
            if (line.StartsWith(">>> ", StringComparison.Ordinal)) command = line[4..];
            else if (line.StartsWith("<<<", StringComparison.Ordinal) && line.Contains(begin, StringComparison.OrdinalIgnoreCase)) return command.StartsWith("DATA", StringComparison.OrdinalIgnoreCase) || command is ".";
        }
        return false;
    }

    private static string? Short(string? text) => text is null ? null : text.Length > LongestDiagnostic ? text[..LongestDiagnostic] : text;
}
