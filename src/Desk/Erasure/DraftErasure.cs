using Bridgewatch.Desk.Drafts;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Erasure;

/// <summary>Drafts: what the person had begun to write, what was to be written to them, and what names them. Nobody has sent any of it, so
/// it goes as a whole.</summary>
internal sealed class DraftErasure(BridgewatchDb db) : IErases
{
    public string Store => "desk.drafts";

    public IReadOnlyList<string> Tables => ["draft"];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) => (await Theirs(subject, ct)).Count;

    /// <summary>Only their own: the others are ours, and were never said.</summary>
    public async Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct) => subject.Person is null ? []
        : [.. await db.AllDrafts.AsNoTracking().Where(d => d.Person == subject.Person).OrderBy(d => d.At).Select(d => new { d.Ticket, d.Kind, d.Text, d.At }).ToListAsync(ct)];

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var drafts = await Theirs(subject, ct);
        foreach (var draft in drafts) await db.AllDrafts.Where(d => d.Person == draft.Person && d.Ticket == draft.Ticket && d.Kind == draft.Kind).ExecuteDeleteAsync(ct);
        return drafts.Count;
    }

    private async Task<List<Draft>> Theirs(ErasureSubject subject, CancellationToken ct)
    {
        var requested = await db.Tickets.AsNoTracking().Where(t => t.Requester != null && t.Requester == subject.Contact).Select(t => t.Id).ToListAsync(ct);
        var (traces, all) = (subject.Traces, await db.AllDrafts.AsNoTracking().ToListAsync(ct));
        return all.FindAll(d => d.Person == subject.Person || requested.Contains(d.Ticket) || traces.Any(t => d.Text.Contains(t, StringComparison.OrdinalIgnoreCase)));
    }
}
