using Bridgewatch.Desk.Attachments;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Email;

/// <summary>Deletes mails that were looked at long ago. What waits is never deleted.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record PurgeMails : ICommand
{
    internal const int AtOnce = 500;

    internal static DueHandler Handler { get; } = new("desk.purge-mails", _ => new PurgeMails(), Duration.FromHours(1));
}

internal sealed class PurgeMailsHandler(BridgewatchDb db, Envelope envelope) : ICommandHandler<PurgeMails>
{
    public async ValueTask<Unit> Handle(PurgeMails command, CancellationToken ct)
    {
        var (left, taken, quarantined) = (envelope.At - RawMail.Kept, envelope.At - RawMail.KeptTakenIn, envelope.At - RawMail.KeptQuarantined);
        var old = await db.RawMails.Where(r => r.State == RawMailState.LeftOut && r.ReceivedAt < left || r.State == RawMailState.TakenIn && r.ReceivedAt < taken
                || r.State == RawMailState.Quarantined && r.ReceivedAt < quarantined)
            .OrderBy(r => r.ReceivedAt).Take(PurgeMails.AtOnce).ToListAsync(ct);
        foreach (var raw in old)
        {
            db.Remove(raw);
            db.Add(RemoveContent.Promise(raw.Sha256, envelope.At));
        }
        return default;
    }
}

