using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Portal;

/// <summary>Which files a customer sees: those of messages that they may read. Neither those of notes nor what was taken out.</summary>
internal sealed class PortalFileQueries(BridgewatchDb db, Actor actor, IClock clock, Settings settings)
{
    public async Task<AttachmentSettings> Limits(CancellationToken ct) => await settings.Get<AttachmentSettings>(ct);

    /// <summary>Files of messages, by message and in the order in which they came.</summary>
    /// <param name="messages">Such as the customer may read.</param>
    public async Task<ILookup<MessageId, PortalFile>> Of(IReadOnlyCollection<MessageId> messages, CancellationToken ct)
    {
        var ids = messages.Select(m => (MessageId?)m).ToList();
        var found = await db.AllAttachments.AsNoTracking().Where(a => ids.Contains(a.Message) && a.Sha256 != "").ToListAsync(ct);
        return found.OrderBy(a => a.At).ThenBy(a => a.Id.Value).ToLookup(a => a.Message!.Value, a => new PortalFile(a.Id, a.Name, a.Size, a.Width is not null));
    }

    /// <summary>What is needed to give its content out.</summary>
    /// <exception cref="NotVisible">There is no such request for this customer, or no such file on it, or it was taken out.</exception>
    public async Task<AttachmentResource> One(TicketNumber number, AttachmentId id, CancellationToken ct)
    {
        var ticket = await db.Tickets.VisibleTo(actor).AsNoTracking().SingleOrDefaultAsync(t => t.Number == number, ct) ?? throw new NotVisible("file");
        var merged = (await db.Tickets.VisibleTo(actor).Where(t => t.Requester == ticket.Requester).WentOnIn(number, ct)).Keys.Append(ticket.Id).ToList();
        var found = await (
            from attachment in db.AllAttachments.AsNoTracking()
            join message in db.AllMessages.ForCustomers(clock.GetCurrentInstant()) on attachment.Message equals message.Id
            where attachment.Id == id && attachment.Sha256 != "" && merged.Contains(attachment.Ticket) && merged.Contains(message.Ticket)
            select attachment).SingleOrDefaultAsync(ct);
        return found is null ? throw new NotVisible("file") : AttachmentResource.Of(found);
    }
}

/// <param name="IsPicture">It can be drawn.</param>
internal sealed record PortalFile(AttachmentId Id, string Name, long Size, bool IsPicture);
