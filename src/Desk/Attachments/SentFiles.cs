using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Attachments;

/// <summary>Files that come together with what is written from outside: they are part of that message at once, and wait for none.</summary>
internal sealed class SentFiles(BridgewatchDb db, Envelope envelope, Journal journal, Settings settings)
{
    /// <exception cref="Invalid">There are more than a message may have.</exception>
    public async Task GoWith(Ticket ticket, Message message, IReadOnlyList<BroughtFile>? files, CancellationToken ct)
    {
        if (files is null or []) return;
        var most = (await settings.Get<AttachmentSettings>(ct)).MostOfMessage;
        if (files.Count > most) throw new Invalid("files", RuleTexts.Of<DeskTexts>("rule.files-most", most));
        var ids = new List<AttachmentId>();
        foreach (var file in files)
        {
            // Whose it is, the message says.
            var attachment = Attachment.Bring(ticket.Id, null, message.Kind, file, envelope.At);
            attachment.GoesWith(message.Id);
            db.AllAttachments.Add(attachment);
            journal.Record(ticket.About, new AttachmentBrought(ticket.Id, attachment.Id, attachment.Type, attachment.Size, attachment.Sha256));
            ids.Add(attachment.Id);
        }
        journal.Record(ticket.About, new AttachmentsUsed(ticket.Id, message.Id, ids));
    }
}
