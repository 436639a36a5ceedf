using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Views;

/// <summary>Views at the API.</summary>
internal static class ViewEndpoints
{
    public sealed record Body(
        Given<string> Name, Given<string> Query, Given<TicketOrder?> Sort, Given<IReadOnlyList<TicketColumn>?> Columns, Given<ViewSharing> Sharing, Given<TeamId?> Team);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/views", async (string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((ViewQueries q, CancellationToken c) => q.All(c), ct), limit, cursor, count)));
        api.MapGet("/views/{view}", async (ViewId view, Reads reads, CancellationToken ct) =>
        {
            var found = await reads.From((ViewQueries q, CancellationToken c) => q.One(view, c), ct);
            return Tagged.Ok(found, found.Version);
        });
        api.MapPost("/views", async (SaveView body, Commands commands, CancellationToken ct) =>
        {
            var view = await commands.Send(body, ct);
            return TypedResults.Created($"/api/v1/views/{view.Id}", view);
        });
        api.MapPatch("/views/{view}", async (ViewId view, Body body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new ChangeView(view, body.Name, body.Query, body.Sort, body.Columns, body.Sharing, body.Team), ct);
            return TypedResults.NoContent();
        });
        api.MapDelete("/views/{view}", async (ViewId view, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new DropView(view), ct);
            return TypedResults.NoContent();
        });
    }
}
