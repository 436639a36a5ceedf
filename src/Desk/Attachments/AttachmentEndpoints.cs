using System.Net.Mime;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Attachments;

/// <summary>Files in and out. What comes out can do nothing in a browser: it is saved, or it was drawn anew.</summary>
internal static class AttachmentEndpoints
{
    private const string Nothing = "default-src 'none'; sandbox; frame-ancestors 'none'";

    private const int Small = 480;

    private const int Large = 1_600;

    /// <summary>What a request consists of; it is read part by part.</summary>
    public sealed record Form(IFormFile File);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/tickets/{ticket}/attachments", async (
            TicketNumber ticket, [WordsOf(typeof(MessageKind))] string? @for, HttpRequest request, Uploads uploads, CancellationToken ct) =>
        {
            var brought = await uploads.Take(ticket, @for, request, ct);
            return TypedResults.Created($"/api/v1/tickets/{ticket}/attachments/{brought.Id}", brought);
        }).Accepts<Form>(MediaTypeNames.Multipart.FormData);
        api.MapGet("/tickets/{ticket}/attachments/{attachment}", async (TicketNumber ticket, AttachmentId attachment, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((AttachmentQueries q, CancellationToken c) => q.One(ticket, attachment, c), ct)));
        api.MapGet("/tickets/{ticket}/attachments/{attachment}/content", async (
            TicketNumber ticket, AttachmentId attachment, Reads reads, FileStore files, HttpResponse response, CancellationToken ct) =>
            Saved(await reads.From((AttachmentQueries q, CancellationToken c) => q.Content(ticket, attachment, c), ct), files, response));
        api.MapGet("/tickets/{ticket}/attachments/{attachment}/picture", async (
            TicketNumber ticket, AttachmentId attachment, bool? large, Reads reads, FileStore files, HttpContext http, CancellationToken ct) =>
            await Drawn(await reads.From((AttachmentQueries q, CancellationToken c) => q.Content(ticket, attachment, c), ct), large == true, files, http, ct));
    }

    /// <summary>For pages, whose session must not change anything below the API: the form's token says that a page of ours asks.</summary>
    public static void MapDoors(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/tickets/{ticket}/attachments", async (
            TicketNumber ticket, string? @for, HttpContext http, Uploads uploads, IAntiforgery forms, CancellationToken ct) =>
        {
            if (!await forms.IsRequestValidAsync(http)) throw new NotSignedIn();
            return TypedResults.Ok(await uploads.Take(ticket, @for, http.Request, ct));
        }).ExcludeFromDescription();
        routes.MapGet(MailedFile.Path + "{token}", async (string token, MailedFile links, Reads reads, FileStore files, HttpResponse response, CancellationToken ct) =>
        {
            var named = links.Read(token) ?? throw new NotVisible("file");
            return Saved(await reads.From((MailedFileQueries q, CancellationToken c) => q.One(named, c), ct), files, response);
        }).ExcludeFromDescription();
    }

    /// <summary>A picture, drawn anew.</summary>
    internal static async Task<Results<FileContentHttpResult, StatusCodeHttpResult>> Drawn(
        AttachmentResource found, bool large, FileStore files, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.ContentSecurityPolicy = Nothing;
        // Asked for again each time, since it may have been taken out; drawn again only where the browser has it no more.
        http.Response.Headers.CacheControl = "private, no-cache";
        var tag = $"\"{found.Sha256[..32]}{(large ? "l" : "s")}\"";
        http.Response.Headers.ETag = tag;
        if (http.Request.Headers.IfNoneMatch.Contains(tag)) return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        await using var content = found.Picture is null ? null : files.Open(found.Sha256);
        if (content is null || await Pictures.Draw(content, large ? Large : Small, ct) is not { } drawn) throw new NotVisible("picture");
        return TypedResults.File(drawn, MediaTypeNames.Image.Webp);
    }

    /// <summary>The content, to be saved and not shown.</summary>
    internal static FileStreamHttpResult Saved(AttachmentResource found, FileStore files, HttpResponse response)
    {
        var content = files.Open(found.Sha256) ?? throw new NotVisible("content of the file");
        response.Headers.ContentSecurityPolicy = Nothing;
        response.Headers.CacheControl = "private, no-store";
        return TypedResults.Stream(content, found.Type, found.Name, enableRangeProcessing: true);
    }
}
