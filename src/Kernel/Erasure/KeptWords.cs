using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel.Erasure;

/// <summary>Takes a text that must not stay out of what the kernel keeps of it: the mail that carried it, and answers kept for repeated
/// requests. For commands that are <see cref="IBulkCommand"/>.</summary>
public sealed class KeptWords(BridgewatchDb db)
{
    private const string Erased = "erased";

    /// <param name="delivery">The key of the mail. One that was not sent never will be.</param>
    /// <param name="thing">What answers name that hold the text.</param>
    public async Task Forget(string delivery, Guid thing, CancellationToken ct)
    {
        var mails = db.Set<Delivery>().Where(d => d.Key == delivery);
        await mails.Where(d => d.State == DeliveryState.Pending || d.State == DeliveryState.Dead).ExecuteUpdateAsync(s => s.SetProperty(d => d.State, DeliveryState.Dropped), ct);
        await mails.ExecuteUpdateAsync(s => s.SetProperty(d => d.Payload, "").SetProperty(d => d.LastError, Erased).SetProperty(d => d.DroppedBecause, (string?)null), ct);
        await ForgetAnswers(thing, ct);
    }

    /// <summary>Takes a file out of a mail; the rest of it goes its way.</summary>
    public async Task ForgetFile(string delivery, string sha256, Guid thing, CancellationToken ct)
    {
        foreach (var carrying in await db.Set<Delivery>().Where(d => d.Key == delivery && d.Kind == Mail.Kind && d.Payload != "").ToListAsync(ct))
        {
            var mail = KernelJson.Read<Mail>(carrying.Payload);
            carrying.Payload = KernelJson.Write(mail with { Files = [.. mail.Files.Where(f => f.Sha256 != sha256)] });
        }
        await ForgetAnswers(thing, ct);
    }

    private async Task ForgetAnswers(Guid thing, CancellationToken ct)
    {
        var name = thing.ToString();
        await db.Set<IdempotentAnswer>().Where(a => a.Response.Contains(name) || (a.Answer != null && a.Answer.Contains(name))).ExecuteDeleteAsync(ct);
    }
}
