using Bridgewatch.Desk.Notifications;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Declares a ticket solved. The requester is told how.</summary>
/// <param name="Note">What solved it, in Markdown.</param>
/// <param name="Severity">How severe it turned out to be; null when nobody says, which is then not counted as a statement.</param>
[Requires(DeskPermissions.ResolveTickets)]
public sealed record ResolveTicket(TicketNumber Ticket, ResolutionCode Code, string Note, Severity? Severity = null) : ICommand;

internal sealed class ResolveTicketValidator : AbstractValidator<ResolveTicket>
{
    public ResolveTicketValidator()
    {
        RuleFor(c => c.Code).IsInEnum();
        RuleFor(c => c.Severity).IsInEnum();
        RuleFor(c => c.Note).NotEmpty().WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.say-what-solved-it")).MaximumLength(Resolution.LongestNote);
    }
}

internal sealed class ResolveTicketHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, DueWork due, Replies replies, People people)
    : ICommandHandler<ResolveTicket>
{
    public async ValueTask<Unit> Handle(ResolveTicket command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var patience = await settings.Get<PatienceSettings>(ct);
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
    public sealed record Given(ResolutionCode Code, string Note, Severity? Severity = null);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tickets/{ticket}/resolution",
        async (TicketNumber ticket, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new ResolveTicket(ticket, body.Code, body.Note, body.Severity), ct);
            return TypedResults.NoContent();
        });
}
