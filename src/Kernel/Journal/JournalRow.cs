using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>One entry as it is stored. Appended, sealed, and never changed; erasing a person empties salt and data.</summary>
public sealed class JournalRow
{
    /// <summary>Unique; on SQLite also the order. On PostgreSQL the order is (xid, seq). Given when the entry is written.</summary>
    public long Seq { get; internal set; }

    public required Instant At { get; init; }

    /// <summary>See <see cref="Kernel.Actor.JournalName"/>.</summary>
    public required string Actor { get; init; }

    public required ActorKind ActorKind { get; init; }

    public required string SubjectKind { get; init; }

    public required Guid SubjectId { get; init; }

    public required string Type { get; init; }

    /// <summary>The fact as JSON; null once erased.</summary>
    public required string? Data { get; init; }

    /// <summary>Sixteen random bytes, so that a digest tells nothing about erased data; null once erased.</summary>
    public required byte[]? Salt { get; init; }

    /// <summary>SHA-256 of salt and data; stays for ever.</summary>
    public required byte[] Digest { get; init; }

    public required Guid CorrelationId { get; init; }

    public required Origin Origin { get; init; }
}
