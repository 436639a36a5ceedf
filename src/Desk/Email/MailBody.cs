using System.Net;
using Bridgewatch.Desk.Attachments;
using MimeKit;
using MimeKit.Cryptography;
using MimeKit.Text;
using MimeKit.Tnef;

namespace Bridgewatch.Desk.Email;

/// <summary>What the parts of a mail are for its reader: words, pictures within the words, and files.</summary>
internal sealed class MailBody
{
    private readonly List<MailedPart> parts = [];
    private readonly List<string> warnings;
    private Words packed = Words.None;

    private MailBody(List<string> warnings) => this.warnings = warnings;

    public string Text { get; private set; } = "";

    public string? Html { get; private set; }

    /// <summary>Its words come only as HTML.</summary>
    public bool IsHtmlOnly { get; private set; }

    public IReadOnlyList<MailedPart> Parts { get; private set; } = [];

    public static MailBody Of(MimeEntity? entity, List<string> warnings)
    {
        var body = new MailBody(warnings);
        var words = entity is null ? Words.None : body.Read(entity, isRoot: true);
        if (words.IsNone) words = body.packed;
        (body.Html, body.IsHtmlOnly) = (words.Html, words.Text is null && words.Html is not null);
        body.Text = words.Text ?? (words.Html is { } html ? HtmlText.Of(html) : "");
        body.Parts = [.. body.parts.Select(p => p with { Inline = IsShown(p, words.Html) })];
        return body;
    }

    /// <summary>The words of a part, as text, as HTML, or both.</summary>
    private sealed record Words(string? Text, string? Html)
    {
        public static Words None { get; } = new(null, null);

        public bool IsNone => string.IsNullOrWhiteSpace(Text) && string.IsNullOrWhiteSpace(Html);
    }

    private Words Read(MimeEntity entity, bool isRoot = false)
    {
        switch (entity)
        {
            case MultipartEncrypted encrypted:
                Warn("It is encrypted with PGP and cannot be read without the key.");
                foreach (var part in encrypted) Keep(part);
                return Words.None;
            case MultipartSigned signed:
                Warn($"It is signed ({(signed.ContentType.Parameters["protocol"]?.Contains("pgp", StringComparison.OrdinalIgnoreCase) is true ? "PGP" : "S/MIME")}); the signature was not checked.");
                return ReadFirst(signed);
            case MultipartAlternative alternative:
                return Alternative(alternative);
            case MultipartRelated related:
                return Related(related);
            case MultipartReport report:
                return ReadFirst(report);
            case Multipart multipart:
                return Mixed(multipart);
            case ApplicationPkcs7Mime secured:
                return Secured(secured);
            case TnefPart tnef:
                return Unpack(tnef);
            case TextPart text when IsWords(text, isRoot):
                return Read(text);
            default:
                Keep(entity);
                return Words.None;
        }
    }

    private Words ReadFirst(Multipart multipart)
    {
        var words = multipart.Count > 0 ? Read(multipart[0]) : Words.None;
        foreach (var other in multipart.Skip(1)) Keep(other);
        return words;
    }

    private Words Alternative(Multipart alternative)
    {
        var ways = alternative.Select(part => Read(part)).ToList();
        return new(ways.Find(w => !string.IsNullOrWhiteSpace(w.Text))?.Text, ways.FindLast(w => !string.IsNullOrWhiteSpace(w.Html))?.Html);
    }

    private Words Related(MultipartRelated related)
    {
        var root = related.Root;
        var words = root is null ? Words.None : Read(root);
        foreach (var other in related.Where(p => p != root)) Keep(other);
        return words;
    }

    /// <summary>Parts that follow each other, such as words, a picture, more words, and a footer of a list.</summary>
    private Words Mixed(Multipart multipart)
    {
        var all = multipart.Select(part => Read(part)).Where(w => !w.IsNone).ToList();
        if (all.Count == 0) return Words.None;
        if (all.Count == 1) return all[0];
        if (all.TrueForAll(w => w.Html is null)) return new(string.Join('\n', all.Select(w => w.Text!.TrimEnd('\n'))), null);
        return new(
            all.TrueForAll(w => w.Text is null) ? null : string.Join('\n', all.Select(w => (w.Text ?? HtmlText.Of(w.Html!)).TrimEnd('\n'))),
            string.Join('\n', all.Select(w => w.Html ?? $"<pre>{WebUtility.HtmlEncode(w.Text)}</pre>")));
    }

    private Words Secured(ApplicationPkcs7Mime secured)
    {
        if (secured.SecureMimeType is not SecureMimeType.SignedData)
        {
            Warn(secured.SecureMimeType is SecureMimeType.EnvelopedData or SecureMimeType.AuthEnvelopedData
                ? "It is encrypted with S/MIME and cannot be read without the key." : "It is packed with S/MIME in a way that is not opened here.");
            Keep(secured);
            return Words.None;
        }
        try
        {
            using var context = new TemporarySecureMimeContext();
            secured.Verify(context, out var entity);
            Warn("It is signed (S/MIME); the signature was not checked.");
            return Read(entity);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Warn("It is signed with S/MIME, but cannot be opened.");
            Keep(secured);
            return Words.None;
        }
    }

