using Bridgewatch.Kernel.Query;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Kernel.Webhooks;

/// <summary>How a webhook stands.</summary>
public enum WebhookState { Working, Failing, Paused, Gone, Archived }

/// <summary>A webhook on the wire, without its secret.</summary>
/// <param name="State">Failing while the newest delivery that was tried did not arrive, or the query cannot be asked.</param>
/// <param name="Query">Of which tickets it is told; null for all that happens.</param>
/// <param name="QueryError">Why the query cannot be asked any more, so that nothing is told: something that it names is gone.</param>
/// <param name="EarlierSecretUntil">Until then the secret before the last signs too; null when it does not.</param>
public sealed record WebhookResource(
    WebhookId Id, string Name, string Url, IReadOnlyList<string> Events, string? Query, string? QueryError, WebhookState State, Instant AddedAt, Instant? EarlierSecretUntil,
    Instant? LastSentAt, int Waiting, int Dead, long Version);

/// <summary>One event that was told, or is to be.</summary>
/// <param name="MessageId">As the receiver gets it, in <c>webhook-id</c>.</param>
/// <param name="LastError">What stood against the last attempt.</param>
/// <param name="CanResend">Its contents are still kept.</param>
public sealed record WebhookDelivery(
    DeliveryId Id, string MessageId, string Type, DeliveryState State, Instant CreatedAt, Instant? SentAt, Instant? NextAt, int Attempts, string? LastError, bool CanResend);

/// <summary>Webhooks and what they were told.</summary>
public sealed class WebhookQueries(BridgewatchDb db, Actor actor, IClock clock, JournalTypes types, WebhookFilters filters)
{
    public async Task<IReadOnlyList<WebhookResource>> List(bool archived, CancellationToken ct)
    {
        MustBeAllowed();
        var all = await db.Webhooks.AsNoTracking().Where(w => archived || w.ArchivedAt == null).OrderBy(w => w.Name).ThenBy(w => w.Id).ToListAsync(ct);
        return await Resources(all, ct);
    }

    /// <exception cref="NotVisible">There is none.</exception>
    public async Task<WebhookResource> One(WebhookId id, CancellationToken ct)
    {
        MustBeAllowed();
        var found = await db.Webhooks.AsNoTracking().Where(w => w.Id == id).ToListAsync(ct);
        return (await Resources(found, ct)).SingleOrDefault() ?? throw new NotVisible("webhook");
    }

    /// <summary>What it was told, newest first.</summary>
    public async Task<Page<WebhookDelivery>> Log(WebhookId id, DeliveryState? state, string? cursor, int size, CancellationToken ct)
    {
        MustBeAllowed();
        if (!await db.Webhooks.AnyAsync(w => w.Id == id, ct)) throw new NotVisible("webhook");
        var deliveries = db.Set<Delivery>().AsNoTracking().Where(d => d.SubjectId == id.Value && d.Kind == WebhookCall.Kind);
        if (state is { } wanted) deliveries = deliveries.Where(d => d.State == wanted);
        if (!string.IsNullOrEmpty(cursor))
        {
            var (at, key) = await Place(cursor, ct);
            deliveries = deliveries.Where(d => d.CreatedAt < at || (d.CreatedAt == at && d.Key.CompareTo(key) < 0));
        }
        var rows = await deliveries.OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Key).Take(size + 1).ToListAsync(ct);
        var page = Page.Of(rows, size, last => last.Id.ToString());
        return new([.. page.Items.Select(Told)], page.Next);
    }

    private async Task<(Instant At, string Key)> Place(string cursor, CancellationToken ct)
    {
        var last = DeliveryId.TryParse(cursor, out var id) ? await db.Set<Delivery>().Where(d => d.Id == id).Select(d => new { d.CreatedAt, d.Key }).SingleOrDefaultAsync(ct) : null;
        return last is null ? throw new Invalid("cursor", "Take the cursor from 'next' of the page before.") : (last.CreatedAt, last.Key);
    }

    /// <summary>All events that can be told.</summary>
    public IReadOnlyList<string> Events()
    {
        MustBeAllowed();
        return [.. types.All.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>What could stand at a place of a query that is being written.</summary>
    public Task<QueryCompletion> Complete(string text, int caret, CancellationToken ct)
    {
        MustBeAllowed();
        return filters.Complete(text, caret, ct);
    }

    private async Task<IReadOnlyList<WebhookResource>> Resources(List<Webhook> webhooks, CancellationToken ct)
    {
        var ids = webhooks.ConvertAll(w => w.Id.Value);
        var unsettled = (await db.Set<Delivery>().Where(d => (d.State == DeliveryState.Pending || d.State == DeliveryState.Dead) && d.Kind == WebhookCall.Kind && ids.Contains(d.SubjectId))
            .GroupBy(d => new { d.SubjectId, d.State }).Select(g => new { g.Key.SubjectId, g.Key.State, Count = g.Count(), Tried = g.Max(d => d.Attempts) }).ToListAsync(ct))
            .ToLookup(c => c.SubjectId);
        var (sent, wrong) = (new Dictionary<WebhookId, Instant?>(), new Dictionary<WebhookId, string?>());
        foreach (var webhook in webhooks) (sent[webhook.Id], wrong[webhook.Id]) = (await LastSent(webhook.Id, ct), await filters.Fault(webhook.Query, ct));
        var now = clock.GetCurrentInstant();
        return webhooks.ConvertAll(w =>
        {
            var its = unsettled[w.Id.Value].ToList();
            var waiting = its.Find(c => c.State == DeliveryState.Pending);
            var state = w switch
            {
                { ArchivedAt: not null } => WebhookState.Archived,
                { IsGone: true } => WebhookState.Gone,
                { PausedAt: not null } => WebhookState.Paused,
                _ => waiting is { Tried: > 0 } || wrong[w.Id] is not null ? WebhookState.Failing : WebhookState.Working,
            };
            return new WebhookResource(
                w.Id, w.Name, w.Url, w.Events, w.Query, wrong[w.Id], state, w.AddedAt, w.EarlierSecretUntil > now ? w.EarlierSecretUntil : null,
                sent[w.Id], waiting?.Count ?? 0, its.Find(c => c.State == DeliveryState.Dead)?.Count ?? 0, w.Version);
        });
    }

    /// <summary>Of the newest event that arrived: one seek, as long as anything arrives.</summary>
    private Task<Instant?> LastSent(WebhookId webhook, CancellationToken ct)
    {
        var id = webhook.Value;
        return db.Set<Delivery>().Where(d => d.SubjectId == id && d.SentAt != null).OrderByDescending(d => d.CreatedAt).Select(d => d.SentAt).FirstOrDefaultAsync(ct);
    }

    private static WebhookDelivery Told(Delivery d) => new(
        d.Id, $"msg_{d.Id.Value:N}", d.Payload.Length == 0 ? "" : KernelJson.Read<WebhookCall>(d.Payload).Type, d.State, d.CreatedAt, d.SentAt,
        d.State == DeliveryState.Pending ? d.NextAt : null, d.Attempts, d.LastError, d.Payload.Length > 0 && d.State != DeliveryState.Dropped);

    private void MustBeAllowed()
    {
        if (!actor.May(KernelPermissions.ManageWebhooks)) throw new Forbidden(KernelPermissions.ManageWebhooks);
    }
}
