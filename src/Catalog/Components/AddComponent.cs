using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Components;

/// <summary>Adds a part of the architecture.</summary>
/// <param name="Slug">The last part of its path; made from the name when left out.</param>
/// <param name="Parent">Path, id or other name of the component below which it stands; at the top when left out.</param>
/// <param name="OwningTeam">Id or short name of the team that answers for it.</param>
/// <param name="Aliases">Other names by which alerts and rules know it.</param>
[Requires(CatalogPermissions.EditArchitecture)]
public sealed record AddComponent(
    string Name, ComponentKind Kind = ComponentKind.Component, string? Slug = null, string? Parent = null, string? OwningTeam = null,
    string? DevelopmentTeam = null, string? Lifecycle = null, string? Description = null, string? Link = null,
    IReadOnlyList<string>? Aliases = null) : ICommand<ComponentId>;

internal sealed class AddComponentValidator : AbstractValidator<AddComponent>
{
    public AddComponentValidator()
    {
        RuleFor(c => c.Name).ComponentName();
        RuleFor(c => c.Kind).IsInEnum();
        RuleFor(c => c.Slug).ShortName();
        RuleFor(c => c.Slug).Must((c, s) => !string.IsNullOrEmpty(s) || Naming.Slug.From(c.Name ?? "").Length > 0)
            .WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.no-short-name-can-be"));
        RuleFor(c => c.Lifecycle).Lifecycle();
        RuleFor(c => c.Description).Description();
        RuleFor(c => c.Link).WebAddress();
        RuleFor(c => c.Aliases).Aliases();
    }
}

/// <summary>Whether parent and teams are there.</summary>
internal sealed class AddComponentLookUp(ComponentLinks links) : ILookUp<AddComponent>
{
    public async ValueTask Look(AddComponent command, FieldFindings findings, CancellationToken ct)
    {
        await findings.Try(() => links.Parent(command.Parent, ct));
        await findings.Try(() => links.Team(command.OwningTeam, "owningTeam", ct));
        await findings.Try(() => links.Team(command.DevelopmentTeam, "developmentTeam", ct));
    }
}

internal sealed class AddComponentHandler(BridgewatchDb db, Actor actor, Envelope envelope, ComponentLinks links)
    : ICommandHandler<AddComponent, ComponentId>
{
    public async ValueTask<ComponentId> Handle(AddComponent command, CancellationToken ct)
    {
        await links.Guard(ct);
        var parent = await links.Parent(command.Parent, ct);
        var segment = string.IsNullOrEmpty(command.Slug) ? Naming.Slug.From(command.Name) : command.Slug;
        var component = Component.Add(command.Kind, command.Name.Trim(), segment, parent, envelope.Origin);
        await links.RefuseTaken(component.Slug, component.Id, ct);
        component.BeOwnedBy(await links.Team(command.OwningTeam, "owningTeam", ct));
        component.BeDevelopedBy(await links.Team(command.DevelopmentTeam, "developmentTeam", ct));
        component.Describe(PlainText.Trimmed(command.Lifecycle), PlainText.Trimmed(command.Description), PlainText.Trimmed(command.Link));
        await links.AnswerTo(component, ComponentRules.Normalise(command.Aliases), ct);
        actor.MustHold(component.Place);
        db.AllComponents.Add(component);
        return component.Id;
    }
}

internal static class AddComponentEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/components",
        async (AddComponent body, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var component = await commands.Send(body, id => reads.From((ComponentQueries all, CancellationToken c) => all.Get(id.ToString(), null, c), ct), ct);
            return Tagged.Created($"/api/v1/components/{component.Slug}", component, component.Version);
        });
}
