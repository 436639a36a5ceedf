using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using NodaTime;

namespace Bridgewatch.Desk.Email;

/// <summary>A mail of a colleague's address came into a ticket of somebody else's. An address can be forged, so it is a note under that address, not a
/// deed of the person: it moves no clock and no status, and reaches no customer. Whoever has the ticket is told.</summary>
/// <param name="Writer">The address, as a contact.</param>
/// <param name="Body">Markdown.</param>
/// <param name="MailId">Without angle brackets; answers to the mail find the ticket by it.</param>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record NoteByMail(TicketNumber Ticket, ContactId Writer, string Body, Instant ReceivedAt, string? MailId, IReadOnlyList<BroughtFile> Files) : ICommand<MessageId>;

internal sealed class NoteByMailHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, SentFiles files) : ICommandHandler<NoteByMail, MessageId>
{
    public async ValueTask<MessageId> Handle(NoteByMail command, CancellationToken ct)
    {
        var ticket = await db.Tickets.GoingOn(await db.Tickets.Expect(command.Ticket, actor, ct), actor, ct);
        var note = Message.Write(ticket.Id, MessageKind.Note, Channel.Email, command.Body, Instant.Min(envelope.At, command.ReceivedAt), contact: command.Writer, mailId: command.MailId);
        ticket.Note(note, ticket.Assignee is { } holder ? [holder] : [], await settings.Get<PatienceSettings>(ct));
        db.AllMessages.Add(note);
        await files.GoWith(ticket, note, command.Files, ct);
        return note.Id;
    }
}
