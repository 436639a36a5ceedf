using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Triggers;

/// <summary>Forgets what explained why triggers acted or did not, once nobody asks any more.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record ForgetTriggerLooks : ICommand, IBulkCommand
{
    internal static DueHandler Handler { get; } = new("desk.forget-trigger-looks", _ => new ForgetTriggerLooks(), Duration.FromDays(1));
}

internal sealed class ForgetTriggerLooksHandler(BridgewatchDb db, Envelope envelope) : ICommandHandler<ForgetTriggerLooks>
{
    public async ValueTask<Unit> Handle(ForgetTriggerLooks command, CancellationToken ct)
    {
        var before = envelope.At - TriggerLook.Kept;
        await db.AllTriggerLooks.Where(l => l.At < before).ExecuteDeleteAsync(ct);
        return default;
    }
}
