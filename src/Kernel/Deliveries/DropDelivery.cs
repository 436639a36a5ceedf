using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel;

/// <summary>Decides that a delivery is never sent. It stays in the list with the reason.</summary>
[Requires(KernelPermissions.ManageDeliveries)]
public sealed record DropDelivery(DeliveryId Delivery, string Reason) : ICommand
{
    public const int LongestReason = 500;
}

/// <summary>A person decided that it is never sent. Why stands in its row.</summary>
[JournalType("kernel.delivery.dropped.v1")]
public sealed record DeliveryDropped(DeliveryId Delivery, int Attempts) : JournalEvent;

internal sealed class DropDeliveryValidator : AbstractValidator<DropDelivery>
{
    public DropDeliveryValidator() => RuleFor(c => c.Reason).NotEmpty().WithMessage(_ => RuleTexts.Of<KernelTexts>("rule.why-dropped")).MaximumLength(DropDelivery.LongestReason);
}

internal sealed class DropDeliveryHandler(BridgewatchDb db, Envelope envelope, Journal journal) : ICommandHandler<DropDelivery>
{
    public async ValueTask<Unit> Handle(DropDelivery command, CancellationToken ct)
    {
        var delivery = await db.Set<Delivery>().SingleOrDefaultAsync(d => d.Id == command.Delivery, ct) ?? throw new NotVisible("delivery");
        delivery.MustBeUnsettled();
        if (delivery.State == DeliveryState.Pending && delivery.LeaseUntil > envelope.At)
            throw new Refusal("delivery-under-way", "This delivery is being sent at this moment.", "Look again in a minute.");
        (delivery.State, delivery.DroppedBecause) = (DeliveryState.Dropped, command.Reason.Trim());
        journal.Record(new("delivery", delivery.Id.Value), new DeliveryDropped(delivery.Id, delivery.Attempts));
        return default;
    }
}

internal static class DropDeliveryEndpoint
{
    public sealed record Given(string Reason);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/deliveries/{delivery}/drop",
        async (DeliveryId delivery, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new DropDelivery(delivery, body.Reason), ct);
            return TypedResults.NoContent();
        });
}
