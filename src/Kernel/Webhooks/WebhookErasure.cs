using System.Web;
using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel.Webhooks;

/// <summary>Webhooks whose name, address or query names the person. They are few, and compared here.</summary>
internal sealed class WebhookErasure(BridgewatchDb db, Envelope envelope) : IErases
{
    public string Store => "kernel.webhooks";

    public IReadOnlyList<string> Tables => ["webhook"];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) => (await Naming(subject, ct)).Count;

    /// <summary>They are ours, and nothing that the person wrote.</summary>
    public Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct) => Task.FromResult<IReadOnlyList<object>>([]);

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var found = await Naming(subject, ct);
        foreach (var webhook in found) webhook.Forget(words => Names(subject, words), RuleTexts.Of<KernelTexts>("duty.erased"), envelope.At);
        return found.Count;
    }

    private async Task<List<Webhook>> Naming(ErasureSubject subject, CancellationToken ct) =>
        (await db.Webhooks.ToListAsync(ct)).FindAll(w => new[] { w.Name, w.Url, w.Query }.OfType<string>().Any(words => Names(subject, words)));

    /// <summary>An address may stand in a URL as it is escaped there.</summary>
    private static bool Names(ErasureSubject subject, string words) =>
        subject.Traces.Any(trace => words.Contains(trace, StringComparison.OrdinalIgnoreCase) || HttpUtility.UrlDecode(words).Contains(trace, StringComparison.OrdinalIgnoreCase));
}
