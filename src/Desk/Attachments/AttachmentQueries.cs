using Bridgewatch.Access;
using Bridgewatch.Desk.Redaction;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Attachments;

/// <summary>An attachment on the wire.</summary>
/// <param name="Type">What its content is found to be.</param>
/// <param name="Sha256">Of its content; empty when that was taken out.</param>
/// <param name="Picture">Its size, where it is a picture that can be shown.</param>
/// <param name="Erased">Name and content were taken out.</param>
public sealed record AttachmentResource(AttachmentId Id, string Name, string Type, long Size, string Sha256, PictureSize? Picture, bool Erased)
{
    /// <summary>Who took it out, when and why; null otherwise.</summary>
    public RedactionResource? Redacted { get; init; }

    internal static AttachmentResource Of(Attachment a, IReadOnlyDictionary<PersonId, string>? names = null) => new(
        a.Id, a.Name, a.Type, a.Size, a.Sha256, a is { Width: { } width, Height: { } height, Sha256.Length: > 0 } ? new(width, height) : null, a.Erased)
    { Redacted = a.Redacted is { } mark ? new(mark.Reason, names?.GetValueOrDefault(mark.By), mark.At) : null };
}

public sealed record PictureSize(int Width, int Height);

/// <summary>What pages and GET endpoints read of attachments.</summary>
public sealed class AttachmentQueries(BridgewatchDb db, Actor actor, Settings settings)
{
    /// <summary>What may be brought, for somebody who may bring something to this ticket.</summary>
    /// <exception cref="NotVisible">There is no such ticket for this actor.</exception>
    /// <exception cref="Forbidden">They see it and may not write on it.</exception>
    public async Task<AttachmentSettings> Limits(TicketNumber number, CancellationToken ct)
    {
        if (!actor.May(DeskPermissions.WriteNotes)) throw new Forbidden(DeskPermissions.WriteNotes);
        var ticket = await db.Tickets.VisibleTo(actor).AsNoTracking().SingleOrDefaultAsync(t => t.Number == number, ct) ?? throw actor.Misses();
        if (!actor.May(DeskPermissions.WriteNotes, ticket.Place)) throw new Forbidden(DeskPermissions.WriteNotes);
        return await settings.Get<AttachmentSettings>(ct);
    }

    /// <exception cref="NotVisible">There is no such ticket for this actor, or no such file on it.</exception>
    public async Task<AttachmentResource> One(TicketNumber number, AttachmentId id, CancellationToken ct) => Shown(await Find(number, id, ct));

    /// <summary>What is needed to give its content out.</summary>
    /// <exception cref="NotVisible">As above, or its content was taken out.</exception>
    /// <exception cref="Forbidden">The actor reads masked: what is in a file cannot be.</exception>
    public async Task<AttachmentResource> Content(TicketNumber number, AttachmentId id, CancellationToken ct)
    {
        var attachment = await Find(number, id, ct);
        if (actor.IsMasked(DeskPermissions.ReadTickets)) throw new Forbidden(DeskPermissions.ReadTickets);
        return attachment.Sha256.Length > 0 ? AttachmentResource.Of(attachment) : throw new NotVisible("content of the file");
    }

    /// <summary>Files of messages, by message and in the order in which they came.</summary>
    internal async Task<ILookup<MessageId, AttachmentResource>> Of(IReadOnlyCollection<MessageId> messages, CancellationToken ct)
    {
        var found = new List<Attachment>();
        foreach (var some in messages.Select(m => (MessageId?)m).Chunk(500)) found.AddRange(await db.AllAttachments.AsNoTracking().Where(a => some.Contains(a.Message)).ToListAsync(ct));
        var redactors = found.Select(a => a.Redacted?.By).OfType<PersonId>().Distinct().ToList();
        var names = redactors.Count == 0 ? [] : await db.People.Where(p => redactors.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        return found.OrderBy(a => a.At).ThenBy(a => a.Id.Value).ToLookup(a => a.Message!.Value, a => Shown(a, names));
    }

    /// <summary>The actor's own files that wait for a message, with what they were brought for.</summary>
    internal async Task<IReadOnlyList<(MessageKind For, AttachmentResource File)>> Waiting(TicketId ticket, CancellationToken ct)
    {
        var me = actor.PersonOrNone;
        if (me is null) return [];
        var found = await db.AllAttachments.AsNoTracking().Where(a => a.Ticket == ticket && a.Message == null && a.Person == me && a.For != null).OrderBy(a => a.At).ToListAsync(ct);
        return found.ConvertAll(a => (a.For!.Value, AttachmentResource.Of(a)));
    }

    private AttachmentResource Shown(Attachment attachment, IReadOnlyDictionary<PersonId, string>? names = null) => actor.IsMasked(DeskPermissions.ReadTickets)
        ? AttachmentResource.Of(attachment, names) with { Name = Mask.Hidden, Picture = null }
        : AttachmentResource.Of(attachment, names);

    private async Task<Attachment> Find(TicketNumber number, AttachmentId id, CancellationToken ct)
    {
        var ticket = await db.Tickets.VisibleTo(actor).Where(t => t.Number == number).Select(t => (TicketId?)t.Id).SingleOrDefaultAsync(ct) ?? throw actor.Misses();
        return await db.AllAttachments.AsNoTracking().SeenBy(actor).SingleOrDefaultAsync(a => a.Ticket == ticket && a.Id == id, ct) ?? throw new NotVisible("attachment");
    }
}

/// <summary>Who sees which attachments of a ticket that they see: those of messages, and their own.</summary>
internal static class AttachmentSight
{
    public static IQueryable<Attachment> SeenBy(this IQueryable<Attachment> attachments, Actor actor)
    {
        var me = actor.PersonOrNone;
        return attachments.Where(a => a.Message != null || (me != null && a.Person == me));
    }
}
