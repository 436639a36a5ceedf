using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Bridgewatch.Desk.Attachments;

/// <summary>Reads a file from a request straight to the disk, after a look at who sends it, and brings it to a ticket.</summary>
public sealed class Uploads(Reads reads, Commands commands, FileStore files)
{
    /// <summary>Of a request: names of parts, boundaries, the file's name.</summary>
    private const int Around = 65_536;

    /// <param name="for">The word for a kind of message; null where that is open.</param>
    /// <exception cref="TooLarge">The file is larger than the setting allows.</exception>
    /// <exception cref="Invalid">There is no file in it, or one of a kind that is refused.</exception>
    public async Task<AttachmentResource> Take(TicketNumber ticket, string? @for, HttpRequest request, CancellationToken ct)
    {
        var settings = await reads.From((AttachmentQueries q, CancellationToken c) => q.Limits(ticket, c), ct);
        var use = Words.Read<MessageKind>("for", @for);
        if (request.ContentLength > settings.LargestFile + Around) throw new TooLarge(settings.LargestFile);
        // The setting decides, and the server's own limit must not be before it.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = settings.LargestFile + Around;
        return await commands.Send(new AddAttachment(ticket, use, await Keep(request, settings, ct)), ct);
    }

    private async Task<BroughtFile> Keep(HttpRequest request, AttachmentSettings settings, CancellationToken ct)
    {
        try
        {
            var reader = new MultipartReader(Boundary(request), request.Body);
            while (await reader.ReadNextSectionAsync(ct) is { } part)
            {
                if (part.AsFileSection() is { FileStream: { } content } file) return await Keep(FileName.Clean(file.FileName), content, settings, ct);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException || (exception is IOException && exception is not BadHttpRequestException))
        {
            throw new BadHttpRequestException("The parts of the request cannot be told apart.", exception);
        }
        throw new Invalid("file", RuleTexts.Of<DeskTexts>("rule.file-missing"));
    }

    /// <summary>Keeps a content and says what it is.</summary>
    /// <param name="name">A safe one; see <see cref="FileName"/>.</param>
    /// <exception cref="TooLarge">It is larger than the setting allows.</exception>
    /// <exception cref="Invalid">It is empty, or of a kind that is refused.</exception>
    public async Task<BroughtFile> Keep(string name, Stream content, AttachmentSettings settings, CancellationToken ct)
    {
        var type = FileKind.Unknown;
        var stored = await files.Keep(content, settings.LargestFile, file =>
        {
            type = FileKind.Of(file.Head);
            if (file.Size == 0) throw new Invalid("file", RuleTexts.Of<DeskTexts>("rule.file-empty"));
            if (settings.Refuses(name, type)) throw new Invalid("file", RuleTexts.Of<DeskTexts>("rule.file-refused", name));
        }, ct);
        if (!FileKind.IsPicture(type) || files.Open(stored.Sha256) is not { } picture) return new(name, type, stored.Size, stored.Sha256);
        await using (picture)
        {
            var size = Pictures.SizeOf(picture);
            return new(name, type, stored.Size, stored.Sha256, size?.Width, size?.Height);
        }
    }

    private static string Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 70 } boundary
            ? boundary.ToString()
            : throw new BadHttpRequestException("Send the file as multipart/form-data.", StatusCodes.Status415UnsupportedMediaType);
}
