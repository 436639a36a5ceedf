using System.Collections.Concurrent;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Access.Tokens;

/// <summary>Finds whose token was shown. Which token is whose, and its limit, never change, so that much is remembered; whether it still works is
/// read by each command.</summary>
internal sealed class TokenFinder(IServiceScopeFactory scopes)
{
    private const int Remembered = 10_000;

    private readonly ConcurrentDictionary<string, FoundToken> _known = new();

    /// <summary>Null when there is no such token.</summary>
    public async Task<FoundToken?> Find(string shown, CancellationToken ct)
    {
        if (!shown.StartsWith(ApiToken.Prefix, StringComparison.Ordinal)) return null;
        var hash = ApiToken.HashOf(shown);
        var key = Convert.ToHexString(hash);
        if (_known.TryGetValue(key, out var known)) return known;
        await using var scope = scopes.CreateAsyncScope();
        var tokens = scope.ServiceProvider.GetRequiredService<BridgewatchDb>().ApiTokens;
        var found = await tokens.Where(t => t.Hash == hash).Select(t => new { t.Id, t.Person, t.RequestsPerMinute }).SingleOrDefaultAsync(ct);
        if (found is null) return null;
        if (_known.Count >= Remembered) _known.Clear();
        return _known[key] = new(new(ActorKind.Person, found.Person.Value, Token: found.Id), found.RequestsPerMinute);
    }
}

/// <summary>Whose token it is, and how often it may be shown; neither ever changes.</summary>
internal sealed record FoundToken(Caller Caller, int? RequestsPerMinute);
