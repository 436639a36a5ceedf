using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Access.Passkeys;

/// <summary>A key on a person's device, which proves device and person at once and needs no password (WebAuthn). Only its public half is here.
/// Operational, as <see cref="SignIn.Credential"/> is.</summary>
public sealed class Passkey
{
    public const int LongestName = 60;

    /// <summary>A person has at most so many.</summary>
    public const int Most = 20;

    /// <summary>Longer ones are none that the standard allows.</summary>
    public const int LongestKey = 1023;

    public required PasskeyId Id { get; init; }

    public required PersonId Person { get; init; }

    /// <summary>As the person calls it: <c>Work laptop</c>.</summary>
    public required string Name { get; set; }

    /// <summary>As the device calls it; unique everywhere.</summary>
    public required byte[] CredentialId { get; init; }

    public required byte[] PublicKey { get; init; }

    /// <summary>Grows with each use where the device counts; one that falls back was copied.</summary>
    public required long SignCount { get; set; }

    /// <summary>How the browser reaches the device, with spaces between: <c>internal hybrid</c>.</summary>
    public required string Transports { get; init; }

    public required bool IsBackupEligible { get; init; }

    public required bool IsBackedUp { get; set; }

    public required Instant CreatedAt { get; init; }

    public Instant? LastUsedAt { get; set; }
}

/// <summary>A passkey as its person sees it.</summary>
public sealed record PasskeyResource(PasskeyId Id, string Name, Instant CreatedAt, Instant? LastUsedAt);

/// <summary>From now on the person may sign in with this device.</summary>
[JournalType("access.passkey.added.v1")]
public sealed record PasskeyAdded(PersonId Person, PasskeyId Passkey) : JournalEvent;

/// <summary>A passkey works no longer.</summary>
[JournalType("access.passkey.removed.v1")]
public sealed record PasskeyRemoved(PersonId Person, PasskeyId Passkey) : JournalEvent;

/// <summary>A passkey is called otherwise.</summary>
[JournalType("access.passkey.renamed.v1")]
public sealed record PasskeyRenamed(PersonId Person, PasskeyId Passkey) : JournalEvent;
