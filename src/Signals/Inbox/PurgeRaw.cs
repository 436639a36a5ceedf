using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Signals.Inbox;

/// <summary>Deletes messages that were taken in long ago. What waits is never deleted.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record PurgeRaw : ICommand, IBulkCommand
{
    /// <summary>The kind of due work that sends it.</summary>
    public const string Kind = "signals.purge-raw";

    internal static DueHandler Handler { get; } = new(Kind, _ => new PurgeRaw(), Duration.FromHours(1));
}

internal sealed class PurgeRawHandler(BridgewatchDb db, Envelope envelope) : ICommandHandler<PurgeRaw>
{
    public async ValueTask<Unit> Handle(PurgeRaw command, CancellationToken ct)
    {
        var (processed, other) = (envelope.At - RawMessage.Kept, envelope.At - RawMessage.KeptNotUnderstood);
        await db.RawMessages
            .Where(r => (r.State == RawState.Processed && r.ReceivedAt < processed) || (r.State == RawState.NotUnderstood && r.ReceivedAt < other))
            .ExecuteDeleteAsync(ct);
        return default;
    }
}
