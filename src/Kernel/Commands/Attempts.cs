namespace Bridgewatch.Kernel;

/// <summary>Does parts of a work within one transaction that need not all go well: what is refused is taken back, and the rest goes on.</summary>
/// <remarks>Only for what runs in one transaction from its first read on, as reactors and due work do. A part that was refused may have changed what is
/// tracked, and nothing else: it must not have sent a command that went well before.</remarks>
public sealed class Attempts(BridgewatchDb db, Envelope envelope, Commit commit)
{
    /// <summary>Does a part.</summary>
    /// <returns>Why it was refused, in words; null when it was done.</returns>
    public async ValueTask<string?> Try(Func<ValueTask> part, CancellationToken ct)
    {
        // What was done before stays, whatever becomes of this.
        await commit.Write(ct);
        try
        {
            await part();
            return null;
        }
        catch (Exception exception) when (exception is Refusal or Invalid or NotVisible or Forbidden)
        {
            db.ChangeTracker.Clear();
            db.Inserts.Clear();
            envelope.Loose.Clear();
            return exception is Invalid invalid ? string.Join(' ', invalid.Errors.SelectMany(e => e.Value)) : exception.Message;
        }
    }
}
