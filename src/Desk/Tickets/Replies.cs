using System.Net;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Email;
using Bridgewatch.Desk.Text;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Sends what we say publicly to the requester, as one thread in their mail.</summary>
internal sealed class Replies(
    BridgewatchDb db, Deliveries deliveries, Settings settings, MailedFile mailed, PublicUrl address, OutgoingMailbox mailboxes, IStringLocalizer<DeskTexts> words)
{
    /// <summary>A held reply is sent so long after the last moment at which it can be taken back, that the two never meet.</summary>
    private static readonly Duration OutOfReach = Duration.FromSeconds(5);

    /// <summary>Promises the mail within the running command. Nothing is promised where there is no address.</summary>
    /// <param name="automatic">No person wrote it, and its mail says so.</param>
    public async Task Send(Ticket ticket, Message message, string author, CancellationToken ct, IReadOnlyList<Attachment>? attached = null, bool automatic = false)
    {
        if (ticket.Requester is not { } asked) return;
        var requester = await db.Contacts.Where(c => c.Id == asked).Select(c => c.MergedInto).SingleOrDefaultAsync(ct) ?? asked;
        var to = await (
            from address in db.ContactAddresses
            join contact in db.Contacts on address.Contact equals contact.Id
            where address.Contact == requester && contact.ErasedAt == null
            orderby address.DeadSince != null, address.Rank
            select new { address.Address, contact.Name }).FirstOrDefaultAsync(ct);
        if (to is null) return;
        var sender = await db.Brands.Where(b => b.Id == ticket.Brand).Select(b => b.Sender).SingleOrDefaultAsync(ct);
        var host = (await settings.Get<OutgoingMail>(ct)).FromAddress.Split('@') is [_, { Length: > 0 } domain] ? domain : "bridgewatch.invalid";
        var earlier = await db.AllMessages.Where(m => m.Ticket == ticket.Id && m.MailId != null).OrderBy(m => m.At)
            .Select(m => m.MailId!).Take(20).ToListAsync(ct);
        var mailbox = await mailboxes.For(ticket, ct);
        var mailId = mailbox is null ? MailId(ticket, message, host) : MailSignature.MailId(mailbox.ThreadKey, ticket.Number, message.Id, host);
        message.SentAs(mailId);
        var (carried, body) = await Divide(attached ?? [], message.Body, ct);
        if (mailbox is { Signature.Length: > 0 }) body = $"{body}\n\n--\u00A0\n{mailbox.Signature}";
        var copies = await Copies(ticket, to.Address, ct);
        deliveries.Mail(DeliveryKey(message.Id), ticket.About, new(
            to.Address, to.Name, $"[{ticket.Number}] {ticket.Subject}", PlainText.From(body) + Way(ticket, html: false), SafeHtml.From(body, pictures: Shown) + Way(ticket, html: true), mailId,
            [RootId(ticket, host), .. earlier], FromName: author, FromAddress: sender)
        { Automatic = automatic, ReplyTo = mailbox?.ReplyAddress(ticket.Number), Copies = copies, Files = [.. carried.Select(a => new MailFile(a.Name, a.Type, a.Sha256, Shows(message, a) ? ContentId(a.Id) : null))] }, message.HeldUntil + OutOfReach);

        string? Shown(string id) => carried.Find(a => a.Id.ToString() == id && a.Width is not null) is { } picture ? $"cid:{ContentId(picture.Id)}" : null;
    }

    private async Task<List<MailCopy>> Copies(Ticket ticket, string to, CancellationToken ct)
    {
        var copied = db.Set<TicketCopy>().Where(c => c.Ticket == ticket.Id).Select(c => c.Contact);
        var persons = db.Contacts.Where(c => copied.Contains(c.Id)).Select(c => c.MergedInto ?? c.Id);
        var found = await db.Contacts.Where(c => persons.Contains(c.Id) && c.ErasedAt == null).OrderBy(c => c.Name).ThenBy(c => c.Id)
            .Select(c => new { c.Name, Address = c.Addresses.OrderBy(a => a.Rank).Select(a => a.Address).FirstOrDefault() }).ToListAsync(ct);
        return [.. found.Where(c => c.Address is not null && c.Address != to).Select(c => new MailCopy(c.Address!, c.Name))];
    }

    /// <summary>Where to read on: the portal, once the address of this installation is one that customers reach.</summary>
    private string Way(Ticket ticket, bool html)
    {
        if (address.Base.IsLoopback) return "";
        var (url, text) = (address.Of(Portal.PortalPaths.Request(ticket.Number)), words["portal.mail.follow"].Value);
        return html ? $"<p><a href=\"{url}\">{WebUtility.HtmlEncode(text)}</a></p>" : $"\n\n{text}: {url}\n";
    }

    /// <summary>What fits into the mail goes with it, in the order of the files; for the rest there are links.</summary>
    private async Task<(List<Attachment> Carried, string Body)> Divide(IReadOnlyList<Attachment> attached, string body, CancellationToken ct)
    {
        var (carried, room) = (new List<Attachment>(), (await settings.Get<AttachmentSettings>(ct)).LargestMail);
        var links = new List<string>();
        foreach (var file in attached)
        {
            if (file.Size > room) links.Add($"- [{Verbatim.InMarkdown(file.Name)} ({Bytes.Say(file.Size)})]({mailed.Link(file.Id)})");
            else carried.Add(file);
            if (file.Size <= room) room -= file.Size;
        }
        return (carried, links.Count == 0 ? body : $"{body}\n\n{string.Join('\n', links)}");
    }

    private static bool Shows(Message message, Attachment file) => file.Width is not null && message.Body.Contains($"({SafeHtml.PictureScheme}{file.Id})", StringComparison.OrdinalIgnoreCase);

    private static string ContentId(AttachmentId id) => $"{id.Value:N}@bridgewatch";

    /// <summary>Under which the message's mail is promised.</summary>
    internal static string DeliveryKey(MessageId message) => $"message:{message}";

    /// <summary>Names ticket and message, so that an answer can be matched by its References alone.</summary>
    private static string MailId(Ticket ticket, Message message, string host) => $"{ticket.Number}.{message.Id.Value:N}@{host}";

    /// <summary>The thread's root, which no mail has: clients group by it, also when the first mail is lost.</summary>
    private static string RootId(Ticket ticket, string host) => $"{ticket.Number}.{ticket.Id.Value:N}@{host}";
}
