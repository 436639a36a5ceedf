using Bridgewatch.Desk.Routing;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Erasure;

/// <summary>Routing rules whose name or condition names the person, also in what they said before. They go as a whole, and with them what decisions
/// repeat of them: a rule without the one it asks for asks for something else.</summary>
internal sealed class RoutingErasure(BridgewatchDb db) : IErases
{
    public string Store => "desk.routing";

    public IReadOnlyList<string> Tables => ["routing_rule", "routing_rule_revision", "routed_ticket"];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) => (await Theirs(subject, ct)).Count;

    /// <summary>Rules are ours.</summary>
    public Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct) => Task.FromResult<IReadOnlyList<object>>([]);

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var rules = await Theirs(subject, ct);
        if (rules.Count == 0) return 0;
        var (none, ruled) = (new RoutedBecause([], []), db.Set<RoutedByRule>().Where(r => rules.Contains(r.Rule)).Select(r => r.Ticket));
        await db.AllRoutedTickets.Where(r => ruled.Contains(r.Ticket)).ExecuteUpdateAsync(s => s.SetProperty(r => r.Because, none), ct);
        await db.Set<RoutingRuleRevision>().Where(r => rules.Contains(r.Rule)).ExecuteDeleteAsync(ct);
        await db.AllRoutingRules.Where(r => rules.Contains(r.Id)).ExecuteDeleteAsync(ct);
        return rules.Count;
    }

    private async Task<List<RoutingRuleId>> Theirs(ErasureSubject subject, CancellationToken ct)
    {
        var (traces, all) = (subject.Traces, await db.Set<RoutingRuleRevision>().AsNoTracking().Select(r => new { r.Rule, r.Text }).ToListAsync(ct));
        return [.. all.Where(r => traces.Any(t => KernelJson.Write(r.Text).Contains(t, StringComparison.OrdinalIgnoreCase))).Select(r => r.Rule).Distinct()];
    }
}
