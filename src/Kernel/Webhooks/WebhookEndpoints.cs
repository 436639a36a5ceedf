using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Kernel.Webhooks;

/// <summary>Webhooks, to be read.</summary>
internal static class WebhookEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/webhooks", async (bool? archived, string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((WebhookQueries q, CancellationToken c) => q.List(archived ?? false, c), ct), limit, cursor, count)));
        api.MapGet("/webhooks/{webhook}", async (WebhookId webhook, Reads reads, CancellationToken ct) =>
        {
            var one = await reads.From((WebhookQueries q, CancellationToken c) => q.One(webhook, c), ct);
            return Tagged.Ok(one, one.Version);
        });
        api.MapGet("/webhooks/{webhook}/deliveries", async (
            WebhookId webhook, [WordsOf(typeof(DeliveryState))] string? state, string? cursor, int? limit, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((WebhookQueries q, CancellationToken c) => q.Log(webhook, Words.Read<DeliveryState>("state", state), cursor, Page.Size(limit), c), ct)));
        api.MapGet("/webhook-events", async (string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((WebhookQueries q, CancellationToken _) => Task.FromResult(q.Events()), ct), limit, cursor, count)));
    }
}
