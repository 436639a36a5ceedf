using Bridgewatch.Desk.Notifications;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Writes an internal note, which no customer ever sees. People named with @ are told.</summary>
/// <param name="Body">Markdown.</param>
[Requires(DeskPermissions.WriteNotes)]
public sealed record AddNote(TicketNumber Ticket, string Body) : ICommand<MessageResource>;

internal sealed class AddNoteValidator : AbstractValidator<AddNote>
{
    public AddNoteValidator() => RuleFor(c => c.Body).NotEmpty().WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.write-the-note")).MaximumLength(Message.LongestBody);
}

internal sealed class AddNoteHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, People people)
    : ICommandHandler<AddNote, MessageResource>
{
    public async ValueTask<MessageResource> Handle(AddNote command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var mentions = await people.NamedIn(command.Body, ct);
        var note = Message.Write(ticket.Id, MessageKind.Note, actor.Types(), command.Body, envelope.At, person: actor.PersonOrNone);
        ticket.Note(note, mentions, await settings.Get<PatienceSettings>(ct));
        db.AllMessages.Add(note);
        return MessageResource.Of(note, actor.Name);
    }
}

internal static class AddNoteEndpoint
{
    public sealed record Given(string Body);

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{ticket}/notes",
        async (TicketNumber ticket, Given body, Commands commands, CancellationToken ct) =>
        {
            var note = await commands.Send(new AddNote(ticket, body.Body), ct);
            return TypedResults.Created($"/api/v1/tickets/{ticket}/messages/{note.Id}", note);
        });
}
