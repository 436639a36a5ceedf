using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>How long the contents of sent deliveries are kept. That they were sent, and when, stays.</summary>
/// <param name="SentDays">Days after sending, 1 to 3650.</param>
[Setting("kernel.delivery-retention", "access.settings")]
public sealed record DeliveryRetention(int SentDays = 30);

internal sealed class DeliveryRetentionValidator : AbstractValidator<DeliveryRetention>
{
    public DeliveryRetentionValidator() => RuleFor(r => r.SentDays).InclusiveBetween(1, 3_650);
}

/// <summary>Empties deliveries that were sent, or made and dropped, long enough ago.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record EmptySentDeliveries : ICommand, IBulkCommand
{
    public static DueHandler Due { get; } = new("kernel.empty-deliveries", _ => new EmptySentDeliveries(), Duration.FromHours(1));
}

internal sealed class EmptySentDeliveriesHandler(BridgewatchDb db, Settings settings, Envelope envelope) : ICommandHandler<EmptySentDeliveries>
{
    public async ValueTask<Unit> Handle(EmptySentDeliveries command, CancellationToken ct)
    {
        var before = envelope.At - Duration.FromDays((await settings.Get<DeliveryRetention>(ct)).SentDays);
        await db.Set<Delivery>().Where(d => d.Payload != ""
                && ((d.State == DeliveryState.Sent && d.SentAt < before) || (d.State == DeliveryState.Dropped && d.CreatedAt < before)))
            .ExecuteUpdateAsync(s => s.SetProperty(d => d.Payload, ""), ct);
        return default;
    }
}
