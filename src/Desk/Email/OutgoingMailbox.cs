using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Email;

/// <summary>By which mailbox a ticket's answers are to come back.</summary>
internal sealed class OutgoingMailbox(BridgewatchDb db)
{
    /// <summary>The one by which the customer last wrote, else the one of its queue, else the first; null where there is none.</summary>
    public async Task<AnswerMailbox?> For(Ticket ticket, CancellationToken ct)
    {
        var all = await db.Mailboxes.AsNoTracking().Where(m => m.ArchivedAt == null).OrderBy(m => m.AddedAt).ToListAsync(ct);
        if (all.Count == 0) return null;
        var last = all.Count == 1 ? null : await db.RawMails.AsNoTracking().Where(r => r.Ticket == ticket.Id && r.State == RawMailState.TakenIn)
            .OrderByDescending(r => r.ReceivedAt).Select(r => (MailboxId?)r.Mailbox).FirstOrDefaultAsync(ct);
        var mailbox = all.Find(m => m.Id == last) ?? all.Find(m => m.Queue == ticket.Queue) ?? all[0];
        return new(mailbox.ThreadKey, mailbox.Addresses[0], mailbox.Signature);
    }
}

/// <param name="ThreadKey">Signs what answers are known by.</param>
internal sealed record AnswerMailbox(byte[] ThreadKey, string Address, string Signature)
{
    /// <summary>With a token by which the ticket is known, also when a mail program drops the ids.</summary>
    public string ReplyAddress(TicketNumber ticket) => MailSignature.ReplyAddress(ThreadKey, ticket, Address);
}
