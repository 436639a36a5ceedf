using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Drafts;
using Bridgewatch.Desk.Email;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Redaction;

/// <summary>Takes texts and files out of every store that has them: their own rows, mails, kept answers, drafts that quote them, and the
/// folder of contents.</summary>
internal sealed class Blackout(BridgewatchDb db, Envelope envelope, KeptWords kept, MailOblivion mails)
{
    /// <summary>A shorter text occurs in drafts that do not quote it.</summary>
    private const int ShortestQuote = 8;

    public async Task Of(Ticket ticket, Message message, Redacted mark, CancellationToken ct)
    {
        var text = message.Body;
        message.Redact(mark);
        await mails.Of(message.Id, ct);
        await kept.Forget(Replies.DeliveryKey(message.Id), message.Id.Value, ct);
        if (text.Length >= ShortestQuote) await db.AllDrafts.Where(d => d.Ticket == ticket.Id && d.Text.Contains(text)).ExecuteDeleteAsync(ct);
    }

    /// <param name="file">Of a message.</param>
    public async Task Of(Attachment file, Redacted mark, CancellationToken ct)
    {
        var content = file.Sha256;
        db.Add(RemoveContent.Promise(content, envelope.At));
        file.Redact(mark);
        await mails.Of(file.Message!.Value, ct);
        await kept.ForgetFile(Replies.DeliveryKey(file.Message!.Value), content, file.Id.Value, ct);
    }
}
