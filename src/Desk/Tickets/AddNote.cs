using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Macros;
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
/// <param name="Macro">With which it was written; what goes with that is done.</param>
/// <param name="Attachments">Files that were brought for it; no customer sees them either.</param>
[Requires(DeskPermissions.WriteNotes)]
public sealed record AddNote(TicketNumber Ticket, string Body, IReadOnlyList<AttachmentId>? Attachments = null, MacroId? Macro = null) : ICommand<MessageResource>;

internal sealed class AddNoteValidator : AbstractValidator<AddNote>
{
    public AddNoteValidator() => RuleFor(c => c.Body).NotEmpty().WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.write-the-note")).MaximumLength(Message.LongestBody);
}

internal sealed class AddNoteHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, People people, WaitingFiles files, MacroWork macros)
    : ICommandHandler<AddNote, MessageResource>
{
    public async ValueTask<MessageResource> Handle(AddNote command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var mentions = await people.NamedIn(command.Body, ct);
        var note = Message.Write(ticket.Id, MessageKind.Note, actor.Types(), command.Body, envelope.At, person: actor.PersonOrNone);
        ticket.Note(note, mentions, await settings.Get<PatienceSettings>(ct));
        if (command.Macro is { } macro) await macros.Go(ticket, note, macro, MacroKind.Note, envelope.At, ct);
        var attached = await files.GoWith(ticket, note, command.Attachments, ct);
        db.AllMessages.Add(note);
        return MessageResource.Of(note, actor.Name, attached);
    }
}

internal static class AddNoteEndpoint
{
    public sealed record Given(string Body, IReadOnlyList<AttachmentId>? Attachments = null, MacroId? Macro = null);

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{ticket}/notes",
        async (TicketNumber ticket, Given body, Commands commands, CancellationToken ct) =>
        {
            var note = await commands.Send(new AddNote(ticket, body.Body, body.Attachments, body.Macro), ct);
            return TypedResults.Created($"/api/v1/tickets/{ticket}/messages/{note.Id}", note);
        });
}
