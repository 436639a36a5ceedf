using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

// These run in the database, which knows no cultures. SQLite folds the case of English letters only, so a trace is also looked
// for as it is written.
#pragma warning disable CA1304, CA1311, CA1862

namespace Bridgewatch.Kernel.Duties;

/// <summary>Tasks whose words name the person, or that are about a thing of theirs: the words go, and that there was a task stays.</summary>
internal sealed class TaskErasure(BridgewatchDb db) : IErases
{
    public string Store => "kernel.tasks";

    public IReadOnlyList<string> Tables => ["task", "task_step"];

    public async Task<IReadOnlyList<Concern>> Concerns(ErasureSubject subject, CancellationToken ct)
    {
        var ids = await Ids(subject, ct);
        var found = await db.Set<OwedTask>().AsNoTracking().Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.Title, t.Details }).ToListAsync(ct);
        return found.ConvertAll(t => new Concern(t.Id.Value, t.Id.ToString(), new[] { t.Title, t.Details }.OfType<string>().FirstOrDefault(subject.GivesAway)));
    }

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) => (await Ids(subject, ct)).Count;

    public async Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct)
    {
        var ids = await Ids(subject, ct);
        var found = await db.Set<OwedTask>().AsNoTracking().Include(t => t.Steps).Where(t => ids.Contains(t.Id)).OrderBy(t => t.GivenAt).ToListAsync(ct);
        return found.ConvertAll<object>(t => new { t.Title, t.Details, t.State, t.GivenAt, t.Due, t.Settlement?.Note, Reasons = t.Steps.Select(s => s.Reason) });
    }

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var ids = await Ids(subject, ct);
        foreach (var some in ids.Chunk(200))
        {
            foreach (var task in await db.Set<OwedTask>().Include(t => t.Steps).Where(t => some.Contains(t.Id)).ToListAsync(ct))
                task.Forget(RuleTexts.Of<KernelTexts>("duty.erased"));
        }
        return ids.Count;
    }

    private async Task<IReadOnlySet<TaskId>> Ids(ErasureSubject subject, CancellationToken ct)
    {
        var found = await Traced(subject, ct);
        foreach (var some in subject.Concerns.Select(c => (Guid?)c.Id).Chunk(500))
        {
            var about = await db.Set<OwedTask>().AsNoTracking().Include(t => t.Steps).Where(t => some.Contains(t.ThingId)).ToListAsync(ct);
            // About a ticket of theirs: a part of their name suffices.
            found.UnionWith(about.Where(t => Texts(t).Any(subject.GivesAway)).Select(t => t.Id));
        }
        return found;
    }

    private async Task<HashSet<TaskId>> Traced(ErasureSubject subject, CancellationToken ct)
    {
        var found = new HashSet<TaskId>();
        foreach (var trace in subject.Traces)
        {
            var small = trace.ToLowerInvariant();
            found.UnionWith(await db.Set<OwedTask>().Where(t =>
                t.Title.ToLower().Contains(small) || t.Title.Contains(trace)
                || (t.Details != null && (t.Details.ToLower().Contains(small) || t.Details.Contains(trace)))
                || (t.Settlement != null && t.Settlement.Note != null && (t.Settlement.Note.ToLower().Contains(small) || t.Settlement.Note.Contains(trace))))
                .Select(t => t.Id).ToListAsync(ct));
            found.UnionWith(await db.Set<TaskStep>().Where(s => s.Reason != null && (s.Reason.ToLower().Contains(small) || s.Reason.Contains(trace)))
                .Select(s => s.Task).ToListAsync(ct));
        }
        return found;
    }

    private static IEnumerable<string> Texts(OwedTask task) =>
        new[] { task.Title, task.Details, task.Settlement?.Note }.Concat(task.Steps.Select(s => s.Reason)).OfType<string>();
}
