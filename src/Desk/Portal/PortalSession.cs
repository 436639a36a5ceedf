using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Portal;

/// <summary>A customer's browser, let in by a mailed link. It ends with its time, by signing out, and when the contact is archived or erased
/// or loses an address.</summary>
public sealed class PortalSession
{
    public static readonly Duration Life = Duration.FromDays(14);

    public required BrowserSessionId Id { get; init; }

    /// <summary>SHA-256 of what the cookie holds.</summary>
    public required byte[] Hash { get; init; }

    public required ContactId Contact { get; set; }

    /// <summary>Under whose name they came in.</summary>
    public required BrandId Brand { get; init; }

    /// <summary><see cref="Life"/> after what let them in was made: it is never put off.</summary>
    public required Instant ExpiresAt { get; init; }
}

/// <summary>A mailed link that opens the portal once. Looking at it consumes nothing: scanners of mail follow links.</summary>
public sealed class PortalLink
{
    public static readonly Duration Life = Duration.FromHours(1);

    /// <summary>SHA-256 of the secret in the address; the secret itself is in the mail alone.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Null where the address was nobody's, which whoever asks must not find out, and where a request waits.</summary>
    public ContactId? Contact { get; set; }

    /// <summary>The request that waits for its sender to show that the address is theirs.</summary>
    public LeftRequestId? Request { get; init; }

    public required BrandId Brand { get; init; }

    /// <summary>Where it leads, a path of the portal.</summary>
    public string? Path { get; init; }

    public required Instant MadeAt { get; init; }

    public required Instant ExpiresAt { get; init; }
}

/// <summary>A request that somebody left without signing in. It is no ticket until the mailed link shows that the address is theirs.</summary>
public sealed class LeftRequest
{
    public static readonly Duration Life = Duration.FromDays(3);

    /// <summary>Whoever is not known yet says it shorter.</summary>
    public const int LongestBody = 20_000;

    public required LeftRequestId Id { get; init; }

    public required BrandId Brand { get; init; }

    /// <summary>Normalised, and nobody's until it is confirmed.</summary>
    public required string Address { get; init; }

    public required string Name { get; init; }

    public required string Subject { get; init; }

    public required string Body { get; init; }

    /// <summary>What was said in fields, by key, as it was typed: they are read when it becomes a ticket, as they are then.</summary>
    public required IReadOnlyDictionary<string, string> Answers { get; init; }

    public required Instant At { get; init; }

    public required Instant ExpiresAt { get; init; }
}
