using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;

namespace Bridgewatch.Catalog.Components;

/// <summary>Changes what is given of a component and leaves the rest. With another parent it moves, and all below it follows.</summary>
/// <param name="Slug">The last part of its path.</param>
/// <param name="Parent">Path, id or other name of the component below which it stands; null for the top.</param>
/// <param name="Aliases">All other names from now on.</param>
/// <param name="Archived">False brings an archived one back.</param>
[Requires(CatalogPermissions.EditArchitecture)]
public sealed record ChangeComponent(
    ComponentId Component, Given<string> Name = default, Given<ComponentKind> Kind = default, Given<string> Slug = default,
    Given<string?> Parent = default, Given<string?> OwningTeam = default, Given<string?> DevelopmentTeam = default,
    Given<string?> Lifecycle = default, Given<string?> Description = default, Given<string?> Link = default,
    Given<IReadOnlyList<string>> Aliases = default, Given<bool> Archived = default) : ICommand;

internal sealed class ChangeComponentValidator : AbstractValidator<ChangeComponent>
{
    public ChangeComponentValidator()
    {
        RuleFor(c => c.Name.Value).ComponentName().OverridePropertyName("Name").When(c => c.Name.IsGiven);
        RuleFor(c => c.Kind.Value).IsInEnum().OverridePropertyName("Kind").When(c => c.Kind.IsGiven);
        RuleFor(c => c.Slug.Value).NotEmpty().WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.give-it-a-short-name")).ShortName().OverridePropertyName("Slug").When(c => c.Slug.IsGiven);
        RuleFor(c => c.Lifecycle.Or(null)).Lifecycle().OverridePropertyName("Lifecycle");
        RuleFor(c => c.Description.Or(null)).Description().OverridePropertyName("Description");
        RuleFor(c => c.Link.Or(null)).WebAddress().OverridePropertyName("Link");
        RuleFor(c => c.Aliases.Or(Array.Empty<string>())).Aliases().OverridePropertyName("Aliases");
    }
}

internal sealed class ChangeComponentHandler(Actor actor, Envelope envelope, ComponentLinks links, ComponentUses uses)
    : ICommandHandler<ChangeComponent>
{
    public async ValueTask<Unit> Handle(ChangeComponent command, CancellationToken ct)
    {
        var component = await links.Expect(command.Component, ct);
        if (command.Name.Is(out var name)) component.Rename(name.Trim());
        if (command.Kind.Is(out var kind)) await BeOf(component, kind, ct);
        if (command.OwningTeam.Is(out var owner)) component.BeOwnedBy(await links.Team(owner, "owningTeam", ct));
        if (command.DevelopmentTeam.Is(out var developer)) component.BeDevelopedBy(await links.Team(developer, "developmentTeam", ct));
        actor.MustHold(component.Place);
        component.Describe(
            command.Lifecycle.Is(out var lifecycle) ? PlainText.Trimmed(lifecycle) : component.Lifecycle,
            command.Description.Is(out var description) ? PlainText.Trimmed(description) : component.Description,
            command.Link.Is(out var link) ? PlainText.Trimmed(link) : component.Link);
        if (command.Aliases.Is(out var aliases)) await links.AnswerTo(component, ComponentRules.Normalise(aliases), ct);
        if (command.Archived.Is(out var archived)) await ArchiveOrRestore(component, archived, ct);
        if (command.Parent.IsGiven || command.Slug.IsGiven)
        {
            await links.Guard(ct);
            var parent = await links.Parent(command.Parent.Or(component.Parent?.ToString()), ct);
            await links.Move(component, parent, command.Slug.Or(ComponentSlug.SegmentOf(component.Slug)), ct);
        }
        return default;
    }

    private async Task BeOf(Component component, ComponentKind kind, CancellationToken ct)
    {
        if (component.Kind == ComponentKind.Service && kind != ComponentKind.Service) await uses.RefuseSubscribed(component, ct);
        component.BeOf(kind);
    }

    private async Task ArchiveOrRestore(Component component, bool archive, CancellationToken ct)
    {
        await links.Guard(ct);
        if (archive) await uses.RefuseParts(component, ct);
        else await uses.RefuseBelowArchived(component, ct);
        component.ArchiveOrRestore(archive, envelope.At);
    }
}
