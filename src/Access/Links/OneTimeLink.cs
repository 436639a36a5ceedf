using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Access.Links;

public enum LinkKind { Invitation, Reset }

/// <summary>A link with which a person sets a password, once. Looking at it consumes nothing: scanners of mail follow links.</summary>
public sealed class OneTimeLink
{
    /// <summary>SHA-256 of the secret in the address; the secret itself is nowhere.</summary>
    public required byte[] Hash { get; init; }

    public required LinkKind Kind { get; init; }

    public required PersonId Person { get; init; }

    public required Instant ExpiresAt { get; init; }

    public static Duration LifeOf(LinkKind kind) => kind == LinkKind.Invitation ? Duration.FromDays(7) : Duration.FromHours(2);

    /// <summary>What is kept of a secret that is given away.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    /// <summary>256 bits, fit for an address and a cookie.</summary>
    public static string NewSecret() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
