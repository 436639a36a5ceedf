using Bridgewatch.Kernel.Erasure;

namespace Bridgewatch.Kernel.Seal;

/// <summary>Follows the chain batch by batch and names what does not fit. Fed in the order of the seal.</summary>
internal sealed class SealCheck(TrustedKeys trusted, ErasedEntries erased, IReadOnlyCollection<SignedRoot> anchors)
{
    /// <summary>Among so many damaged entries it is told which ones changed places.</summary>
    private const int MostSuspects = 300;

    private readonly ILookup<long, SignedRoot> _anchors = anchors.ToLookup(a => a.Batch);
    private readonly List<Finding> _findings = [];
    private readonly List<SealedEntry> _altered = [];
    private readonly List<SealedEntry> _changed = [];
    private readonly HashSet<string> _unknownKeys = [];
    private byte[] _chain = Chain.Start.ToArray();
    private long _batch;

    public IReadOnlyList<Finding> Findings => _findings;

    public long LeftOff { get; set; }

    /// <summary>Sealed entries that are there.</summary>
    public long Present { get; private set; }

    public long Erased { get; private set; }

    /// <summary>The place in the journal of the last sealed entry that is there, and what it was.</summary>
    public (long Xid, long Seq) End { get; private set; } = (Position.Start.Xid, Position.Start.Seq);

    public void Find(Finding finding)
    {
        if (_findings.Count < Verification.MostFindings) _findings.Add(finding);
        else LeftOff++;
    }

    public void Check(SealedChunk chunk)
    {
        var hashes = new (byte[]? Leaf, byte[]? Digest)[chunk.Entries.Count];
        Parallel.For(0, hashes.Length, i => hashes[i] = Hash(chunk.Entries[i]));
        var next = 0;
        foreach (var batch in chunk.Batches)
        {
            // Leaves of a batch that is gone stand between those of its neighbours.
            while (next < hashes.Length && chunk.Entries[next].Batch < batch.Batch) CheckEntry(chunk.Entries[next], hashes[next++]);
            var (tree, last) = (new MerkleTree(), -1);
            for (; next < hashes.Length && chunk.Entries[next].Batch == batch.Batch; next++)
            {
                var entry = chunk.Entries[next];
                if (entry.Index == last)
                {
                    Find(new(FindingKind.Duplicate, entry.Seq, batch.Batch));
                    continue;
                }
                last = entry.Index;
                if (entry.Hash.Length == Leaf.HashLength) tree.Add(entry.Hash);
                CheckEntry(entry, hashes[next]);
            }
            CheckBatch(batch, tree);
        }
        for (; next < hashes.Length; next++) CheckEntry(chunk.Entries[next], hashes[next]);
    }

    /// <summary>The last batch that is there.</summary>
    public long Batch => _batch;

    /// <param name="named">The highest batch that any leaf names.</param>
    public void Finish(long named)
    {
        if (named > _batch) Find(Missing(_batch + 1, named));
        foreach (var anchor in anchors.Where(a => a.Batch > _batch)) Find(new(FindingKind.AnchorMissing, Batch: anchor.Batch));
        NameSwaps();
    }

    /// <summary>Compares data with its digest, and holds what is empty against the erasures.</summary>
    public bool CheckData(long seq, byte[]? digest, byte[]? salt, byte[]? data)
    {
        if (salt is null && data is null)
        {
            Erased++;
            if (!erased.Contains(seq)) Find(new(FindingKind.ErasedWithoutEvent, seq));
            return true;
        }
        if (salt is { Length: Leaf.SaltLength } && data is not null && digest is not null && Leaf.Digest(salt, data).AsSpan().SequenceEqual(digest)) return true;
        Find(new(FindingKind.Changed, seq));
        return false;
    }

    private static (byte[]? Leaf, byte[]? Digest) Hash(SealedEntry entry) => (
        entry.Entry is { } columns ? Leaf.Hash(columns) : null,
        entry is { Salt: { Length: Leaf.SaltLength } salt, Data: { } data } ? Leaf.Digest(salt, data) : null);

