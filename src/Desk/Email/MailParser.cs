using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using MimeKit;
using MimeKit.Utils;
using NodaTime;

namespace Bridgewatch.Desk.Email;

/// <summary>Reads a mail, however broken it is. The same bytes give the same mail.</summary>
public static class MailParser
{
    /// <summary>In bytes. What is larger no mail server sends.</summary>
    public const int Largest = 150_000_000;

    private const int MostReferences = 500;

    private static readonly ParserOptions s_options = Options();

    private static readonly Regex s_address = new(@"[^\s<>()\[\]:;,""@]+@[^\s<>()\[\]:;,""@]+", RegexOptions.NonBacktracking);

    private static readonly Regex s_messageId = new(@"^message-id:\s*<(?<id>[^<>\s]+)>", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.Multiline);

    private static readonly HashSet<string> s_known = new(
        ["From", "To", "Cc", "Subject", "Date", "Message-Id", "Received", "Return-Path", "Reply-To", "Sender", "Mime-Version", "Content-Type", "Delivered-To"], StringComparer.OrdinalIgnoreCase);

    /// <param name="own">Our own addresses: a mail that comes from one of them goes in a circle.</param>
    /// <exception cref="UnreadableMail">It is no mail.</exception>
    public static ParsedMail Parse(ReadOnlyMemory<byte> raw, IReadOnlyCollection<string>? own = null)
    {
        using var message = Load(raw);
        var warnings = new List<string>();
        var body = MailBody.Of(message.Body, warnings);
        var html = Shown(body.Html, warnings);
        var reports = DeliveryReports.Of(message, body.Text);
        var text = (body.IsHtmlOnly ? HtmlText.WithoutPictures(body.Text) : body.Text).TrimEnd();
        var (from, date) = (Writer(message, warnings), DateOf(message, warnings));
        return new(
            from, People(message.To), People(message.Cc), Subject(message, warnings), Id(message.MessageId), References(message, HeaderId.InReplyTo).FirstOrDefault(),
            [.. References(message, HeaderId.References)], date, text, html, ReplyText.NewPart(text), body.Parts,
            AutomaticMail.KindOf(message, own ?? [], reports), reports.Bounces, warnings)
        {
            TextWithPictures = body.Text,
            ThreadIndex = message.Headers["Thread-Index"]?.Trim(),
            ReturnedMailId = reports.IsReport || reports.Bounces.Count > 0 ? Returned(message) : null,
            DeliveredTo = DeliveredTo(message),
        };
    }

