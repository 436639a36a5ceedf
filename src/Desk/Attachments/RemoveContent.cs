using Bridgewatch.Desk.Email;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Attachments;

/// <summary>Removes a content from the folder after the last row that named it is gone. What was written a moment ago is tried again later,
/// since a row that names it may be on its way.</summary>
internal sealed class RemoveContent(BridgewatchDb db, FileStore files) : ICarrier
{
    private const string CarriedAs = "file-removal";

    public string Kind => CarriedAs;

    public static Delivery Promise(string sha256, Instant at)
    {
        var id = DeliveryId.New();
        return new()
        {
            Id = id,
            Kind = CarriedAs,
            Key = $"{CarriedAs}/{id}",
            Payload = KernelJson.Write(sha256),
            SubjectKind = "file",
            SubjectId = id.Value,
            CreatedAt = at,
            NextAt = at,
        };
    }

    public async Task Carry(Delivery delivery, CancellationToken ct)
    {
        var sha256 = KernelJson.Read<string>(delivery.Payload);
        if (await db.AllAttachments.AnyAsync(a => a.Sha256 == sha256, ct) || await db.RawMails.AnyAsync(r => r.Sha256 == sha256, ct)) return;
        if (!files.Remove(sha256)) throw new InvalidOperationException("It was written just now, and may be about to be used again.");
    }
}

/// <summary>Removes contents that no row ever named: a process was killed, or a command refused, after they were written.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record RemoveUnnamedContents : ICommand
{
    internal static DueHandler Due { get; } = new("desk.remove-unnamed-contents", _ => new RemoveUnnamedContents(), Duration.FromDays(1));
}

/// <summary>All of it happens before the transaction, since it is about files.</summary>
internal sealed class RemoveUnnamedContentsPreparation(BridgewatchDb db, FileStore files, Envelope envelope) : IPrepare<RemoveUnnamedContents>
{
    public async ValueTask Prepare(RemoveUnnamedContents command, CancellationToken ct)
    {
        files.RemoveLeftovers();
        foreach (var some in files.Before(envelope.At - Duration.FromDays(1)).Chunk(500))
        {
            var named = (await db.AllAttachments.AsNoTracking().Where(a => some.Contains(a.Sha256)).Select(a => a.Sha256).ToListAsync(ct)).ToHashSet();
            named.UnionWith(await db.RawMails.AsNoTracking().Where(r => some.Contains(r.Sha256)).Select(r => r.Sha256).ToListAsync(ct));
            foreach (var unnamed in some.Where(s => !named.Contains(s))) files.Remove(unnamed);
        }
    }
}

internal sealed class RemoveUnnamedContentsHandler : ICommandHandler<RemoveUnnamedContents>
{
    public ValueTask<Unit> Handle(RemoveUnnamedContents command, CancellationToken ct) => default;
}
