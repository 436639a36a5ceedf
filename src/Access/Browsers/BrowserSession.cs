using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Access.Browsers;

/// <summary>A browser in which a person is signed in; its cookie names the row. Operational: that somebody signed in is in the journal.</summary>
public sealed class BrowserSession
{
    public const int LongestDevice = 80;

    /// <summary>Counted from the last visit.</summary>
    public static readonly Duration Life = Duration.FromDays(7);

    public required BrowserSessionId Id { get; init; }

    public required PersonId Person { get; init; }

    /// <summary>The person's stamp when it began; a new one ends the session together with all others.</summary>
    public required string Stamp { get; init; }

    /// <summary>In words: <c>Firefox on Windows</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Of the network, when it began; null where it was not known.</summary>
    public string? Address { get; init; }

    /// <summary>Who vouched for the person; null after a password or a passkey.</summary>
    public string? Provider { get; init; }

    /// <summary>What shows that provider who signs out, as cipher.</summary>
    public string? ProviderToken { get; init; }

    public required Instant StartedAt { get; init; }

    /// <summary>To a few minutes.</summary>
    public Instant LastSeenAt { get; set; }
}
