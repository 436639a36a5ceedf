using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel;

/// <summary>Tries a delivery again now: one that was given up, or one that waits for its next attempt.</summary>
[Requires(KernelPermissions.ManageDeliveries)]
public sealed record RetryDelivery(DeliveryId Delivery) : ICommand;

/// <summary>A person had a delivery tried again.</summary>
[JournalType("kernel.delivery.retried.v1")]
public sealed record DeliveryRetried(DeliveryId Delivery, int Attempts) : JournalEvent;

internal sealed class RetryDeliveryHandler(BridgewatchDb db, Envelope envelope, Journal journal) : ICommandHandler<RetryDelivery>
{
    public async ValueTask<Unit> Handle(RetryDelivery command, CancellationToken ct)
    {
        var delivery = await db.Set<Delivery>().SingleOrDefaultAsync(d => d.Id == command.Delivery, ct) ?? throw new NotVisible("delivery");
        delivery.MustBeUnsettled();
        if (delivery.Payload.Length == 0) throw DeliveryRefusals.Empty();
        (delivery.State, delivery.NextAt) = (DeliveryState.Pending, envelope.At);
        journal.Record(new("delivery", delivery.Id.Value), new DeliveryRetried(delivery.Id, delivery.Attempts));
        return default;
    }
}

internal static class DeliveryRefusals
{
    /// <exception cref="Refusal">It was sent or dropped.</exception>
    public static void MustBeUnsettled(this Delivery delivery)
    {
        if (delivery.State is not (DeliveryState.Sent or DeliveryState.Dropped)) return;
        throw new Refusal("delivery-settled", $"This delivery is {Words.Of(delivery.State)}.", "Nothing is left to do about it.")
        {
            Facts = new Dictionary<string, object?> { ["state"] = delivery.State },
        };
    }

    public static Refusal Empty() => new(
        "delivery-empty", "The contents of this delivery were erased with the person whom they concerned.", "Drop it.");
}

internal static class RetryDeliveryEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/deliveries/{delivery}/attempts",
        async (DeliveryId delivery, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new RetryDelivery(delivery), ct);
            return TypedResults.NoContent();
        });
}
