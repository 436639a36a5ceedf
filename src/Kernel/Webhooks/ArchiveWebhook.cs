using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Kernel.Webhooks;

/// <summary>Ends a webhook: it is told nothing any more, also not what waits. What was delivered stays in its log.</summary>
[Requires(KernelPermissions.ManageWebhooks)]
public sealed record ArchiveWebhook(WebhookId Webhook) : ICommand;

internal sealed class ArchiveWebhookHandler(BridgewatchDb db, Envelope envelope) : ICommandHandler<ArchiveWebhook>
{
    public async ValueTask<Unit> Handle(ArchiveWebhook command, CancellationToken ct)
    {
        (await db.ExpectWebhook(command.Webhook, ct)).Archive(envelope.At);
        return default;
    }
}

internal static class ArchiveWebhookEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/webhooks/{webhook}", async (WebhookId webhook, Commands commands, CancellationToken ct) =>
    {
        await commands.Send(new ArchiveWebhook(webhook), ct);
        return TypedResults.NoContent();
    });
}
