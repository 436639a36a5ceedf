using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Bridgewatch.Kernel.Webhooks;

/// <summary>Gives a webhook a new secret. For a day both sign, so that the receiver can be changed meanwhile.</summary>
[Requires(KernelPermissions.ManageWebhooks)]
public sealed record RotateWebhookSecret(WebhookId Webhook) : ICommand<RotatedWebhookSecret>;

/// <param name="Secret">Shown now and never again.</param>
/// <param name="EarlierUntil">Until then the secret before it signs too.</param>
public sealed record RotatedWebhookSecret(string Secret, Instant EarlierUntil);

internal sealed class RotateWebhookSecretHandler(BridgewatchDb db, Envelope envelope, Settings settings) : ICommandHandler<RotateWebhookSecret, RotatedWebhookSecret>
{
    public async ValueTask<RotatedWebhookSecret> Handle(RotateWebhookSecret command, CancellationToken ct)
    {
        var webhook = await db.ExpectWebhook(command.Webhook, ct);
        var secret = Webhook.NewSecret();
        webhook.Rotate(settings.Close(new(secret)).Value, envelope.At);
        return new(secret, webhook.EarlierSecretUntil!.Value);
    }
}

internal static class RotateWebhookSecretEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/webhooks/{webhook}/secret", async (WebhookId webhook, Commands commands, Door door, CancellationToken ct) =>
    {
        WebhookRules.RefuseKey(door);
        return TypedResults.Ok(await commands.Send(new RotateWebhookSecret(webhook), ct));
    });
}
