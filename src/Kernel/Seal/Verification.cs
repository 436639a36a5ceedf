using Bridgewatch.Kernel.Erasure;

namespace Bridgewatch.Kernel.Seal;

/// <summary>Checks the whole journal against its seal, and the seal against what was kept outside the database.</summary>
/// <remarks>It reads one consistent view piece by piece, so the journal may be of any length and a server may go on writing.
/// Without the key file of a server that sealed, or signed roots from elsewhere, every batch is by an unknown key: whoever owns
/// the database could have signed it.</remarks>
public sealed class Verification(BridgewatchDb db, SealKeys keys)
{
    public const int MostFindings = 1_000;

    /// <param name="anchors">Roots that were kept elsewhere; empty when there are none.</param>
    public async Task<VerificationResult> Run(IReadOnlyCollection<SignedRoot> anchors, CancellationToken ct)
    {
        var trusted = keys.Trusted(anchors.Select(a => Convert.FromBase64String(a.PublicKey)));
        await using var snapshot = await SealSnapshot.Take(db, ct);
        var erased = ErasedEntries.Read(await snapshot.DataOf(PersonErased.Type, ct), trusted);
        var seal = new SealCheck(trusted, erased, anchors);
        var next = Task.Run(() => snapshot.Next(ct), ct);
        while (await next is { } chunk)
        {
            // While this piece is hashed, the next one is read.
            next = Task.Run(() => snapshot.Next(ct), ct);
            seal.Check(chunk);
        }
        seal.Finish(named: await snapshot.Count("SELECT coalesce(max(batch), 0) FROM seal_leaf", ct));
        var entries = await snapshot.Count("SELECT count(*) FROM journal", ct);
        var expected = seal.Present + await snapshot.Count(
            "SELECT count(*) FROM seal_leaf l JOIN journal j ON j.seq = l.seq WHERE l.batch > @batch", ct, ("@batch", seal.Batch));
        await foreach (var (seq, digest, salt, data) in snapshot.Tail(seal.End, ct))
        {
            expected++;
            seal.CheckData(seq, digest, salt, data);
        }
        // What has no leaf and does not stand behind the last sealed entry was put in between.
        if (entries - expected is > 0 and var inserted)
        {
            var seqs = await snapshot.UnsealedBefore(seal.End, MostFindings, ct);
            foreach (var seq in seqs) seal.Find(new(FindingKind.Inserted, seq));
            seal.LeftOff += inserted - seqs.Count;
        }
        return new(entries, seal.Present, entries - seal.Present, seal.Erased, seal.Findings, seal.LeftOff);
    }
}