    /// <summary>Outlook's winmail.dat.</summary>
    private Words Unpack(TnefPart tnef)
    {
        try
        {
            using var message = tnef.ConvertToMessage();
            var before = parts.Count;
            var words = message.Body is { } body ? Read(body) : Words.None;
            if (words.IsNone && parts.Count == before) throw new FormatException("It holds nothing.");
            Warn("It came packed by Outlook (winmail.dat) and was unpacked.");
            if (packed.IsNone) packed = words;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Warn("It came packed by Outlook (winmail.dat), which cannot be unpacked.");
            Keep(tnef);
        }
        // Outlook sends the words beside it as well; only where there are no others do they count.
        return Words.None;
    }

    private static bool IsWords(TextPart part, bool isRoot)
    {
        if (part.ContentDisposition?.IsAttachment is true) return isRoot && part.FileName is null;
        return part.ContentType.MediaSubtype.ToUpperInvariant() is "PLAIN" or "HTML" or "ENRICHED" or "RICHTEXT" or "X-MARKDOWN" or "MARKDOWN" or "X-AMP-HTML"
            && (isRoot || part.FileName is null || part.ContentDisposition is not null);
    }

    private Words Read(TextPart part)
    {
        if (part.ContentType.IsMimeType("text", "x-amp-html")) return Words.None;
        var text = MailCharset.Read(part, Bytes(part), out var warning);
        if (warning is not null) Warn(warning);
        if (part.IsHtml) return new(null, text);
        if (text.Contains("-----BEGIN PGP MESSAGE-----", StringComparison.Ordinal)) Warn("A part of its text is encrypted with PGP and cannot be read without the key.");
        return new(part.IsFlowed ? Unwrapped(part, text) : text, null);
    }

    private static string Unwrapped(TextPart part, string text)
    {
        var deletes = part.ContentType.Parameters["delsp"]?.Equals("yes", StringComparison.OrdinalIgnoreCase) is true;
        return CleanText.Lines(new FlowedToText { DeleteSpace = deletes }.Convert(text).Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    private void Keep(MimeEntity entity)
    {
        var (name, content) = entity is MessagePart { Message: { } mail }
            ? ($"{(string.IsNullOrWhiteSpace(mail.Subject) ? "message" : CleanText.Line(mail.Subject))}.eml", Bytes(mail))
            : ((entity as MimePart)?.FileName, entity is MimePart part ? Bytes(part) : Bytes(entity));
        var type = entity.ContentType.MimeType.ToLowerInvariant();
        if (type is "text/calendar") Warn("It holds an invitation to an appointment, which can be opened with a calendar.");
        if (type is "message/external-body" or "message/partial") Warn($"A part of it is not here ({type}).");
        parts.Add(new(FileName.Clean(string.IsNullOrWhiteSpace(name) ? NameFor(type) : name), CleanText.Line(type), content.Length, Inline: entity.ContentDisposition?.IsAttachment is false)
        {
            Content = content,
            ContentId = entity.ContentId is { } id ? CleanText.Line(id).Trim('<', '>') : null,
        });
    }

    private static string NameFor(string type) => type switch
    {
        "text/calendar" => "invite.ics",
        "message/delivery-status" or "message/feedback-report" or "message/disposition-notification" => "report.txt",
        "text/rfc822-headers" => "headers.txt",
        "application/pkcs7-mime" => "smime.p7m",
        _ when type.StartsWith("image/", StringComparison.Ordinal) => $"picture{(MimeTypes.TryGetExtension(type, out var extension) ? extension : $".{type[6..]}")}",
        _ when MimeTypes.TryGetExtension(type, out var extension) => $"file{extension}",
        _ => "file",
    };

    private static byte[] Bytes(MimePart part)
    {
        using var content = new MemoryStream();
        try
        {
            part.Content?.DecodeTo(content);
        }
        catch (Exception exception) when (exception is IOException or FormatException)
        {
            // What could be decoded is there.
        }
        return content.ToArray();
    }

    private static byte[] Bytes(MimeMessage message)
    {
        using var content = new MemoryStream();
        message.WriteTo(content);
        return content.ToArray();
    }

    private static byte[] Bytes(MimeEntity entity)
    {
        using var content = new MemoryStream();
        entity.WriteTo(content, contentOnly: true);
        return content.ToArray();
    }

    /// <summary>A picture is shown where the HTML names it, or where its part stands; any other file only when the HTML names it.</summary>
    private static bool IsShown(MailedPart part, string? html) =>
        part.ContentId is { Length: > 0 } id && html?.Contains($"cid:{id}", StringComparison.OrdinalIgnoreCase) is true
        || part.Inline && part.Type.StartsWith("image/", StringComparison.Ordinal);

    private void Warn(string warning)
    {
        if (!warnings.Contains(warning)) warnings.Add(warning);
    }
}
