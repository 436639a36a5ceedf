using System.Collections.Concurrent;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.Tokens;

/// <summary>Keeps when tokens were last used, at most once a minute for each, outside the command that used them.</summary>
internal sealed class TokenUses(OperationalWrites writes, IClock clock)
{
    private static readonly Duration Precision = Duration.FromMinutes(1);

    private readonly ConcurrentDictionary<ApiTokenId, Instant> _written = new();

    public async Task Used(ApiTokenId token)
    {
        var now = clock.GetCurrentInstant();
        if (_written.TryGetValue(token, out var before) && now - before < Precision) return;
        _written[token] = now;
        try
        {
            await writes.Run(async db =>
            {
                if (await db.ApiTokenUses.SingleOrDefaultAsync(u => u.Token == token) is { } use) use.At = now;
                else db.Add(new ApiTokenUse { Token = token, At = now });
                return true;
            }, CancellationToken.None);
        }
        catch (Exception exception) when (exception is DbUpdateException || StorageEngine.IsAway(exception))
        {
            // Another node wrote the first use, or the database is away; the next minute writes it.
            _written.TryRemove(token, out _);
        }
    }
}
