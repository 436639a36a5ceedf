using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Teams;

/// <summary>Changes what is given of a team and leaves the rest.</summary>
/// <param name="Members">All of them from now on.</param>
/// <param name="Archived">False brings an archived one back.</param>
[Requires(CatalogPermissions.EditTeams)]
public sealed record ChangeTeam(
    TeamId Team, Given<string> Name = default, Given<string> Slug = default, Given<IReadOnlyList<PersonId>> Members = default,
    Given<PersonId?> Lead = default, Given<bool> Archived = default) : ICommand;

internal sealed class ChangeTeamValidator : AbstractValidator<ChangeTeam>
{
    public ChangeTeamValidator()
    {
        RuleFor(c => c.Name.Value).TeamName().OverridePropertyName("Name").When(c => c.Name.IsGiven);
        RuleFor(c => c.Slug.Value).NotEmpty().WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.give-it-a-short-name")).ShortName().OverridePropertyName("Slug").When(c => c.Slug.IsGiven);
        RuleFor(c => c.Members.Or(Array.Empty<PersonId>())).People().OverridePropertyName("Members");
    }
}

internal sealed class ChangeTeamHandler(Envelope envelope, TeamLinks links) : ICommandHandler<ChangeTeam>
{
    public async ValueTask<Unit> Handle(ChangeTeam command, CancellationToken ct)
    {
        var team = await links.Expect(command.Team, ct);
        if (command.Name.Is(out var name)) team.Rename(name.Trim());
        if (command.Slug.Is(out var slug) && slug != team.Slug) team.ChangeSlug(await links.FreeSlug(slug, team.Name, ct));
        if (command.Members.Is(out var members)) await links.Consist(team, members ?? [], ct);
        if (command.Lead.Is(out var lead)) team.BeLedBy(lead);
        if (command.Archived.Is(out var archived)) team.ArchiveOrRestore(archived, envelope.At);
        return default;
    }
}

internal static class ChangeTeamEndpoint
{
    public sealed record Body(
        Given<string> Name, Given<string> Slug, Given<IReadOnlyList<PersonId>> Members,
        Given<PersonId?> Lead, Given<bool> Archived);

    public static void Map(IEndpointRouteBuilder api) => api.MapPatch("/teams/{team}",
        async (string team, Body b, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var id = await reads.From((TeamQueries all, CancellationToken c) => all.Expect(team, c), ct);
            var changed = await commands.Send(new ChangeTeam(id, b.Name, b.Slug, b.Members, b.Lead, b.Archived), _ => TeamEndpoints.Read(id.ToString(), reads, ct), ct);
            return Tagged.Ok(changed, changed.Version);
        });
}
