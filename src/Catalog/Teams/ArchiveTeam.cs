using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Teams;

/// <summary>Takes a team out of all lists; its members see nothing by it any more.</summary>
[Requires(CatalogPermissions.EditTeams)]
public sealed record ArchiveTeam(TeamId Team) : ICommand;

internal sealed class ArchiveTeamHandler(Envelope envelope, TeamLinks links) : ICommandHandler<ArchiveTeam>
{
    public async ValueTask<Unit> Handle(ArchiveTeam command, CancellationToken ct)
    {
        var team = await links.Expect(command.Team, ct);
        team.ArchiveOrRestore(true, envelope.At);
        return default;
    }
}

internal static class ArchiveTeamEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/teams/{team}",
        async (string team, Commands commands, Reads reads, CancellationToken ct) =>
        {
            await commands.Send(new ArchiveTeam(await reads.From((TeamQueries all, CancellationToken c) => all.Expect(team, c), ct)), ct);
            return TypedResults.NoContent();
        });
}
