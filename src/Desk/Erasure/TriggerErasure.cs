using Bridgewatch.Desk.Triggers;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Erasure;

/// <summary>Triggers whose name, condition or texts name the person, also those that were put away. They go as a whole, and with them what is kept of their
/// runs and of why they did not run, which repeats parts of them: a trigger without the one it means means something else.</summary>
internal sealed class TriggerErasure(BridgewatchDb db) : IErases
{
    public string Store => "desk.triggers";

    public IReadOnlyList<string> Tables => ["desk_trigger", "trigger_run", "trigger_look"];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) => (await Theirs(subject, ct)).Count;

    /// <summary>Triggers are ours.</summary>
    public Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct) => Task.FromResult<IReadOnlyList<object>>([]);

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var triggers = await Theirs(subject, ct);
        foreach (var trigger in triggers)
        {
            var id = trigger.ToString();
            await db.AllTriggerLooks.Where(l => l.Said.Contains(id)).ExecuteDeleteAsync(ct);
        }
        await db.AllTriggerRuns.Where(r => triggers.Contains(r.Trigger)).ExecuteDeleteAsync(ct);
        await db.AllTriggers.Where(t => triggers.Contains(t.Id)).ExecuteDeleteAsync(ct);
        return triggers.Count;
    }

    private async Task<List<TriggerId>> Theirs(ErasureSubject subject, CancellationToken ct)
    {
        var (traces, all) = (subject.Traces, await db.AllTriggers.AsNoTracking().ToListAsync(ct));
        return [.. all.Where(t => traces.Any(trace => KernelJson.Write(t.Text).Contains(trace, StringComparison.OrdinalIgnoreCase))).Select(t => t.Id)];
    }
}
