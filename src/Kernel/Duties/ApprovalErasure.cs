using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

// These run in the database, which knows no cultures. SQLite folds the case of English letters only, so a trace is also looked
// for as it is written.
#pragma warning disable CA1304, CA1311, CA1862

namespace Bridgewatch.Kernel.Duties;

/// <summary>Approvals whose words name the person, or that are about a thing of theirs: the words go, and who asked and decided stays.</summary>
internal sealed class ApprovalErasure(BridgewatchDb db) : IErases
{
    public string Store => "kernel.approvals";

    public IReadOnlyList<string> Tables => ["approval"];

    public async Task<IReadOnlyList<Concern>> Concerns(ErasureSubject subject, CancellationToken ct)
    {
        var ids = await Ids(subject, ct);
        var found = await db.Set<Approval>().AsNoTracking().Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Title, a.Content }).ToListAsync(ct);
        return found.ConvertAll(a => new Concern(a.Id.Value, a.Id.ToString(), new[] { a.Title, a.Content }.FirstOrDefault(subject.GivesAway)));
    }

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) => (await Ids(subject, ct)).Count;

    public async Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct)
    {
        var ids = await Ids(subject, ct);
        var found = await db.Set<Approval>().AsNoTracking().Where(a => ids.Contains(a.Id)).OrderBy(a => a.AskedAt).ToListAsync(ct);
        return found.ConvertAll<object>(a => new { a.Title, a.Content, a.State, a.AskedAt, a.Decision?.Comment });
    }

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var ids = await Ids(subject, ct);
        foreach (var some in ids.Chunk(200))
        {
            foreach (var approval in await db.Set<Approval>().Where(a => some.Contains(a.Id)).ToListAsync(ct)) approval.Forget(RuleTexts.Of<KernelTexts>("duty.erased"));
        }
        return ids.Count;
    }

    private async Task<IReadOnlySet<ApprovalId>> Ids(ErasureSubject subject, CancellationToken ct)
    {
        var found = await Traced(subject, ct);
        foreach (var some in subject.Concerns.Select(c => (Guid?)c.Id).Chunk(500))
        {
            var about = await db.Set<Approval>().AsNoTracking().Where(a => some.Contains(a.ThingId)).ToListAsync(ct);
            // About a ticket of theirs: a part of their name suffices.
            found.UnionWith(about.Where(a => new[] { a.Title, a.Content, a.Decision?.Comment }.OfType<string>().Any(subject.GivesAway)).Select(a => a.Id));
        }
        return found;
    }

    private async Task<HashSet<ApprovalId>> Traced(ErasureSubject subject, CancellationToken ct)
    {
        var found = new HashSet<ApprovalId>();
        foreach (var trace in subject.Traces)
        {
            var small = trace.ToLowerInvariant();
            found.UnionWith(await db.Set<Approval>().Where(a =>
                a.Title.ToLower().Contains(small) || a.Title.Contains(trace) || a.Content.ToLower().Contains(small) || a.Content.Contains(trace)
                || (a.Decision != null && a.Decision.Comment != null && (a.Decision.Comment.ToLower().Contains(small) || a.Decision.Comment.Contains(trace))))
                .Select(a => a.Id).ToListAsync(ct));
        }
        return found;
    }
}
