using Bridgewatch.Desk.Views;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Erasure;

/// <summary>Saved views: those of the person, and those whose name or query names them. They go as a whole: a query without the one it asks for
/// asks for something else.</summary>
internal sealed class ViewErasure(BridgewatchDb db) : IErases
{
    public string Store => "desk.views";

    public IReadOnlyList<string> Tables => ["saved_view"];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) => (await Theirs(subject, ct)).Count;

    /// <summary>Only their own: the others are ours.</summary>
    public async Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct) => subject.Person is null ? []
        : [.. await db.AllViews.AsNoTracking().Where(v => v.Owner == subject.Person && !v.Dropped).OrderBy(v => v.Name).Select(v => new { v.Name, v.Query }).ToListAsync(ct)];

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var views = await Theirs(subject, ct);
        await db.AllViews.Where(v => views.Contains(v.Id)).ExecuteDeleteAsync(ct);
        return views.Count;
    }

    private async Task<List<ViewId>> Theirs(ErasureSubject subject, CancellationToken ct)
    {
        var (traces, all) = (subject.Traces, await db.AllViews.AsNoTracking().Select(v => new { v.Id, v.Owner, v.Name, v.Query }).ToListAsync(ct));
        return [.. all.Where(v => v.Owner == subject.Person || traces.Any(t => $"{v.Name} {v.Query}".Contains(t, StringComparison.OrdinalIgnoreCase))).Select(v => v.Id)];
    }
}
