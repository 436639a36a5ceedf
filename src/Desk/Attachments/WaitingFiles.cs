using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Attachments;

/// <summary>Files that wait for a message: they are taken by one, or taken away.</summary>
internal sealed class WaitingFiles(BridgewatchDb db, Actor actor, Envelope envelope, Journal journal, DueWork due, Settings settings)
{
    /// <summary>Makes files part of a message that is being written, in the order in which they are named.</summary>
    /// <exception cref="Invalid">One is not there, is somebody else's, has a message already, or was meant for another kind of message.</exception>
    public async Task<IReadOnlyList<Attachment>> GoWith(Ticket ticket, Message message, IReadOnlyList<AttachmentId>? ids, CancellationToken ct)
    {
        if (ids is null or []) return [];
        var most = (await settings.Get<AttachmentSettings>(ct)).MostOfMessage;
        if (ids.Count > most) throw new Invalid("attachments", RuleTexts.Of<DeskTexts>("rule.files-most", most));
        var me = actor.PersonOrNone;
        var found = await db.AllAttachments.Where(a => a.Ticket == ticket.Id && a.Message == null && a.Person == me && ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, ct);
        if (ids.Any(id => !found.ContainsKey(id)) || ids.Distinct().Count() < ids.Count) throw new Invalid("attachments", RuleTexts.Of<DeskTexts>("rule.files-there"));
        if (found.Values.Any(a => a.For is { } use && use != message.Kind)) throw new Invalid("attachments", RuleTexts.Of<DeskTexts>("rule.files-for"));
        foreach (var attachment in found.Values)
        {
            attachment.GoesWith(message.Id);
            await due.Cancel(PurgeAttachment.Kind, attachment.Id.Value, ct);
        }
        journal.Record(ticket.About, new AttachmentsUsed(ticket.Id, message.Id, ids));
        return [.. ids.Select(id => found[id])];
    }

    /// <summary>Lets the files of a message that was taken back wait for the next one.</summary>
    public async Task ComeBack(Message message, CancellationToken ct)
    {
        foreach (var attachment in await db.AllAttachments.Where(a => a.Message == message.Id && a.Redacted == null).ToListAsync(ct))
        {
            attachment.ComesBack();
            await due.Set(PurgeAttachment.Kind, attachment.Id.Value, envelope.At + PurgeAttachment.After, ct);
        }
    }

    /// <summary>Takes one away, and its content where nothing else names it.</summary>
    public void Discard(Attachment attachment)
    {
        db.Remove(attachment);
        db.Add(RemoveContent.Promise(attachment.Sha256, envelope.At));
        journal.Record(new("ticket", attachment.Ticket.Value), new AttachmentDiscarded(attachment.Ticket, attachment.Id));
    }
}
