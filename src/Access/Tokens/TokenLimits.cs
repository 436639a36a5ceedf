using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Bridgewatch.Kernel;

namespace Bridgewatch.Access.Tokens;

/// <summary>Counts the requests of tokens that have a limit, by the minute and on this node alone.</summary>
internal sealed class TokenLimits : IDisposable
{
    private readonly ConcurrentDictionary<ApiTokenId, FixedWindowRateLimiter> _limits = new();

    /// <exception cref="TooMany">The minute's requests are used up.</exception>
    public void Count(ApiTokenId token, int perMinute)
    {
        var limit = _limits.GetOrAdd(token, static (_, most) => new(new() { PermitLimit = most, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }), perMinute);
        using var lease = limit.AttemptAcquire();
        if (!lease.IsAcquired) throw new TooMany(lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1));
    }

    public void Dispose()
    {
        foreach (var limit in _limits.Values) limit.Dispose();
    }
}
