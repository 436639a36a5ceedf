using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Kernel.Seal;

/// <summary>How an entry stands with the seal.</summary>
public enum ProofState
{
    /// <summary>It is as it was sealed, and the way from it to a signed root is whole.</summary>
    Sealed,

    /// <summary>As sealed; its data was erased with a person, by a signed erasure.</summary>
    Erased,

    /// <summary>Too new: the seal comes within seconds.</summary>
    Unsealed,

    /// <summary>Something does not fit; <see cref="EntryProof.Finding"/> says what.</summary>
    Broken,
}

/// <summary>What ties an entry to a signed root. Hashes are hexadecimal.</summary>
/// <param name="Finding">What does not fit; null unless broken.</param>
/// <param name="Index">Its place among the leaves of its batch, from 0.</param>
/// <param name="Count">How many leaves the batch has.</param>
/// <param name="Leaf">Hash of the entry's columns.</param>
/// <param name="Path">Hashes from the leaf's sibling up to the root (RFC 6962, 2.1.1).</param>
/// <param name="SealedAt">When the batch was sealed.</param>
public sealed record EntryProof(
    ProofState State, FindingKind? Finding = null, long? Batch = null, int? Index = null, int? Count = null, string? Leaf = null,
    IReadOnlyList<string>? Path = null, string? Root = null, string? KeyId = null, Instant? SealedAt = null);

/// <summary>Proves single entries. That the chain of batches is whole, <see cref="Verification"/> says.</summary>
public sealed class EntryProofs(BridgewatchDb db, SealKeys keys)
{
    /// <param name="seq">The number of an entry that exists.</param>
    public async Task<EntryProof> Of(long seq, CancellationToken ct)
    {
        SealedEntry? entry;
        ErasedEntries erased;
        var trusted = keys.Trusted([]);
        await using (var snapshot = await SealSnapshot.Take(db, ct))
        {
            entry = await snapshot.Entry(seq, ct);
            erased = ErasedEntries.Read(entry is { Data: null } ? await snapshot.DataOf(PersonErased.Type, ct) : [], trusted);
        }
        if (entry is null) return new(ProofState.Unsealed);
        var leaves = await db.Set<SealLeaf>().Where(l => l.Batch == entry.Batch).OrderBy(l => l.Index).Select(l => l.Hash).ToListAsync(ct);
        var batch = await db.Set<SealBatch>().AsNoTracking().SingleOrDefaultAsync(b => b.Batch == entry.Batch, ct);
        var (finding, path) = Check(entry, leaves, batch, trusted, erased);
        var state = finding is not null ? ProofState.Broken : entry.Data is null ? ProofState.Erased : ProofState.Sealed;
        return new(state, finding, entry.Batch, entry.Index, leaves.Count, Convert.ToHexStringLower(entry.Hash), [.. path.Select(Convert.ToHexStringLower)],
            batch is null ? null : Convert.ToHexStringLower(batch.Root), batch?.KeyId, batch?.At);
    }

    private static (FindingKind? Finding, IReadOnlyList<byte[]> Path) Check(
        SealedEntry entry, List<byte[]> leaves, SealBatch? batch, TrustedKeys trusted, ErasedEntries erased)
    {
        if (batch is null) return (FindingKind.BatchMissing, []);
        if (entry.Entry is not { } columns || !Seal.Leaf.Hash(columns).AsSpan().SequenceEqual(entry.Hash)) return (FindingKind.Altered, []);
        if (DataFinding(entry, columns, erased) is { } finding) return (finding, []);
        var tree = new MerkleTree();
        foreach (var leaf in leaves) tree.Add(leaf);
        if (leaves.Count != batch.Count || !tree.Root().AsSpan().SequenceEqual(batch.Root)) return (FindingKind.BatchRoot, []);
        var path = MerkleTree.Path(leaves, entry.Index);
        if (!trusted.Knows(batch.KeyId)) return (FindingKind.UnknownKey, path);
        return (trusted.Signed(batch.KeyId, batch.Chain, batch.Signature) ? null : FindingKind.BatchSignature, path);
    }

    private static FindingKind? DataFinding(SealedEntry entry, EntryColumns columns, ErasedEntries erased) => entry switch
    {
        { Salt: null, Data: null } => erased.Contains(entry.Seq) ? null : FindingKind.ErasedWithoutEvent,
        { Salt: { Length: Seal.Leaf.SaltLength } salt, Data: { } data } => Seal.Leaf.Digest(salt, data).AsSpan().SequenceEqual(columns.Digest) ? null : FindingKind.Changed,
        _ => FindingKind.Changed,
    };
}
