using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Erasure;

/// <summary>Files: on the person's own tickets all of them go, those of notes too, since a name cannot be taken out of a picture. Elsewhere
/// the name of a file goes that gives the person away. The content is removed where no other row names it.</summary>
internal sealed class AttachmentErasure(BridgewatchDb db, Envelope envelope) : IErases
{
    public string Store => "desk.attachments";

    public IReadOnlyList<string> Tables => ["attachment"];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) =>
        await OnTheirTickets(subject).CountAsync(ct) + (await NamedAfter(subject, ct)).Count;

    public async Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct)
    {
        var theirs =
            from attachment in OnTheirTickets(subject)
            join message in db.AllMessages on attachment.Message equals message.Id
            where message.Kind != MessageKind.Note
            orderby attachment.At
            select new { attachment.Ticket, attachment.Message, attachment.Name, attachment.Type, attachment.Size, attachment.Sha256, attachment.At };
        return [.. await theirs.ToListAsync(ct)];
    }

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var contents = await OnTheirTickets(subject).Select(a => a.Sha256).Distinct().ToListAsync(ct);
        var named = await NamedAfter(subject, ct);
        var emptied = await OnTheirTickets(subject).ExecuteUpdateAsync(s => s
            .SetProperty(a => a.Name, Attachment.Gone).SetProperty(a => a.Sha256, "").SetProperty(a => a.Size, 0).SetProperty(a => a.Erased, true), ct);
        foreach (var id in named) await db.AllAttachments.Where(a => a.Id == id).ExecuteUpdateAsync(s => s.SetProperty(a => a.Name, Attachment.Gone), ct);
        foreach (var content in contents) db.Add(RemoveContent.Promise(content, envelope.At));
        return emptied + named.Count;
    }

    private IQueryable<Attachment> OnTheirTickets(ErasureSubject subject)
    {
        var requested = db.Tickets.AsNoTracking().Where(t => t.Requester != null && t.Requester == subject.Contact).Select(t => t.Id);
        var written = db.AllMessages.AsNoTracking().Where(m => m.Contact != null && m.Contact == subject.Contact).Select(m => (MessageId?)m.Id);
        return db.AllAttachments.AsNoTracking().Where(a => !a.Erased && (requested.Contains(a.Ticket) || written.Contains(a.Message)));
    }

    private async Task<List<AttachmentId>> NamedAfter(ErasureSubject subject, CancellationToken ct)
    {
        var theirs = OnTheirTickets(subject).Select(a => a.Id);
        var names = await db.AllAttachments.AsNoTracking().Where(a => !a.Erased && !theirs.Contains(a.Id)).Select(a => new { a.Id, a.Name }).ToListAsync(ct);
        return [.. names.Where(n => subject.Traces.Any(t => n.Name.Contains(t, StringComparison.OrdinalIgnoreCase))).Select(n => n.Id)];
    }
}