    private void CheckEntry(SealedEntry entry, (byte[]? Leaf, byte[]? Digest) hash)
    {
        if (!entry.IsThere)
        {
            Find(new(FindingKind.Missing, entry.Seq));
            return;
        }
        Present++;
        if (hash.Leaf is null || !hash.Leaf.AsSpan().SequenceEqual(entry.Hash))
        {
            Find(new(FindingKind.Altered, entry.Seq));
            if (_altered.Count < MostSuspects) _altered.Add(entry);
            return;
        }
        var place = (entry.Xid, entry.Seq);
        if (place.CompareTo(End) <= 0) Find(new(FindingKind.Swapped, entry.Seq, Other: End.Seq));
        End = place;
        if (hash.Digest is { } digest && digest.AsSpan().SequenceEqual(entry.Entry!.Digest)) return;
        if (!CheckData(entry.Seq, entry.Entry!.Digest, entry.Salt, entry.Data) && _changed.Count < MostSuspects) _changed.Add(entry);
    }

    private void CheckBatch(SealBatch batch, MerkleTree tree)
    {
        var follows = batch.Batch == _batch + 1;
        if (!follows) Find(Missing(_batch + 1, batch.Batch - 1));
        if (tree.Count != batch.Count || !tree.Root().AsSpan().SequenceEqual(batch.Root)) Find(new(FindingKind.BatchRoot, Batch: batch.Batch));
        // Behind a gap the chain cannot be followed; the gap has been named.
        if (follows && !IsNext(batch)) Find(new(FindingKind.BatchChain, Batch: batch.Batch));
        if (!trusted.Knows(batch.KeyId))
        {
            if (_unknownKeys.Add(batch.KeyId)) Find(new(FindingKind.UnknownKey, Batch: batch.Batch, Key: batch.KeyId));
        }
        else if (!trusted.Signed(batch.KeyId, batch.Chain, batch.Signature))
        {
            Find(new(FindingKind.BatchSignature, Batch: batch.Batch));
        }
        var chain = Convert.ToHexStringLower(batch.Chain);
        if (_anchors[batch.Batch].Any(a => a.Chain != chain)) Find(new(FindingKind.AnchorMismatch, Batch: batch.Batch));
        (_batch, _chain) = (batch.Batch, batch.Chain.Length == Leaf.HashLength ? batch.Chain : Chain.Start.ToArray());
    }

    private bool IsNext(SealBatch batch) =>
        batch.Root.Length == Leaf.HashLength
        && Chain.Next(_chain, batch.Batch, batch.Count, batch.At, batch.Root).AsSpan().SequenceEqual(batch.Chain);

    private static Finding Missing(long from, long to) => new(FindingKind.BatchMissing, Batch: from, To: to > from ? to : null);

    /// <summary>Who finds his entry altered, and the neighbour's too, wants to know that the two were exchanged.</summary>
    private void NameSwaps()
    {
        foreach (var entry in _altered.Where(e => e.Entry is not null))
        {
            var home = _altered.Find(e => e.Seq != entry.Seq && Leaf.Hash(entry.Entry! with { Seq = e.Seq }).AsSpan().SequenceEqual(e.Hash));
            if (home is not null) Name(FindingKind.Altered, entry.Seq, home.Seq);
        }
        foreach (var entry in _changed.Where(e => e is { Salt.Length: Leaf.SaltLength, Data: not null }))
        {
            var digest = Leaf.Digest(entry.Salt, entry.Data);
            var home = _changed.Find(e => e.Seq != entry.Seq && digest.AsSpan().SequenceEqual(e.Entry!.Digest));
            if (home is not null) Name(FindingKind.Changed, entry.Seq, home.Seq);
        }
    }

    private void Name(FindingKind kind, long seq, long home)
    {
        var at = _findings.FindIndex(f => f.Kind == kind && f.Seq == seq);
        if (at >= 0) _findings[at] = new(FindingKind.Swapped, seq, Other: home);
    }
}
