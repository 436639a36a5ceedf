using Bridgewatch.Access.Accesses;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Email;

/// <summary>The mail that became a message, as it came: with its quotes, its signature and its head.</summary>
public sealed class MailOriginals(BridgewatchDb db, Actor actor, FileStore files, AccessLog log)
{
    /// <summary>The whole mail of a message.</summary>
    /// <exception cref="NotVisible">There is none: it came otherwise, its time is over, it was taken out, or it is not for this actor.</exception>
    public async Task<ParsedMail> Of(TicketNumber number, MessageId message, CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Contact || actor.IsMasked(DeskPermissions.ReadTickets)) throw new NotVisible("mail");
        var ticket = await db.Tickets.VisibleTo(actor).Where(t => t.Number == number).Select(t => (TicketId?)t.Id).SingleOrDefaultAsync(ct) ?? throw actor.Misses();
        await log.Note(AccessKind.Conversation, new("ticket", ticket.Value), number.ToString(), ct);
        var sha256 = await (
            from m in db.AllMessages.AsNoTracking()
            join raw in db.RawMails.AsNoTracking() on m.Id equals raw.Message
            where m.Id == message && m.Ticket == ticket && !m.Erased
            select raw.Sha256).FirstOrDefaultAsync(ct) ?? throw new NotVisible("mail");
        await using var content = files.Open(sha256) ?? throw new NotVisible("mail");
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, ct);
        return MailParser.Parse(bytes.ToArray());
    }
}

/// <summary>Forgets mails as they came, where something of them was taken out of the conversation.</summary>
internal sealed class MailOblivion(BridgewatchDb db, Envelope envelope)
{
    public async Task Of(MessageId message, CancellationToken ct)
    {
        foreach (var raw in await db.RawMails.Where(r => r.Message == message).ToListAsync(ct))
        {
            db.Remove(raw);
            db.Add(RemoveContent.Promise(raw.Sha256, envelope.At));
        }
    }
}

internal static class MailOriginalEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/tickets/{ticket}/messages/{message}/mail",
        async (TicketNumber ticket, MessageId message, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((MailOriginals q, CancellationToken c) => q.Of(ticket, message, c), ct)));
}
