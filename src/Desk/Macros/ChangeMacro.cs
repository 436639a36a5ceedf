using Bridgewatch.Catalog;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Macros;

/// <summary>Changes a macro; what is left out stays as it is. What was written with it stays, too.</summary>
[Requires(DeskPermissions.ManageMacros)]
public sealed record ChangeMacro(
    MacroId Macro, Given<string> Name = default, Given<string> Body = default, Given<MacroKind> Kind = default, Given<TicketStatus?> Then = default,
    Given<IReadOnlyList<string>?> AddLabels = default, Given<IReadOnlyList<string>?> RemoveLabels = default, Given<TeamId?> Team = default) : ICommand<MacroResource>;

internal sealed class ChangeMacroValidator : AbstractValidator<ChangeMacro>
{
    public ChangeMacroValidator()
    {
        When(c => c.Name.IsGiven, () => RuleFor(c => c.Name.Value).MacroName().OverridePropertyName("Name"));
        When(c => c.Body.IsGiven, () => RuleFor(c => c.Body.Value).MacroBody().OverridePropertyName("Body"));
        RuleFor(c => c.Then.Or(null)).MacroThen().OverridePropertyName("Then");
        RuleFor(c => c.AddLabels.Or(null)).Labels().OverridePropertyName("AddLabels");
        RuleFor(c => c.RemoveLabels.Or(null)).Labels().OverridePropertyName("RemoveLabels");
    }
}

internal sealed class ChangeMacroHandler(BridgewatchDb db, Actor actor) : ICommandHandler<ChangeMacro, MacroResource>
{
    public async ValueTask<MacroResource> Handle(ChangeMacro command, CancellationToken ct)
    {
        var macro = await db.AllMacros.SingleOrDefaultAsync(m => m.Id == command.Macro && m.ArchivedAt == null, ct) ?? throw new NotVisible("macro");
        var team = command.Team.Or(macro.Team);
        actor.MustHold(new(Team: macro.Team));
        actor.MustHold(new(Team: team));
        if (team is not null && team != macro.Team && !await db.Teams.AnyAsync(t => t.Id == team, ct)) throw new Invalid("team", RuleTexts.Of<DeskTexts>("macro.no-such-team"));
        var kind = command.Kind.Or(macro.Kind);
        macro.Change(new(
            command.Name.Or(macro.Name).Trim(), kind, command.Body.Or(macro.Body).Trim(), kind == MacroKind.Reply ? command.Then.Or(macro.Then) : null,
            command.AddLabels.Is(out var add) ? MacroResource.Joined(add) : macro.AddLabels, command.RemoveLabels.Is(out var remove) ? MacroResource.Joined(remove) : macro.RemoveLabels, team));
        return MacroResource.Of(macro);
    }
}

/// <summary>Takes a macro out of use. What was written with it stays.</summary>
[Requires(DeskPermissions.ManageMacros)]
public sealed record ArchiveMacro(MacroId Macro) : ICommand;

internal sealed class ArchiveMacroHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<ArchiveMacro>
{
    public async ValueTask<Unit> Handle(ArchiveMacro command, CancellationToken ct)
    {
        var macro = await db.AllMacros.SingleOrDefaultAsync(m => m.Id == command.Macro && m.ArchivedAt == null, ct) ?? throw new NotVisible("macro");
        actor.MustHold(new(Team: macro.Team));
        macro.Archive(envelope.At);
        return default;
    }
}

internal static class ChangeMacroEndpoint
{
    public sealed record Body(
        Given<string> Name, [property: System.Text.Json.Serialization.JsonPropertyName("body")] Given<string> Text, Given<MacroKind> Kind, Given<TicketStatus?> Then,
        Given<IReadOnlyList<string>?> AddLabels, Given<IReadOnlyList<string>?> RemoveLabels, Given<TeamId?> Team);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPatch("/macros/{macro}", async (MacroId macro, Body body, Commands commands, CancellationToken ct) =>
        {
            var changed = await commands.Send(new ChangeMacro(macro, body.Name, body.Text, body.Kind, body.Then, body.AddLabels, body.RemoveLabels, body.Team), ct);
            return Tagged.Ok(changed, changed.Version);
        });
        api.MapDelete("/macros/{macro}", async (MacroId macro, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new ArchiveMacro(macro), ct);
            return TypedResults.NoContent();
        });
    }
}
