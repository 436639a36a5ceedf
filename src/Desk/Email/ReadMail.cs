using Bridgewatch.Desk.Attachments;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Email;

/// <summary>The mail as it was read before the transaction, its files kept.</summary>
internal sealed class ReadMail(Settings settings, Uploads uploads, MailWords words)
{
    /// <summary>Signatures, which say nothing to a reader.</summary>
    private static readonly string[] s_leftOut = ["application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"];

    /// <summary>False while nothing was read, as when another node took it in.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Null when it cannot be read; then <see cref="Problem"/> says why.</summary>
    public ParsedMail? Mail { get; private set; }

    public string? Problem { get; private set; }

    /// <summary>What the writer said this time, in Markdown.</summary>
    public string Body { get; private set; } = "";

    public IReadOnlyList<BroughtFile> Files { get; private set; } = [];

    /// <param name="content">Null when its bytes are gone.</param>
    /// <param name="own">Addresses of ours.</param>
    public async Task From(Stream? content, IReadOnlyCollection<string> own, CancellationToken ct)
    {
        IsDone = true;
        try
        {
            if (content is null) throw new UnreadableMail("Its bytes are gone.");
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes, ct);
            Mail = MailParser.Parse(bytes.ToArray(), own);
        }
        catch (UnreadableMail exception)
        {
            Problem = exception.Message;
            return;
        }
        // What a machine sent becomes no message.
        if (Mail.Auto == AutomaticKind.None) await Keep(Mail, ct);
    }

    private async Task Keep(ParsedMail mail, CancellationToken ct)
    {
        var limits = await settings.Get<AttachmentSettings>(ct);
        var (kept, refused) = (new List<KeptPart>(), new List<string>());
        foreach (var part in mail.Attachments.Where(a => !s_leftOut.Contains(a.Type)))
        {
            try
            {
                if (kept.Count == limits.MostOfMessage) throw new TooLarge(limits.LargestFile);
                var file = await uploads.Keep(part.Name, new MemoryStream(part.Content, writable: false), limits, ct);
                kept.Add(new(part, file with { Id = AttachmentId.New() }));
            }
            catch (Exception exception) when (exception is Invalid or TooLarge)
            {
                // A customer's mail is not refused for a file; it says which one is missing.
                refused.Add(part.Name);
            }
        }
        (Body, Files) = (words.Of(mail, kept, refused), kept.ConvertAll(k => k.File));
    }
}

/// <summary>A part of a mail and the file that it became.</summary>
internal sealed record KeptPart(MailedPart Part, BroughtFile File)
{
    public bool IsPicture => File.Width is not null;

    /// <summary>As the conversation shows it in its place.</summary>
    public string Shown => $"![{Text.Verbatim.InMarkdown(File.Name)}]({Text.SafeHtml.PictureScheme}{File.Id})";
}
