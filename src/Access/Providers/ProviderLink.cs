using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Access.Providers;

/// <summary>An account at a provider as which a person signs in. Bound at the first sign-in, and to the account alone: what becomes of the
/// address at the provider changes nothing. Operational, as <see cref="SignIn.Credential"/> is.</summary>
public sealed class ProviderLink
{
    public const int LongestIssuer = 400;

    /// <summary>Longer ones are none that the standard allows.</summary>
    public const int LongestSubject = 255;

    public required ProviderLinkId Id { get; init; }

    public required PersonId Person { get; init; }

    /// <summary>The provider's key in the configuration at that time.</summary>
    public required string Provider { get; init; }

    public required string Issuer { get; init; }

    public required string Subject { get; init; }

    public required Instant Since { get; init; }

    public Instant LastUsedAt { get; set; }
}

/// <summary>A link as its person and administrators see it.</summary>
/// <param name="Name">Of the provider; its key when the configuration knows it no longer.</param>
public sealed record ProviderLinkResource(ProviderLinkId Id, string Provider, string Name, string Issuer, string Subject, Instant Since, Instant LastUsedAt);

/// <summary>From now on the person may sign in with this account at the provider.</summary>
[JournalType("access.provider.linked.v1")]
public sealed record ProviderLinked(PersonId Person, ProviderLinkId Link, string Provider) : JournalEvent;

/// <summary>The person's account at the provider lets nobody in any more; all sessions ended.</summary>
[JournalType("access.provider.unlinked.v1")]
public sealed record ProviderUnlinked(PersonId Person, ProviderLinkId Link, string Provider) : JournalEvent;
