using System.Security.Cryptography;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Access.SignIn;

/// <summary>How a person proves who they are. Operational: what happened to it is in the journal, the secret itself is not.</summary>
public sealed class Credential
{
    public required PersonId Person { get; init; }

    /// <summary>As ASP.NET Core Identity writes it; null until the invitation is accepted.</summary>
    public string? PasswordHash { get; private set; }

    /// <summary>Stands in every session; a new one ends them all.</summary>
    public string Stamp { get; private set; } = NewStamp();

    public Instant? PasswordSetAt { get; private set; }

    public Instant? LastSignInAt { get; set; }

    internal void SetPassword(string hash, Instant at) => (PasswordHash, PasswordSetAt, Stamp) = (hash, at, NewStamp());

    /// <summary>The same password, hashed anew with a newer method; sessions go on.</summary>
    internal void Rehash(string hash) => PasswordHash = hash;

    internal void EndSessions() => Stamp = NewStamp();

    internal void Withdraw() => (PasswordHash, Stamp) = (null, NewStamp());

    private static string NewStamp() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
