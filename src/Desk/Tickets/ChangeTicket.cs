using System.Text.Json;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Corrects a ticket. What is left out stays as it is, null empties it; the score follows what it is made of.</summary>
/// <param name="Component">Slug or id; null or empty takes it away.</param>
/// <param name="Labels">Exactly these; null or empty takes all away.</param>
/// <param name="ErrorCodes">Exactly these; null or empty takes all away.</param>
/// <param name="Status">A working state, or closed. Open takes a resolution back within the reopen window.</param>
/// <param name="Fields">Those that are named; null empties one.</param>
/// <param name="Relabel">Labels to add and to take away; the others stay, whoever sets them at the same time.</param>
/// <param name="Reason">Why; kept as a note. Needed to correct what is closed, when a P1 is none any more, and to close where a gate warns.</param>
[Requires(DeskPermissions.ChangeTickets)]
public sealed record ChangeTicket(
    TicketNumber Ticket, Given<string> Subject = default, Given<TicketType> Type = default, Given<string?> Component = default,
    Given<IReadOnlyList<string>?> Labels = default, Given<IReadOnlyList<string>?> ErrorCodes = default, Given<Severity?> Severity = default,
    Given<bool?> Workaround = default, Given<int?> Affected = default, Given<TicketStatus> Status = default,
    Given<IReadOnlyDictionary<string, JsonElement>?> Fields = default, string? Reason = null, LabelChange? Relabel = null) : ICommand
{
    /// <summary>True when it says anything but where the ticket is to go.</summary>
    internal bool Corrects() => this with { Status = default, Reason = null } != new ChangeTicket(Ticket);
}

/// <summary>Labels that are added, and labels that are taken away.</summary>
public sealed record LabelChange(IReadOnlyList<string> Add, IReadOnlyList<string> Remove);

internal sealed class ChangeTicketValidator : AbstractValidator<ChangeTicket>
{
    public ChangeTicketValidator()
    {
        RuleFor(c => c.Subject.Value).Must(s => !string.IsNullOrWhiteSpace(s)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.subject")).MaximumLength(Ticket.LongestSubject)
            .OverridePropertyName("Subject").When(c => c.Subject.IsGiven);
        RuleFor(c => c.Type.Or(TicketType.Question)).IsInEnum().OverridePropertyName("Type");
        RuleFor(c => c.Severity.Or(null)).IsInEnum().OverridePropertyName("Severity");
        RuleFor(c => c.Affected.Or(null)).InclusiveBetween(0, 1_000_000_000).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.affected")).OverridePropertyName("Affected");
        RuleFor(c => c.Labels.Or(null)).Labels().OverridePropertyName("Labels");
        RuleFor(c => c.Relabel == null ? null : c.Relabel.Add).Labels().OverridePropertyName("Labels");
        RuleFor(c => c.ErrorCodes.Or(null)).ErrorCodes().OverridePropertyName("ErrorCodes");
        RuleFor(c => c.Status.Or(TicketStatus.Open)).Must(s => s is not (TicketStatus.New or TicketStatus.Resolved))
            .WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.status")).OverridePropertyName("Status");
        RuleFor(c => c.Fields.Or(null)).Configure(rule => rule.PropertyName = "Fields").Fields();
        RuleFor(c => c.Reason).MaximumLength(OverridePriority.LongestReason);
    }
}

/// <summary>Whether the component is there, and what is said in fields can stand in them.</summary>
internal sealed class ChangeTicketLookUp(TicketFacts facts, FormBook forms) : ILookUp<ChangeTicket>
{
    public async ValueTask Look(ChangeTicket command, FieldFindings findings, CancellationToken ct)
    {
        if (command.Component.Or(null) is { Length: > 0 } name) await findings.Try(() => facts.Component(name, ct));
        await forms.Look(command.Fields.Or(null), findings, ct);
    }
}

internal sealed class ChangeTicketHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, TicketFacts facts, TicketMoves moves, FormBook forms)
    : ICommandHandler<ChangeTicket>
{
    public async ValueTask<Unit> Handle(ChangeTicket command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        if (command.Corrects()) await Correct(ticket, command, ct);
        if (command.Status.Is(out var status)) await moves.Move(ticket, status, command.Reason, ct);
        return default;
    }

    private async Task Correct(Ticket ticket, ChangeTicket command, CancellationToken ct)
    {
        ticket.MustTakeCorrections(actor);
        var before = ticket.Priority;
        var component = command.Component.Is(out var name) ? string.IsNullOrEmpty(name) ? null : (await facts.Component(name, ct)).Id : ticket.Component;
        ticket.Describe(command.Subject.Or(ticket.Subject).Trim(), command.Type.Or(ticket.Type), component, envelope.At);
        var codes = ticket.Codes.Select(c => c.Code).ToList();
        var wanted = command.ErrorCodes.Is(out var told) ? [.. (told ?? []).Select(code => Text.ErrorCodes.Normalise(code)!).Distinct()] : codes;
        ticket.Mark(LabelsAfter(command, ticket), wanted, envelope.At);
        if (!wanted.ToHashSet().SetEquals(codes)) ticket.Recurs(await facts.RecurrencesBefore(ticket, ct));
        await forms.Fill(ticket, command.Fields.Or(null), ct);
        ticket.State(command.Severity.Or(ticket.Severity), command.Workaround.Or(ticket.Workaround), command.Affected.Or(ticket.Affected), envelope.At);
        var impact = await settings.Get<ImpactSettings>(ct);
        ticket.Rescore(ImpactScore.Of(await facts.Inputs(ticket, ct), impact), impact.Cuts, await settings.Get<PatienceSettings>(ct), envelope.At);
        // Rules and monitors go by what they see; only people owe a reason.
        if (actor.PersonOrNone is null || !ticket.AsksWhy(before)) return;
        var reason = ticket.Reason(command.Reason, ticket.Status == TicketStatus.Closed ? NotePurpose.Correction : NotePurpose.Priority, actor, envelope.At);
        db.AllMessages.Add(reason);
        ticket.Explain(reason, envelope.At);
    }

    /// <exception cref="Invalid">There would be too many.</exception>
    private static List<string> LabelsAfter(ChangeTicket command, Ticket ticket) => command.Labels.Is(out var exactly)
        ? [.. TicketWordLists.Labels(exactly) ?? []]
        : TicketWordLists.After([.. ticket.Labels.Select(l => l.Label)], command.Relabel);
}

internal static class ChangeTicketEndpoint
{
    public sealed record Body(
        Given<string> Subject, Given<TicketType> Type, Given<string?> Component, Given<IReadOnlyList<string>?> Labels,
        Given<IReadOnlyList<string>?> ErrorCodes, Given<Severity?> Severity, Given<bool?> Workaround, Given<int?> Affected,
        Given<TicketStatus> Status, Given<IReadOnlyDictionary<string, JsonElement>?> Fields, string? Reason = null);

    public static void Map(IEndpointRouteBuilder api) => api.MapPatch("/tickets/{ticket}",
        async (TicketNumber ticket, Body b, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var changed = await commands.Send(
                new ChangeTicket(ticket, b.Subject, b.Type, b.Component, b.Labels, b.ErrorCodes, b.Severity, b.Workaround, b.Affected, b.Status, b.Fields, b.Reason),
                _ => reads.From((TicketQueries q, CancellationToken c) => q.One(ticket, c), ct), ct);
            return Tagged.Ok(changed, changed.Version);
        });
}
