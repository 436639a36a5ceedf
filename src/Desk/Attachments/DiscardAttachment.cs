using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Attachments;

/// <summary>Takes away a file of one's own that no message has. What was said stays said: a file of a message is redacted instead.</summary>
[Requires(DeskPermissions.WriteNotes)]
public sealed record DiscardAttachment(TicketNumber Ticket, AttachmentId Attachment) : ICommand;

internal sealed class DiscardAttachmentHandler(BridgewatchDb db, Actor actor, WaitingFiles waiting, DueWork due) : ICommandHandler<DiscardAttachment>
{
    public async ValueTask<Unit> Handle(DiscardAttachment command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var attachment = await db.AllAttachments.SeenBy(actor).SingleOrDefaultAsync(a => a.Ticket == ticket.Id && a.Id == command.Attachment, ct) ?? throw new NotVisible("attachment");
        if (attachment.Message is not null) throw AttachmentRefusals.BelongsToAMessage();
        waiting.Discard(attachment);
        await due.Cancel(PurgeAttachment.Kind, attachment.Id.Value, ct);
        return default;
    }
}

internal static class DiscardAttachmentEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/tickets/{ticket}/attachments/{attachment}",
        async (TicketNumber ticket, AttachmentId attachment, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new DiscardAttachment(ticket, attachment), ct);
            return TypedResults.NoContent();
        });
}
