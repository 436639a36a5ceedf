using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.Accesses;

/// <summary>Deletes entries of the access log that were kept for long enough.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record ForgetAccesses : ICommand, IBulkCommand
{
    internal static DueHandler Handler { get; } = new("access.forget-accesses", _ => new ForgetAccesses(), Every: Duration.FromHours(24));
}

internal sealed class ForgetAccessesHandler(BridgewatchDb db, Envelope envelope, Settings settings) : ICommandHandler<ForgetAccesses>
{
    public async ValueTask<Unit> Handle(ForgetAccesses command, CancellationToken ct)
    {
        var before = envelope.At - Duration.FromDays((await settings.Get<AccessLogPolicy>(ct)).KeepDays);
        await db.Accesses.Where(a => a.At < before).ExecuteDeleteAsync(ct);
        return default;
    }
}
