using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel.Webhooks;

/// <summary>How webhooks are stored.</summary>
internal static class WebhookTable
{
    private const int LongestClosedSecret = 500;

    extension(BridgewatchDb db)
    {
        internal DbSet<Webhook> Webhooks => db.Set<Webhook>();

        /// <exception cref="NotVisible">There is none, or it was archived.</exception>
        internal async Task<Webhook> ExpectWebhook(WebhookId id, CancellationToken ct) =>
            await db.Webhooks.SingleOrDefaultAsync(w => w.Id == id && w.ArchivedAt == null, ct) ?? throw new NotVisible("webhook");
    }

    public static void Build(ModelBuilder model) => model.Entity<Webhook>(t =>
    {
        t.ToTable("webhook");
        t.HasKey(w => w.Id);
        t.Property(w => w.Id).ValueGeneratedNever();
        t.Property(w => w.Name).HasMaxLength(Webhook.LongestName);
        t.Property(w => w.Url).HasMaxLength(Webhook.LongestUrl);
        t.Property(w => w.Query).HasMaxLength(Webhook.LongestQuery);
        t.Property(w => w.Secret).HasMaxLength(LongestClosedSecret);
        t.Property(w => w.EarlierSecret).HasMaxLength(LongestClosedSecret);
        t.Ignore(w => w.IsTold);
    });
}
