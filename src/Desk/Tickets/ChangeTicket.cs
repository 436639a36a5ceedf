using System.Text.Json;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Corrects a ticket. What is null stays as it is; the score follows what it is made of.</summary>
/// <param name="Component">Slug or id; empty takes it away.</param>
/// <param name="Labels">Exactly these; empty takes all away.</param>
/// <param name="ErrorCodes">Exactly these; empty takes all away.</param>
/// <param name="Fields">Those that are named; null empties one.</param>
/// <param name="Status">A working state; to resolve or close, use those commands.</param>
[Requires(DeskPermissions.ChangeTickets)]
public sealed record ChangeTicket(
    TicketNumber Ticket, string? Subject = null, TicketType? Type = null, string? Component = null, IReadOnlyList<string>? Labels = null,
    IReadOnlyList<string>? ErrorCodes = null, Severity? Severity = null, bool? Workaround = null, int? Affected = null,
    TicketStatus? Status = null, IReadOnlyDictionary<string, JsonElement>? Fields = null) : ICommand
{
    /// <summary>The effect exactly so, in place of the three single values: here null says that nobody knows. Null leaves it.</summary>
    public StatedEffect? Effect { get; init; }
}

/// <summary>What was said of the effect; null where nothing was.</summary>
public sealed record StatedEffect(Severity? Severity, bool? Workaround, int? Affected);

internal sealed class ChangeTicketValidator : AbstractValidator<ChangeTicket>
{
    public ChangeTicketValidator()
    {
        RuleFor(c => c.Subject).Must(s => s is null || s.Trim().Length > 0).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.subject")).MaximumLength(Ticket.LongestSubject);
        RuleFor(c => c.Type).IsInEnum();
        RuleFor(c => c.Severity).IsInEnum();
        RuleFor(c => c.Affected).InclusiveBetween(0, 1_000_000_000).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.affected"));
        RuleFor(c => c.Effect!.Severity).IsInEnum().When(c => c.Effect is not null);
        RuleFor(c => c.Effect!.Affected).InclusiveBetween(0, 1_000_000_000).When(c => c.Effect is not null).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.affected"));
        RuleFor(c => c.Labels).Must(l => l is null || l.All(TicketWordLists.IsLabel)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.label"));
        RuleFor(c => c.ErrorCodes).Must(l => l is null || l.All(code => Text.ErrorCodes.Normalise(code) is not null)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.code"));
        RuleFor(c => c.Status).Must(s => s is not (TicketStatus.New or TicketStatus.Resolved or TicketStatus.Closed))
            .WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.status"));
        RuleFor(c => c.Fields).Fields();
    }
}

internal sealed class ChangeTicketHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, TicketFacts facts)
    : ICommandHandler<ChangeTicket>
{
    public async ValueTask<Unit> Handle(ChangeTicket command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var patience = await settings.Get<PatienceSettings>(ct);
        var component = command.Component switch
        {
            null => ticket.Component,
            "" => null,
            var name => (await facts.Component(name, ct)).Id,
        };
        ticket.Describe(command.Subject?.Trim() ?? ticket.Subject, command.Type ?? ticket.Type, component, envelope.At);
        ticket.Mark(
            TicketWordLists.Labels(command.Labels) ?? [.. ticket.Labels.Select(l => l.Label)],
            command.ErrorCodes?.Select(code => Text.ErrorCodes.Normalise(code)!).Distinct().ToList() ?? [.. ticket.Codes.Select(c => c.Code)], envelope.At);
        ticket.Fill(command.Fields ?? TicketFields.None, envelope.At);
        var effect = command.Effect ?? new(command.Severity ?? ticket.Severity, command.Workaround ?? ticket.Workaround, command.Affected ?? ticket.Affected);
        ticket.State(effect.Severity, effect.Workaround, effect.Affected, envelope.At);
        var impact = await settings.Get<ImpactSettings>(ct);
        ticket.Rescore(ImpactScore.Of(await facts.Inputs(ticket, ct), impact), impact.Cuts, patience, envelope.At);
        if (command.Status is { } status) ticket.Move(status, StatusMover.Agent, patience, envelope.At);
        return default;
    }
}

internal static class ChangeTicketEndpoint
{
    public sealed record Given(
        string? Subject = null, TicketType? Type = null, string? Component = null, IReadOnlyList<string>? Labels = null,
        IReadOnlyList<string>? ErrorCodes = null, Severity? Severity = null, bool? Workaround = null, int? Affected = null,
        TicketStatus? Status = null, IReadOnlyDictionary<string, JsonElement>? Fields = null);

    public static void Map(IEndpointRouteBuilder api) => api.MapPatch("/tickets/{ticket}",
        async (TicketNumber ticket, Given b, Commands commands, Reads reads, CancellationToken ct) =>
        {
            if (b.Status == TicketStatus.Closed) await commands.Send(new CloseTicket(ticket, ClosureReason.Resolved), ct);
            else await commands.Send(new ChangeTicket(ticket, b.Subject, b.Type, b.Component, b.Labels, b.ErrorCodes, b.Severity, b.Workaround, b.Affected, b.Status, b.Fields), ct);
            return TypedResults.Ok(await reads.From((TicketQueries q, CancellationToken c) => q.One(ticket, c), ct));
        });
}
