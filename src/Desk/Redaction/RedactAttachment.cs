using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Redaction;

/// <summary>Takes one file of a message out of every store, its name as well. A mark stays. It cannot be undone.</summary>
[Requires(DeskPermissions.Redact)]
public sealed record RedactAttachment(TicketNumber Ticket, AttachmentId Attachment, RedactionReason Reason) : ICommand, IBulkCommand;

internal sealed class RedactAttachmentValidator : AbstractValidator<RedactAttachment>
{
    public RedactAttachmentValidator() => RuleFor(c => c.Reason).IsInEnum().NotEqual(RedactionReason.Withdrawn);
}

internal sealed class RedactAttachmentHandler(BridgewatchDb db, Actor actor, Envelope envelope, Blackout blackout) : ICommandHandler<RedactAttachment>
{
    public async ValueTask<Unit> Handle(RedactAttachment command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var file = await db.AllAttachments.SeenBy(actor).SingleOrDefaultAsync(a => a.Ticket == ticket.Id && a.Id == command.Attachment, ct) ?? throw new NotVisible("attachment");
        if (file.Message is null) throw RedactionRefusals.NoMessageYet();
        if (file.Redacted is not null) throw RedactionRefusals.Already();
        var messages = (await db.SaidWith(await db.AllMessages.SingleAsync(m => m.Id == file.Message, ct), ct)).Select(m => (MessageId?)m.Id).ToList();
        var content = file.Sha256;
        foreach (var same in await db.AllAttachments.Where(a => messages.Contains(a.Message) && a.Sha256 == content && a.Redacted == null).ToListAsync(ct))
        {
            await blackout.Of(same, new(command.Reason, actor.Person, envelope.At), ct);
            (await db.Set<Ticket>().SingleAsync(t => t.Id == same.Ticket, ct)).Redact(new AttachmentRedacted(same.Ticket, same.Id, command.Reason), envelope.At);
        }
        return default;
    }
}

internal static class RedactAttachmentEndpoint
{
    public sealed record Given(RedactionReason Reason);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tickets/{ticket}/attachments/{attachment}/redaction",
        async (TicketNumber ticket, AttachmentId attachment, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new RedactAttachment(ticket, attachment, body.Reason), ct);
            return TypedResults.NoContent();
        });
}
