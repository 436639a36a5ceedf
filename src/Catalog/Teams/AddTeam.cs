using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Teams;

/// <summary>Adds a team of ours.</summary>
/// <param name="Slug">Its short name; made from the name when left out.</param>
/// <param name="Lead">One of the members.</param>
[Requires(CatalogPermissions.EditTeams)]
public sealed record AddTeam(string Name, string? Slug = null, IReadOnlyList<PersonId>? Members = null, PersonId? Lead = null) : ICommand<TeamId>;

internal sealed class AddTeamValidator : AbstractValidator<AddTeam>
{
    public AddTeamValidator()
    {
        RuleFor(c => c.Name).TeamName();
        RuleFor(c => c.Slug).ShortName();
        RuleFor(c => c.Members).People();
    }
}

internal sealed class AddTeamHandler(BridgewatchDb db, Actor actor, Envelope envelope, TeamLinks links) : ICommandHandler<AddTeam, TeamId>
{
    public async ValueTask<TeamId> Handle(AddTeam command, CancellationToken ct)
    {
        actor.MustHold(default);
        var team = Team.Add(command.Name.Trim(), await links.FreeSlug(command.Slug, command.Name, ct), envelope.Origin);
        await links.Consist(team, command.Members ?? [], ct);
        team.BeLedBy(command.Lead);
        db.AllTeams.Add(team);
        return team.Id;
    }
}

internal static class AddTeamEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/teams",
        async (AddTeam body, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var team = await commands.Send(body, id => TeamEndpoints.Read(id.ToString(), reads, ct), ct);
            return Tagged.Created($"/api/v1/teams/{team.Slug}", team, team.Version);
        });
}
