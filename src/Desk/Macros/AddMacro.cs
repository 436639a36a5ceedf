using Bridgewatch.Catalog;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Macros;

/// <summary>Adds a macro.</summary>
/// <param name="Body">Markdown, as a Liquid template.</param>
/// <param name="Then">The status that is proposed after a reply; null leaves it.</param>
/// <param name="Team">That has it; null for everybody.</param>
[Requires(DeskPermissions.ManageMacros)]
public sealed record AddMacro(
    string Name, string Body, MacroKind Kind = MacroKind.Reply, TicketStatus? Then = null, IReadOnlyList<string>? AddLabels = null, IReadOnlyList<string>? RemoveLabels = null, TeamId? Team = null)
    : ICommand<MacroResource>;

/// <summary>A macro on the wire.</summary>
public sealed record MacroResource(
    MacroId Id, string Name, MacroKind Kind, string Body, TicketStatus? Then, IReadOnlyList<string> AddLabels, IReadOnlyList<string> RemoveLabels, TeamId? Team, long Version)
{
    internal static MacroResource Of(Macro m) => new(m.Id, m.Name, m.Kind, m.Body, m.Then, Listed(m.AddLabels), Listed(m.RemoveLabels), m.Team, m.Version);

    internal static string Joined(IReadOnlyList<string>? labels) => string.Join(' ', TicketWordLists.Labels(labels) ?? []);

    internal static string[] Listed(string labels) => labels.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

internal sealed class AddMacroValidator : AbstractValidator<AddMacro>
{
    public AddMacroValidator()
    {
        RuleFor(c => c.Name).MacroName();
        RuleFor(c => c.Body).MacroBody();
        RuleFor(c => c.Kind).IsInEnum();
        RuleFor(c => c.Then).MacroThen();
        RuleFor(c => c.AddLabels).Labels();
        RuleFor(c => c.RemoveLabels).Labels();
    }
}

/// <summary>What is so of every macro, wherever it is made.</summary>
internal static class MacroRules
{
    public static IRuleBuilderOptions<T, string> MacroName<T>(this IRuleBuilder<T, string> rule) =>
        rule.Must(n => !string.IsNullOrWhiteSpace(n)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.give-it-a-name")).MaximumLength(Macro.LongestName);

    public static IRuleBuilderOptions<T, string> MacroBody<T>(this IRuleBuilder<T, string> rule) =>
        rule.NotEmpty().WithMessage(_ => RuleTexts.Of<DeskTexts>("macro.say-something")).MaximumLength(Message.LongestBody)
            .Must(body => string.IsNullOrEmpty(body) || MacroTemplate.Fault(body) is null).WithMessage((_, body) => MacroTemplate.Fault(body)!);

    public static IRuleBuilderOptions<T, TicketStatus?> MacroThen<T>(this IRuleBuilder<T, TicketStatus?> rule) =>
        rule.Must(s => s is null or TicketStatus.Open or TicketStatus.WaitingOnCustomer or TicketStatus.WaitingOnEngineering or TicketStatus.OnHold).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.reply-then"));
}

internal sealed class AddMacroHandler(BridgewatchDb db, Actor actor) : ICommandHandler<AddMacro, MacroResource>
{
    public async ValueTask<MacroResource> Handle(AddMacro command, CancellationToken ct)
    {
        actor.MustHold(new(Team: command.Team));
        if (command.Team is { } team && !await db.Teams.AnyAsync(t => t.Id == team, ct)) throw new Invalid("team", RuleTexts.Of<DeskTexts>("macro.no-such-team"));
        if (await db.AllMacros.CountAsync(m => m.ArchivedAt == null, ct) >= Macro.Most) throw new Refusal("too-many-macros", $"There are {Macro.Most} macros.", "Archive one that nobody uses.");
        var macro = Macro.Add(new(
            command.Name.Trim(), command.Kind, command.Body.Trim(), command.Kind == MacroKind.Reply ? command.Then : null,
            MacroResource.Joined(command.AddLabels), MacroResource.Joined(command.RemoveLabels), command.Team));
        db.AllMacros.Add(macro);
        return MacroResource.Of(macro);
    }
}

internal static class AddMacroEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/macros", async (AddMacro body, Commands commands, CancellationToken ct) =>
    {
        var macro = await commands.Send(body, ct);
        return Tagged.Created($"/api/v1/macros/{macro.Id}", macro, macro.Version);
    });
}
