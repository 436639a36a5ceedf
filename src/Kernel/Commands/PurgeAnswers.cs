using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>Forgets kept answers after their day.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record PurgeAnswers : ICommand, IBulkCommand
{
    public static DueHandler Due { get; } = new("kernel.purge-answers", _ => new PurgeAnswers(), Duration.FromHours(1));
}

internal sealed class PurgeAnswersHandler(BridgewatchDb db, Envelope envelope) : ICommandHandler<PurgeAnswers>
{
    public async ValueTask<Unit> Handle(PurgeAnswers command, CancellationToken ct)
    {
        var before = envelope.At - Idempotency.Kept;
        await db.Set<IdempotentAnswer>().Where(a => a.At < before).ExecuteDeleteAsync(ct);
        return default;
    }
}
