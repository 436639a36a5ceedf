using NodaTime;

namespace Bridgewatch.Kernel.Seal;

/// <summary>A sealed run of entries: the root of their Merkle tree, chained to the batch before and signed.</summary>
public sealed class SealBatch
{
    /// <summary>1, 2, 3 … without gaps.</summary>
    public required long Batch { get; init; }

    /// <summary>How many entries it seals, at least 1.</summary>
    public required int Count { get; init; }

    /// <summary>Root of the Merkle tree over its leaves (RFC 6962).</summary>
    public required byte[] Root { get; init; }

    /// <summary>Ties it to all batches before, see <see cref="Kernel.Seal.Chain"/>.</summary>
    public required byte[] Chain { get; init; }

    /// <summary>ECDSA P-256 with SHA-256 over the chain value, DER.</summary>
    public required byte[] Signature { get; init; }

    /// <summary>Which key signed: SHA-256 of its public part, in hexadecimal.</summary>
    public required string KeyId { get; init; }

    /// <summary>When it was sealed; part of the chain value.</summary>
    public required Instant At { get; init; }
}

/// <summary>Which entry stands at which place of a batch's tree.</summary>
public sealed class SealLeaf
{
    public required long Batch { get; init; }

    /// <summary>From 0.</summary>
    public required int Index { get; init; }

    public required long Seq { get; init; }

    /// <summary>The leaf as it was when sealed: lets a check name the entry that changed. The root does not depend on it.</summary>
    public required byte[] Hash { get; init; }
}

/// <summary>The public part of a signing key. The private part never enters the database.</summary>
public sealed class SealKey
{
    public required string Id { get; init; }

    /// <summary>SubjectPublicKeyInfo, DER.</summary>
    public required byte[] PublicKey { get; init; }

    public required Instant Since { get; init; }
}
