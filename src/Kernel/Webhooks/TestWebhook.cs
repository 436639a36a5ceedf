using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Kernel.Webhooks;

/// <summary>Sends a webhook an event of its own, whatever it is told otherwise, to see whether it arrives.</summary>
[Requires(KernelPermissions.ManageWebhooks)]
public sealed record TestWebhook(WebhookId Webhook) : ICommand;

internal sealed class TestWebhookHandler(BridgewatchDb db) : ICommandHandler<TestWebhook>
{
    public async ValueTask<Unit> Handle(TestWebhook command, CancellationToken ct)
    {
        (await db.ExpectWebhook(command.Webhook, ct)).Test();
        return default;
    }
}

internal static class TestWebhookEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/webhooks/{webhook}/test", async (WebhookId webhook, Commands commands, CancellationToken ct) =>
    {
        await commands.Send(new TestWebhook(webhook), ct);
        return TypedResults.NoContent();
    });
}
