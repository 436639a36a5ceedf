using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Access.Accesses;

/// <summary>That somebody looked at what is not theirs to work on. Operational: nothing changed by it, and it is kept only for a while.</summary>
public sealed class AccessEntry
{
    public const int LongestName = 200;
    public const int LongestBy = 100;

    /// <summary>Given by the database, growing.</summary>
    public long Seq { get; init; }

    public required Instant At { get; init; }

    public required PersonId Person { get; init; }

    public required AccessKind What { get; init; }

    public required string SubjectKind { get; init; }

    public required Guid SubjectId { get; init; }

    /// <summary>As people know it: <c>T-1042</c>, the name of a file.</summary>
    public required string Subject { get; init; }

    /// <summary>The browser in words, or the token by its last characters. Empty once the person is forgotten.</summary>
    public required string By { get; init; }

    /// <summary>Of the network, as far as known.</summary>
    public string? Address { get; init; }
}

/// <summary>What was looked at. What else is handed out adds its word here.</summary>
public enum AccessKind
{
    Conversation,

    /// <summary>A sample drawn from the records behind a practice.</summary>
    Sample,

    /// <summary>The records behind a practice, taken out as a table.</summary>
    Records,
}
