using Bridgewatch.Desk.Attachments;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Portal;

/// <summary>Gives a customer the files of their requests. What is not there and what is somebody else's give the portal's same page.</summary>
internal static class PortalFileDoor
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(PortalPaths.Home + "/requests/{number}/files/{file}", async (
            string number, string file, Reads reads, FileStore files, HttpContext http, CancellationToken ct) =>
            await Found(number, file, reads, found => Task.FromResult<IResult>(AttachmentEndpoints.Saved(found, files, http.Response)), ct))
            .ExcludeFromDescription();
        routes.MapGet(PortalPaths.Home + "/requests/{number}/files/{file}/picture", async (
            string number, string file, Reads reads, FileStore files, HttpContext http, CancellationToken ct) =>
            await Found(number, file, reads, async found => await AttachmentEndpoints.Drawn(found, large: true, files, http, ct), ct))
            .ExcludeFromDescription();
    }

    private static async Task<IResult> Found(string number, string file, Reads reads, Func<AttachmentResource, Task<IResult>> give, CancellationToken ct)
    {
        try
        {
            if (TicketNumber.TryParse(number, out var ticket) && AttachmentId.TryParse(file, out var id))
                return await give(await reads.From((PortalFileQueries q, CancellationToken c) => q.One(ticket, id, c), ct));
        }
        catch (NotVisible)
        {
            // As if it were not there.
        }
        return Results.NotFound();
    }
}
