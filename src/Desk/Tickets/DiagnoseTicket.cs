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

internal sealed class DiagnoseTicketHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, TicketFacts facts)
    : ICommandHandler<DiagnoseTicket>
{
    public async ValueTask<Unit> Handle(DiagnoseTicket command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var component = await facts.Component(command.Component, ct);
        var cause = Message.Write(
            ticket.Id, MessageKind.Note, Channel.Portal, command.Cause, envelope.At, actor.PersonOrNone, purpose: NotePurpose.Diagnosis);
        db.AllMessages.Add(cause);
        ticket.Diagnose(component.Id, cause.Id, actor.Person, await settings.Get<PatienceSettings>(ct), envelope.At);
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
