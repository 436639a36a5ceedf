using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

// These run in the database, which knows no cultures. SQLite folds the case of English letters only, so a trace is also looked
// for as it is written.
#pragma warning disable CA1304, CA1311, CA1862

namespace Bridgewatch.Governance.Practices;

/// <summary>Reasons of decisions about practices that name the person: the words go, and what was decided stays.</summary>
internal sealed class PracticeErasure(BridgewatchDb db) : IErases
{
    public string Store => "governance.practices";

    public IReadOnlyList<string> Tables => ["practice_decision", "practice_standing"];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) => (await Traced(subject, ct)).Count;

    public async Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct) =>
        (await Traced(subject, ct)).ConvertAll<object>(d => new { d.Practice, d.Kind, d.Reason, d.At });

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var traced = await Traced(subject, ct);
        var numbers = traced.Select(d => d.Practice).Distinct().ToList();
        var standings = await db.PracticeStandings.Where(p => numbers.Contains(p.Number)).ToListAsync(ct);
        foreach (var standing in standings) standing.Forget(traced.Where(d => d.Practice == standing.Number), RuleTexts.Of<GovernanceTexts>("decision.erased"));
        return traced.Count;
    }

    private async Task<List<PracticeDecision>> Traced(ErasureSubject subject, CancellationToken ct)
    {
        var found = new Dictionary<(string, int), PracticeDecision>();
        foreach (var trace in subject.Traces)
        {
            var small = trace.ToLowerInvariant();
            foreach (var decision in await db.PracticeDecisions.Where(d => d.Reason != null && (d.Reason.ToLower().Contains(small) || d.Reason.Contains(trace))).ToListAsync(ct))
                found[(decision.Practice, decision.Ordinal)] = decision;
        }
        return [.. found.Values];
    }
}
