using System.Text.Json;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Notifications;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Declares a ticket solved. The requester is told how. What forms ask for is taken with it, and what nobody says stays listed as missing.</summary>
/// <param name="Note">What solved it, in Markdown.</param>
/// <param name="Severity">How severe it turned out to be; null when nobody says, which is then not counted as a statement.</param>
/// <param name="Fields">Those that are named; null empties one.</param>
/// <param name="Component">Which part was at fault: slug or id.</param>
/// <param name="Cause">What the cause is, in Markdown. With a component it confirms the diagnosis; without one it is a note.</param>
[Requires(DeskPermissions.ResolveTickets)]
public sealed record ResolveTicket(
    TicketNumber Ticket, ResolutionCode Code, string Note, Severity? Severity = null, IReadOnlyDictionary<string, JsonElement>? Fields = null,
    string? Component = null, string? Cause = null) : ICommand;

internal sealed class ResolveTicketValidator : AbstractValidator<ResolveTicket>
{
    public ResolveTicketValidator()
    {
        RuleFor(c => c.Code).IsInEnum();
        RuleFor(c => c.Severity).IsInEnum();
        RuleFor(c => c.Note).NotEmpty().WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.say-what-solved-it")).MaximumLength(Resolution.LongestNote);
        RuleFor(c => c.Fields).Fields();
        RuleFor(c => c.Cause).MaximumLength(Message.LongestBody);
    }
}

/// <summary>Whether the component is there, and what is said in fields can stand in them.</summary>
internal sealed class ResolveTicketLookUp(TicketFacts facts, FormBook forms) : ILookUp<ResolveTicket>
{
    public async ValueTask Look(ResolveTicket command, FieldFindings findings, CancellationToken ct)
    {
        if (command.Component is { Length: > 0 } name) await findings.Try(() => facts.Component(name, ct));
        await forms.Look(command.Fields, findings, ct);
    }
}

internal sealed class ResolveTicketHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, DueWork due, Replies replies, People people, FormBook forms, Diagnosing diagnosing)
    : ICommandHandler<ResolveTicket>
{
    public async ValueTask<Unit> Handle(ResolveTicket command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var patience = await settings.Get<PatienceSettings>(ct);
        await forms.Fill(ticket, command.Fields, ct);
        await diagnosing.Take(ticket, command.Component, command.Cause, ct);
        // Where nobody asked, nobody is answered.
        var kind = ticket.Requester is null ? MessageKind.Note : MessageKind.Reply;
        var note = Message.Write(
            ticket.Id, kind, actor.Types(), command.Note, envelope.At, actor.PersonOrNone, purpose: NotePurpose.Resolution);
        await replies.Send(ticket, note, actor.Name, ct);
        ticket.Resolve(command.Code, command.Severity, note, await people.NamedIn(command.Note, ct), actor.PersonOrNone, patience, envelope.At);
        db.AllMessages.Add(note);
        await due.Set(CloseResolved.Kind, ticket.Id.Value, envelope.At + (await settings.Get<DeskSettings>(ct)).ReopenWindow, ct);
        return default;
    }
}

internal static class ResolveTicketEndpoint
{
    public sealed record Given(
        ResolutionCode Code, string Note, Severity? Severity = null, IReadOnlyDictionary<string, JsonElement>? Fields = null, string? Component = null, string? Cause = null);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tickets/{ticket}/resolution",
        async (TicketNumber ticket, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new ResolveTicket(ticket, body.Code, body.Note, body.Severity, body.Fields, body.Component, body.Cause), ct);
            return TypedResults.NoContent();
        });
}
