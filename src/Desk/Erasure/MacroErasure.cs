using Bridgewatch.Desk.Macros;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Erasure;

/// <summary>Macros that name the person. They go as a whole: a text without the one whom it names says something else.</summary>
internal sealed class MacroErasure(BridgewatchDb db) : IErases
{
    public string Store => "desk.macros";

    public IReadOnlyList<string> Tables => ["macro"];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) => (await Theirs(subject, ct)).Count;

    /// <summary>Macros are ours.</summary>
    public Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct) => Task.FromResult<IReadOnlyList<object>>([]);

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var macros = await Theirs(subject, ct);
        await db.AllMacros.Where(m => macros.Contains(m.Id)).ExecuteDeleteAsync(ct);
        return macros.Count;
    }

    private async Task<List<MacroId>> Theirs(ErasureSubject subject, CancellationToken ct)
    {
        var (traces, all) = (subject.Traces, await db.AllMacros.AsNoTracking().ToListAsync(ct));
        return [.. all.Where(m => traces.Any(t => $"{m.Name} {m.Body} {m.AddLabels} {m.RemoveLabels}".Contains(t, StringComparison.OrdinalIgnoreCase))).Select(m => m.Id)];
    }
}
