using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Kernel.Webhooks;

/// <summary>Who is told of what, as this node knows it: most events concern nobody, which is seen without asking the database.</summary>
internal sealed class WebhookSubscriptions
{
    private IReadOnlyList<Subscription>? _known;
    private int _version;

    public WebhookSubscriptions(FactNews news) => news.Heard += types =>
    {
        if (types.Any(IsAboutWebhooks)) Forget();
    };

    /// <summary>False where certainly nobody wants to be told. What is about webhooks themselves makes the memory old at once.</summary>
    public bool MayConcern(string type)
    {
        if (IsAboutWebhooks(type)) Forget();
        return Volatile.Read(ref _known) is not { } known || known.Any(s => WebhookEvents.Match(s.Events, type));
    }

    /// <summary>Who is told of an entry. What happened during a pause, or before somebody asked, they are never told, however late it is read.</summary>
    public async ValueTask<IReadOnlyList<Subscription>> To(Entry entry, BridgewatchDb db, CancellationToken ct)
    {
        var (known, version) = (Volatile.Read(ref _known), Volatile.Read(ref _version));
        if (known is null)
        {
            known = await db.Webhooks.AsNoTracking().Where(w => w.ArchivedAt == null)
                .Select(w => new Subscription(w.Id, w.Events, w.Query, w.ToldSince, w.PausedAt)).ToListAsync(ct);
            if (version == Volatile.Read(ref _version)) Volatile.Write(ref _known, known);
        }
        return [.. known.Where(s => s.Since <= entry.At && (s.Until is not { } until || entry.At < until) && WebhookEvents.Match(s.Events, entry.Type))];
    }

    private static bool IsAboutWebhooks(string type) => type.StartsWith("kernel.webhook.", StringComparison.Ordinal);

    private void Forget()
    {
        Interlocked.Increment(ref _version);
        Volatile.Write(ref _known, null);
    }
}

/// <summary>What one webhook wants to be told, and of which time.</summary>
internal sealed record Subscription(WebhookId Webhook, IReadOnlyList<string> Events, string? Query, Instant Since, Instant? Until);
