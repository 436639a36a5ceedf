using Bridgewatch.Desk.Impact;
using Bridgewatch.Desk.Notifications;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Confirms which component is at fault, and what the cause is.</summary>
/// <param name="Component">Its slug or id.</param>
/// <param name="Cause">What the cause is, in Markdown; kept as a note.</param>
[Requires(DeskPermissions.DiagnoseTickets)]
public sealed record DiagnoseTicket(TicketNumber Ticket, string Component, string Cause) : ICommand;

internal sealed class DiagnoseTicketValidator : AbstractValidator<DiagnoseTicket>
{
    public DiagnoseTicketValidator()
    {
        RuleFor(c => c.Component).NotEmpty().WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.name-the-component"));
        RuleFor(c => c.Cause).NotEmpty().WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.say-what-the-cause-is")).MaximumLength(Message.LongestBody);
    }
}

/// <summary>Whether the component is there.</summary>
internal sealed class DiagnoseTicketLookUp(TicketFacts facts) : ILookUp<DiagnoseTicket>
{
    public async ValueTask Look(DiagnoseTicket command, FieldFindings findings, CancellationToken ct)
    {
        if (!string.IsNullOrEmpty(command.Component)) await findings.Try(() => facts.Component(command.Component, ct));
    }
}

internal sealed class DiagnoseTicketHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, TicketFacts facts, People people)
    : ICommandHandler<DiagnoseTicket>
{
    public async ValueTask<Unit> Handle(DiagnoseTicket command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        ticket.MustTakeCorrections(actor);
        var component = await facts.Component(command.Component, ct);
        var cause = Message.Write(
            ticket.Id, MessageKind.Note, actor.Types(), command.Cause, envelope.At, actor.PersonOrNone, purpose: NotePurpose.Diagnosis);
        db.AllMessages.Add(cause);
        var (impact, patience) = (await settings.Get<ImpactSettings>(ct), await settings.Get<PatienceSettings>(ct));
        ticket.Diagnose(component.Id, cause, await people.NamedIn(command.Cause, ct), actor.Person, patience, envelope.At);
        // Another component has other subscribers; what is solved stays as it was.
        if (!ticket.IsSolved) ticket.Rescore(ImpactScore.Of(await facts.Inputs(ticket, ct), impact), impact.Cuts, patience, envelope.At);
        return default;
    }
}

internal static class DiagnoseTicketEndpoint
{
    public sealed record Given(string Component, string Cause);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tickets/{ticket}/diagnosis",
        async (TicketNumber ticket, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new DiagnoseTicket(ticket, body.Component, body.Cause), ct);
            return TypedResults.NoContent();
        });
}
