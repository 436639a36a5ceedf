using System.Text.Json.Serialization;

namespace Bridgewatch.Kernel.Seal;

/// <summary>What a check of the seal can find.</summary>
public enum FindingKind
{
    /// <summary>Data or salt of an entry are not what its digest says.</summary>
    Changed,

    /// <summary>Another column of an entry, or its digest, is not what was sealed.</summary>
    Altered,

    /// <summary>An entry that was sealed is gone.</summary>
    Missing,

    /// <summary>An entry stands among sealed ones without having been sealed.</summary>
    Inserted,

    /// <summary>An entry, or a place in a batch, is there twice.</summary>
    Duplicate,

    /// <summary>An entry stands in the place of another.</summary>
    Swapped,

    /// <summary>An entry is empty, and no signed erasure names it.</summary>
    ErasedWithoutEvent,

    /// <summary>The leaves of a batch do not give its root.</summary>
    BatchRoot,

    /// <summary>A batch does not continue the chain.</summary>
    BatchChain,

    /// <summary>A batch carries a signature that its key did not make.</summary>
    BatchSignature,

    /// <summary>A batch is gone, while its leaves or later batches are there.</summary>
    BatchMissing,

    /// <summary>Batches are signed by a key that is not trusted here. Named once, with the first such batch.</summary>
    UnknownKey,

    /// <summary>A batch is not the one that was kept outside: the journal was rewritten and sealed anew.</summary>
    AnchorMismatch,

    /// <summary>A batch that was kept outside is gone: the end of the journal was cut off.</summary>
    AnchorMissing,
}

/// <summary>One finding, with the entry or the batch it is about.</summary>
/// <param name="Other">For <see cref="FindingKind.Swapped"/>: the entry whose place it has taken.</param>
/// <param name="To">The last of several batches in a row.</param>
public sealed record Finding(
    FindingKind Kind,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Seq = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Batch = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? To = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Other = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Key = null);

/// <summary>What a check of the whole journal showed.</summary>
/// <param name="Entries">Entries in the journal.</param>
/// <param name="Sealed">Those of them that are sealed.</param>
/// <param name="Unsealed">Those that are not yet: the newest few, while a server runs.</param>
/// <param name="Erased">Those whose data was erased with a person; their place in the chain still holds.</param>
/// <param name="Findings">At most <see cref="Verification.MostFindings"/>.</param>
/// <param name="LeftOff">Findings beyond those.</param>
public sealed record VerificationResult(
    long Entries, long Sealed, long Unsealed, long Erased, IReadOnlyList<Finding> Findings,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long LeftOff = 0);
