using Bridgewatch.Desk.Sla;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Erasure;

/// <summary>SLA policies whose name or condition names the person, also in what they said before. They promise nothing any more, since without its condition a
/// policy would be for everybody; what they promised to others until now stays.</summary>
internal sealed class SlaErasure(BridgewatchDb db, Envelope envelope, Journal journal) : IErases
{
    private const string Erased = "erased";

    public string Store => "desk.sla";

    public IReadOnlyList<string> Tables => ["sla_policy", "sla_policy_version", "ticket_clock", "ended_promise"];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) => (await Theirs(subject, ct)).Count;

    /// <summary>Policies are ours.</summary>
    public Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct) => Task.FromResult<IReadOnlyList<object>>([]);

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var (policies, now) = (await Theirs(subject, ct), envelope.At);
        foreach (var policy in policies)
        {
            foreach (var version in policy.Versions)
            {
                var (number, promise) = (version.Number, KernelJson.Write(version.Read() with { When = "" }));
                await db.Set<SlaPolicyVersion>().Where(v => v.Policy == policy.Id && v.Number == number).ExecuteUpdateAsync(s => s.SetProperty(v => v.Promise, promise), ct);
            }
            await db.AllTicketClocks.Where(c => c.Policy == policy.Name).ExecuteUpdateAsync(s => s.SetProperty(c => c.Policy, Erased), ct);
            await db.AllSlaPolicies.Where(p => p.Id == policy.Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.Name, Erased).SetProperty(p => p.ArchivedAt, p => p.ArchivedAt ?? now), ct);
            journal.Record(policy.About, new SlaPolicyArchived(policy.Id));
        }
        return policies.Count;
    }

    private async Task<List<SlaPolicy>> Theirs(ErasureSubject subject, CancellationToken ct)
    {
        var traces = subject.Traces;
        return [.. (await db.SlaPolicies.WithVersions().ToListAsync(ct)).Where(p => p.Versions.Select(v => v.Read().When).Append(p.Name).Any(text => traces.Any(t => text.Contains(t, StringComparison.OrdinalIgnoreCase))))];
    }
}