    /// <summary>Reads a body without a head.</summary>
    public static ParsedMail ParseBody(string body, bool isHtml)
    {
        var warnings = new List<string>();
        var clean = CleanText.Lines(body.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'));
        var text = isHtml ? HtmlText.WithoutPictures(HtmlText.Of(clean)) : clean;
        return new(null, [], [], "", null, null, [], null, text, isHtml ? Shown(clean, warnings) : null, ReplyText.NewPart(text), [], AutomaticKind.None, [], warnings);
    }

    private static MimeMessage Load(ReadOnlyMemory<byte> raw)
    {
        if (raw.Length == 0) throw new UnreadableMail("It is empty.");
        if (raw.Length > Largest) throw new UnreadableMail($"It is larger than {Largest / 1_000_000} MB.");
        try
        {
            var content = WithoutEnvelope(raw.Span).ToArray();
            var message = Load(content, s_options);
            if (CharsetOfHead(message) is { } charset)
            {
                message.Dispose();
                var options = Options();
                options.CharsetEncoding = charset;
                message = Load(content, options);
            }
            if (message.Headers.Any(h => s_known.Contains(h.Field))) return message;
            message.Dispose();
            throw new UnreadableMail("It is no mail: there is no sender, recipient, subject or date at its head.");
        }
        catch (Exception exception) when (exception is FormatException or IOException or ArgumentException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new UnreadableMail($"It is no mail, or too broken to be taken apart: {exception.Message}", exception);
        }
    }

    private static MimeMessage Load(byte[] content, ParserOptions options) => MimeMessage.Load(options, new MemoryStream(content, writable: false), persistent: true);

    private static ParserOptions Options()
    {
        // Without it the charsets of half the world are unknown, also in fields of the head.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return new() { MaxMimeDepth = 100, MaxAddressGroupDepth = 8 };
    }

    /// <summary>A head with letters beyond ASCII that is not in UTF-8 is in the charset of its text, since one program wrote both.</summary>
    private static Encoding? CharsetOfHead(MimeMessage message)
    {
        var isForeign = message.Headers.Any(h => h.Id is HeaderId.Subject or HeaderId.From or HeaderId.To or HeaderId.Cc && !Utf8.IsValid(h.RawValue));
        var charset = isForeign ? message.BodyParts.OfType<TextPart>().Select(p => p.ContentType.Charset).FirstOrDefault(c => !string.IsNullOrEmpty(c)) : null;
        return charset is null ? null : MailCharset.Known(charset);
    }

    /// <summary>Mailboxes in one file begin each mail with a line that is no field.</summary>
    private static ReadOnlySpan<byte> WithoutEnvelope(ReadOnlySpan<byte> raw)
    {
        while (raw is [(byte)'\r' or (byte)'\n', ..]) raw = raw[1..];
        return raw.StartsWith("From "u8) && raw.IndexOf((byte)'\n') is >= 0 and var end ? raw[(end + 1)..] : raw;
    }

    private static string? Shown(string? html, List<string> warnings)
    {
        if (html is null) return null;
        if (HtmlText.IsTooDeep(html))
        {
            warnings.Add("Its HTML is nested too deep to be shown; only its words are.");
            return null;
        }
        var safe = MailHtml.Safe(html, out var remote);
        if (remote > 0) warnings.Add($"{(remote == 1 ? "A picture lies" : $"{remote} pictures lie")} elsewhere and {(remote == 1 ? "is" : "are")} not loaded.");
        return safe;
    }

    private static MailPerson? Writer(MimeMessage message, List<string> warnings)
    {
        var writers = People(message.From);
        if (writers.Count > 1) warnings.Add("It names several writers; the first counts.");
        if (writers is [var first, ..]) return first;
        // An address that breaks the rules can still be read.
        if (message.Headers[HeaderId.From] is { } field && s_address.Match(field) is { Success: true } match)
        {
            warnings.Add("The writer's field breaks the rules; only the address was taken.");
            return new(null, CleanText.Line(match.Value));
        }
        if (message.Sender is { Address.Length: > 0 } sender)
        {
            warnings.Add("It names no writer; its sender counts.");
            return Person(sender);
        }
        warnings.Add(message.Headers.Contains(HeaderId.From) ? "The writer's field holds no address." : "It names no writer.");
        return null;
    }

    private static List<MailPerson> People(InternetAddressList list) =>
        [.. list.Mailboxes.Where(m => m.Address is { Length: > 0 } address && address.Contains('@')).Select(Person).Take(MostReferences)];

    private static MailPerson Person(MailboxAddress address) =>
        new(CleanText.Line(address.Name ?? "") is { Length: > 0 } name && name != address.Address ? name : null, CleanText.Line(address.Address));

    private static string Subject(MimeMessage message, List<string> warnings)
    {
        if (message.Headers.FirstOrDefault(h => h.Id == HeaderId.Subject) is not { } field) return "";
        // The library takes the ends of lines out that somebody encoded to smuggle in another field.
        var folded = Encoding.Latin1.GetString(field.RawValue).Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n ", " ", StringComparison.Ordinal).Replace("\n\t", " ", StringComparison.Ordinal).Trim();
        var decoded = Rfc2047.DecodeText(Encoding.Latin1.GetBytes(folded));
        if (!CleanText.HoldsLineEnd(decoded)) return CleanText.Line(message.Subject ?? "");
        warnings.Add("The subject held ends of lines, which were taken out.");
        return CleanText.Line(decoded);
    }

    private static string? Id(string? id) => id is null || CleanText.Line(id).Trim('<', '>', ' ') is not { Length: > 0 } clean ? null : clean;

    private static IEnumerable<string> References(MimeMessage message, HeaderId field) =>
        message.Headers.Where(h => h.Id == field).SelectMany(h => MimeUtils.EnumerateReferences(h.RawValue, 0, h.RawValue.Length))
            .Select(Id).OfType<string>().Distinct(StringComparer.Ordinal).Take(MostReferences);

    private static Instant? DateOf(MimeMessage message, List<string> warnings)
    {
        if (message.Date.Year > 1) return At(message.Date);
        var stated = message.Headers.Contains(HeaderId.Date);
        foreach (var received in message.Headers.Where(h => h.Id == HeaderId.Received))
        {
            if (received.Value.LastIndexOf(';') is not (>= 0 and var at) || !DateUtils.TryParse(received.Value[(at + 1)..], out var taken)) continue;
            warnings.Add(stated ? "Its date cannot be read; the time at which the last server took it counts." : "It has no date; the time at which the last server took it counts.");
            return At(taken);
        }
        warnings.Add(stated ? "Its date cannot be read." : "It has no date.");
        return null;
    }

    private static Instant? At(DateTimeOffset time) => Instant.FromDateTimeOffset(time);

    /// <summary>Whole, or its head alone.</summary>
    private static string? Returned(MimeMessage message)
    {
        foreach (var part in message.BodyParts)
        {
            if (part is MessagePart { Message: { } returned }) return Id(returned.MessageId);
            if (part is TextPart head && head.ContentType.IsMimeType("text", "rfc822-headers") && s_messageId.Match(head.Text) is { Success: true } match) return Id(match.Groups["id"].Value);
        }
        return null;
    }

    private static List<string> DeliveredTo(MimeMessage message)
    {
        var fields = message.Headers.Where(h => h.Id is HeaderId.To or HeaderId.Cc || h.Field.ToUpperInvariant() is "DELIVERED-TO" or "X-ORIGINAL-TO" or "ENVELOPE-TO" or "X-DELIVERED-TO");
        return [.. fields.SelectMany(f => s_address.Matches(f.Value).Select(m => m.Value.ToLowerInvariant())).Distinct().Take(MostReferences)];
    }
}
