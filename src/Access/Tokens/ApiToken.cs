using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Bridgewatch.Access.Roles;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Access.Tokens;

/// <summary>Lets a program act as a person, within that person's rights and the token's scopes. Shown once, stored as its hash.</summary>
public sealed class ApiToken : Aggregate
{
    public const int LongestName = 100;

    public const int HighestLimit = 100_000;

    /// <summary>How every token begins, so that scanners for leaked secrets know it.</summary>
    public const string Prefix = "bwt_";

    private ApiToken()
    {
    }

    public ApiTokenId Id { get; private set; }

    public PersonId Person { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>SHA-256 of the token: it has 256 random bits, so nothing slower is needed.</summary>
    public byte[] Hash { get; private set; } = [];

    /// <summary>Its last four characters, to tell tokens apart.</summary>
    public string Ending { get; private set; } = "";

    /// <summary>Names of permissions, or <c>desk.*</c>, with spaces between; empty for all that the person may do.</summary>
    public string Scopes { get; private set; } = "";

    public Instant CreatedAt { get; private set; }

    /// <summary><see cref="Micros.Never"/> without an end.</summary>
    public Instant ExpiresAt { get; private set; }

    public Instant? RevokedAt { get; private set; }

    /// <summary>How many requests a minute each node answers; null without limit.</summary>
    public int? RequestsPerMinute { get; private set; }

    public override Subject About => new("api-token", Id.Value);

    internal static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    internal static (ApiToken Token, string Secret) Make(
        PersonId person, string name, IReadOnlyList<string> scopes, int? requestsPerMinute, Instant at, Instant expires)
    {
        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var token = new ApiToken
        {
            Id = ApiTokenId.New(),
            Person = person,
            Name = name,
            Hash = HashOf(secret),
            Ending = secret[^4..],
            Scopes = string.Join(' ', scopes),
            CreatedAt = at,
            ExpiresAt = expires,
            RequestsPerMinute = requestsPerMinute,
        };
        token.Record(new TokenCreated(token.Id, person, scopes, expires == Micros.Never ? null : expires, requestsPerMinute));
        return (token, secret);
    }

    /// <summary>Its name may say whose it was.</summary>
    internal void Forget()
    {
        if (Name.Length == 0) return;
        Name = "";
        Record(new TokenForgotten(Id));
    }

    internal void Revoke(Instant at)
    {
        if (RevokedAt is not null) return;
        RevokedAt = at;
        Record(new TokenRevoked(Id, Person));
    }

    /// <summary>True when the scopes let this permission through.</summary>
    internal static bool Lets(string scopes, string permission) =>
        scopes.Length == 0 || Role.Parse(scopes).Any(s => s == permission || (s.EndsWith(".*", StringComparison.Ordinal) && permission.StartsWith(s[..^1], StringComparison.Ordinal)));
}

/// <summary>When a token was last used, to the minute. Operational.</summary>
public sealed class ApiTokenUse
{
    public required ApiTokenId Token { get; init; }

    public Instant At { get; set; }
}

/// <summary>A token was made for a person.</summary>
[JournalType("access.token.created.v1")]
public sealed record TokenCreated(ApiTokenId Token, PersonId Person, IReadOnlyList<string> Scopes, Instant? ExpiresAt, int? RequestsPerMinute = null) : JournalEvent;

/// <summary>The name of a token is gone, with the person whose it was.</summary>
[JournalType("access.token.forgotten.v1")]
public sealed record TokenForgotten(ApiTokenId Token) : JournalEvent;

/// <summary>A token works no longer.</summary>
[JournalType("access.token.revoked.v1")]
public sealed record TokenRevoked(ApiTokenId Token, PersonId Person) : JournalEvent;
