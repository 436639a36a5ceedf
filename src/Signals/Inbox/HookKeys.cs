using System.Collections.Concurrent;
using System.Security.Cryptography;
using Bridgewatch.Kernel;
using Bridgewatch.Signals.Integrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Signals.Inbox;

/// <summary>Finds the integration of an address and checks its secret, from memory where nothing has changed.</summary>
internal sealed class HookKeys : IDisposable
{
    private const int Remembered = 10_000;

    private readonly ConcurrentDictionary<string, Known> _known = new();
    private readonly IServiceScopeFactory _scopes;
    private readonly IClock _clock;
    private readonly IDisposable _subscription;
    private long _changes;

    public HookKeys(IServiceScopeFactory scopes, IClock clock, JournalFeed feed)
    {
        (_scopes, _clock) = (scopes, clock);
        // Whatever changes an integration, here or on another node, makes us look again.
        _subscription = feed.Subscribe(entries =>
        {
            if (entries.Any(e => e.Subject.Kind == "integration")) Forget();
        });
    }

    /// <summary>From now on this node looks again. Other nodes do so once they have read the journal, within a second.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _changes);
        _known.Clear();
    }

    /// <summary>Null when there is no such address, or the secret is not its own.</summary>
    public async ValueTask<IntegrationId?> Open(IntegrationSource source, string key, string? secret, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(secret)) return null;
        var hash = Integration.HashOf(secret);
        if (_known.TryGetValue(key, out var known) && known.Opens(source, hash, _clock.GetCurrentInstant())) return known.Id;
        // A secret that was made a moment ago is not in memory yet.
        var changes = Volatile.Read(ref _changes);
        if (await Look(key, ct) is not { } found) return null;
        if (_known.Count >= Remembered) _known.Clear();
        // What changed while we looked is looked up again next time.
        if (changes == Volatile.Read(ref _changes)) _known[key] = found;
        return found.Opens(source, hash, _clock.GetCurrentInstant()) ? found.Id : null;
    }

    public void Dispose() => _subscription.Dispose();

    private async Task<Known?> Look(string key, CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<BridgewatchDb>().Integrations.Where(i => i.Key == key && i.ArchivedAt == null)
            .Select(i => new Known(i.Id, i.Source, i.SecretHash, i.EarlierSecretHash, i.EarlierSecretUntil)).SingleOrDefaultAsync(ct);
    }

    private sealed record Known(IntegrationId Id, IntegrationSource Source, byte[] Hash, byte[]? Earlier, Instant? EarlierUntil)
    {
        public bool Opens(IntegrationSource source, byte[] hash, Instant now) => source == Source
            && (CryptographicOperations.FixedTimeEquals(hash, Hash)
                || (Earlier is not null && now < EarlierUntil && CryptographicOperations.FixedTimeEquals(hash, Earlier)));
    }
}
