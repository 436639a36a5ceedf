using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Subscriptions;

/// <summary>Takes a subscription back that was a mistake: it counts on no day. One that is over gets a last day instead.</summary>
[Requires(CatalogPermissions.EditCustomers)]
public sealed record ArchiveSubscription(SubscriptionId Subscription) : ICommand;

internal sealed class ArchiveSubscriptionHandler(Envelope envelope, SubscriptionLinks links) : ICommandHandler<ArchiveSubscription>
{
    public async ValueTask<Unit> Handle(ArchiveSubscription command, CancellationToken ct)
    {
        var subscription = await links.Expect(command.Subscription, ct);
        subscription.Archive(envelope.At);
        return default;
    }
}

internal static class ArchiveSubscriptionEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/subscriptions/{subscription}",
        async (SubscriptionId subscription, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new ArchiveSubscription(subscription), ct);
            return TypedResults.NoContent();
        });
}
