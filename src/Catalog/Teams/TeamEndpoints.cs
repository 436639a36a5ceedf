using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Teams;

internal static class TeamEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/teams", (string? q, bool? archived, string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            reads.From((TeamQueries all, CancellationToken c) => all.List(q, archived ?? false, cursor, Page.Size(limit), count ?? false, c), ct));
        api.MapGet("/teams/{team}", async (string team, Reads reads, CancellationToken ct) =>
        {
            var found = await Read(team, reads, ct);
            return Tagged.Ok(found, found.Version);
        });
        AddTeamEndpoint.Map(api);
        ChangeTeamEndpoint.Map(api);
        ArchiveTeamEndpoint.Map(api);
    }

    public static ValueTask<TeamResource> Read(string team, Reads reads, CancellationToken ct) =>
        reads.From((TeamQueries all, CancellationToken c) => all.Get(team, c), ct);
}
