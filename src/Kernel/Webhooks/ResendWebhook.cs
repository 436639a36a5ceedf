using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel.Webhooks;

/// <summary>Tells a webhook once more what it was told, or could not be told: its receiver sees the same message id.</summary>
[Requires(KernelPermissions.ManageWebhooks)]
public sealed record ResendWebhook(WebhookId Webhook, DeliveryId Delivery) : ICommand;

internal sealed class ResendWebhookHandler(BridgewatchDb db, Envelope envelope, Journal journal) : ICommandHandler<ResendWebhook>
{
    public async ValueTask<Unit> Handle(ResendWebhook command, CancellationToken ct)
    {
        var webhook = await db.ExpectWebhook(command.Webhook, ct);
        var about = webhook.Id.Value;
        var delivery = await db.Set<Delivery>().SingleOrDefaultAsync(d => d.Id == command.Delivery && d.SubjectId == about && d.Kind == WebhookCall.Kind, ct)
            ?? throw new NotVisible("delivery");
        if (delivery.Payload.Length == 0) throw DeliveryRefusals.Empty();
        if (delivery.State == DeliveryState.Dropped) delivery.MustBeUnsettled();
        (delivery.State, delivery.NextAt, delivery.SentAt) = (DeliveryState.Pending, envelope.At, null);
        journal.Record(new("delivery", delivery.Id.Value), new DeliveryRetried(delivery.Id, delivery.Attempts));
        return default;
    }
}

internal static class ResendWebhookEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/webhooks/{webhook}/deliveries/{delivery}",
        async (WebhookId webhook, DeliveryId delivery, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new ResendWebhook(webhook, delivery), ct);
            return TypedResults.NoContent();
        });
}
