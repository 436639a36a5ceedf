using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Attachments;

/// <summary>Brings a file to a ticket. It waits there for a message of whoever brought it, and goes after a day without one.</summary>
/// <param name="For">The kind of message that it is meant for; null where that is open.</param>
/// <param name="File">Its content is kept already; a door reads it before.</param>
[Requires(DeskPermissions.WriteNotes)]
public sealed record AddAttachment(TicketNumber Ticket, MessageKind? For, BroughtFile File) : ICommand<AttachmentResource>;

internal sealed class AddAttachmentValidator : AbstractValidator<AddAttachment>
{
    public AddAttachmentValidator()
    {
        RuleFor(c => c.For).Must(k => k is null or MessageKind.Reply or MessageKind.Note).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.file-for"));
        RuleFor(c => c.File.Name).NotEmpty().MaximumLength(Attachment.LongestName);
        RuleFor(c => c.File.Size).GreaterThan(0).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.file-empty"));
    }
}

internal sealed class AddAttachmentHandler(BridgewatchDb db, Actor actor, Envelope envelope, Journal journal, DueWork due)
    : ICommandHandler<AddAttachment, AttachmentResource>
{
    /// <summary>A thousand files of one person without a message are no draft.</summary>
    private const int MostWaiting = 100;

    public async ValueTask<AttachmentResource> Handle(AddAttachment command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var me = actor.PersonOrNone;
        if (await db.AllAttachments.CountAsync(a => a.Ticket == ticket.Id && a.Message == null && a.Person == me, ct) >= MostWaiting)
        {
            throw AttachmentRefusals.TooManyWait(MostWaiting);
        }
        var attachment = Attachment.Bring(ticket.Id, me, command.For, command.File, envelope.At);
        db.AllAttachments.Add(attachment);
        journal.Record(ticket.About, new AttachmentBrought(ticket.Id, attachment.Id, attachment.Type, attachment.Size, attachment.Sha256));
        await due.Set(PurgeAttachment.Kind, attachment.Id.Value, envelope.At + PurgeAttachment.After, ct);
        return AttachmentResource.Of(attachment);
    }
}

/// <summary>Takes away a file that never became part of a message.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record PurgeAttachment(AttachmentId Attachment) : ICommand
{
    internal const string Kind = "desk.purge-attachment";

    internal static readonly Duration After = Duration.FromDays(1);

    internal static DueHandler Handler { get; } = new(Kind, item => new PurgeAttachment(new AttachmentId(item.Subject)));
}

internal sealed class PurgeAttachmentHandler(BridgewatchDb db, WaitingFiles waiting) : ICommandHandler<PurgeAttachment>
{
    public async ValueTask<Unit> Handle(PurgeAttachment command, CancellationToken ct)
    {
        if (await db.AllAttachments.SingleOrDefaultAsync(a => a.Id == command.Attachment && a.Message == null, ct) is { } left) waiting.Discard(left);
        return default;
    }
}
