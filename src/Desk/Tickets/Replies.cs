using Bridgewatch.Catalog;
using Bridgewatch.Desk.Text;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Sends what we say publicly to the requester, as one thread in their mail.</summary>
internal sealed class Replies(BridgewatchDb db, Deliveries deliveries, Settings settings)
{
    /// <summary>Promises the mail within the running command. Nothing is promised where there is no address.</summary>
    public async Task Send(Ticket ticket, Message message, string author, CancellationToken ct)
    {
        if (ticket.Requester is not { } requester) return;
        var to = await (
            from address in db.ContactAddresses
            join contact in db.Contacts on address.Contact equals contact.Id
            where address.Contact == requester && contact.ErasedAt == null
            orderby address.Rank
            select new { address.Address, contact.Name }).FirstOrDefaultAsync(ct);
        if (to is null) return;
        var host = (await settings.Get<OutgoingMail>(ct)).FromAddress.Split('@') is [_, { Length: > 0 } domain] ? domain : "bridgewatch.invalid";
        var earlier = await db.AllMessages.Where(m => m.Ticket == ticket.Id && m.MailId != null).OrderBy(m => m.At)
            .Select(m => m.MailId!).Take(20).ToListAsync(ct);
        var mailId = MailId(ticket, message, host);
        message.SentAs(mailId);
        deliveries.Mail(DeliveryKey(message.Id), ticket.About, new(
            to.Address, to.Name, $"[{ticket.Number}] {ticket.Subject}", PlainText.From(message.Body), SafeHtml.From(message.Body), mailId,
            [RootId(ticket, host), .. earlier], FromName: author));
    }

    /// <summary>Under which the message's mail is promised.</summary>
    internal static string DeliveryKey(MessageId message) => $"message:{message}";

    /// <summary>Names ticket and message, so that an answer can be matched by its References alone.</summary>
    private static string MailId(Ticket ticket, Message message, string host) => $"{ticket.Number}.{message.Id.Value:N}@{host}";

    /// <summary>The thread's root, which no mail has: clients group by it, also when the first mail is lost.</summary>
    private static string RootId(Ticket ticket, string host) => $"{ticket.Number}.{ticket.Id.Value:N}@{host}";
}
