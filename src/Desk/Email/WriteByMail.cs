using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using NodaTime;

namespace Bridgewatch.Desk.Email;

/// <summary>A customer wrote on a ticket by mail. It counts from when the mail was received.</summary>
/// <param name="Body">Markdown.</param>
/// <param name="MailId">Without angle brackets.</param>
/// <returns>Null when the ticket is closed, or its reopen window is over: a new one has to go on from it.</returns>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record WriteByMail(TicketNumber Ticket, ContactId Writer, string Body, Instant ReceivedAt, string? MailId, IReadOnlyList<BroughtFile> Files) : ICommand<MessageId?>;

internal sealed class WriteByMailHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, DueWork due, SentFiles files) : ICommandHandler<WriteByMail, MessageId?>
{
    public async ValueTask<MessageId?> Handle(WriteByMail command, CancellationToken ct)
    {
        var ticket = await db.Tickets.GoingOn(await db.Tickets.Expect(command.Ticket, actor, ct), actor, ct);
        var window = (await settings.Get<DeskSettings>(ct)).ReopenWindow;
        // Written before somebody put the ticket where it is, or answered, but read by nobody then: it counts as if it came just after.
        var at = Instant.Min(envelope.At, Instant.Max(command.ReceivedAt, Instant.Max(ticket.StatusSince, ticket.LastReplyAt ?? ticket.StatusSince)));
        if (ticket.Status == TicketStatus.Closed || ticket.Resolution is { } resolution && at >= resolution.At + window) return null;
        var message = Message.Write(ticket.Id, MessageKind.Inbound, Channel.Email, command.Body, at, contact: command.Writer, mailId: command.MailId);
        ticket.Receive(message, window, await settings.Get<PatienceSettings>(ct));
        await due.Cancel(CloseResolved.Kind, ticket.Id.Value, ct);
        db.AllMessages.Add(message);
        await files.GoWith(ticket, message, command.Files, ct);
        return message.Id;
    }
}
