using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Access.SecondFactor;

/// <summary>An app on a person's telephone that makes a code each half minute (RFC 6238). Operational, as <see cref="SignIn.Credential"/> is.</summary>
public sealed class Authenticator
{
    public required PersonId Person { get; init; }

    /// <summary>What app and server share, as cipher.</summary>
    public required string Secret { get; init; }

    public required Instant Since { get; init; }

    /// <summary>The half minute of the last code that was taken; that code and those before it are spent. Of two who show the same code at
    /// once one writes it.</summary>
    public required long LastStep { get; set; }
}
