using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Kernel.Webhooks;

/// <summary>Promises each webhook a delivery of each event that it wants, in the order of the journal.</summary>
internal sealed class TellWebhooks(BridgewatchDb db, WebhookSubscriptions subscriptions, WebhookFilters filters, Deliveries deliveries)
{
    public const string Name = "kernel.tell-webhooks";

    /// <summary>Reacts to every type that the program knows.</summary>
    public static ReactorRegistration Registration(IServiceProvider services)
    {
        var subscriptions = services.GetRequiredService<WebhookSubscriptions>();
        var reactions = services.GetRequiredService<JournalTypes>().All.ToDictionary(t => t.Value, t => new Reaction(
            _ => subscriptions.MayConcern(t.Key), (scope, fact, entry, ct) => scope.GetRequiredService<TellWebhooks>().Tell(fact, entry, ct)));
        return new(Name, reactions, LivesNow: true);
    }

    private async ValueTask Tell(JournalEvent fact, Entry entry, CancellationToken ct)
    {
        var webhooks = fact is WebhookTested { Webhook: var tested }
            ? await db.Webhooks.Where(w => w.Id == tested && w.ArchivedAt == null).Select(w => w.Id).ToListAsync(ct)
            : await Wanting(entry, ct);
        foreach (var webhook in webhooks.Distinct())
            deliveries.Promise(WebhookCall.Kind, $"webhook/{webhook}/{entry.Seq}", new("webhook", webhook.Value), new WebhookCall(webhook, entry.Seq, entry.Type));
    }

    private async Task<List<WebhookId>> Wanting(Entry entry, CancellationToken ct)
    {
        var wanting = new List<WebhookId>();
        foreach (var one in await subscriptions.To(entry, db, ct))
        {
            if (await filters.Fits(one.Query, entry.Subject, ct)) wanting.Add(one.Webhook);
        }
        return wanting;
    }
}

/// <summary>What one delivery tells: an entry of the journal, which is read when it is sent, so that nothing is sent that was erased meanwhile.</summary>
internal sealed record WebhookCall(WebhookId Webhook, long Seq, string Type)
{
    public const string Kind = "webhook";
}
