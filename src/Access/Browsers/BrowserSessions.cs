using System.Collections.Concurrent;
using System.Security.Cryptography;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.Browsers;

/// <summary>Begins sessions, and keeps when they were last seen, to a few minutes.</summary>
internal sealed class BrowserSessions(OperationalWrites writes, IDataProtectionProvider protection, IClock clock)
{
    private static readonly Duration Precision = Duration.FromMinutes(5);

    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<BrowserSessionId, Instant> _written = new();
    private readonly IDataProtector _tokens = protection.CreateProtector("bridgewatch.provider-token");

    /// <param name="answer">Of somebody who was let in.</param>
    /// <param name="vouched">By a provider; null after a password or a passkey.</param>
    public Task<BrowserSession> Begin(SignInAnswer answer, string? userAgent, string? address, VouchedFor? vouched) => writes.Run(db =>
    {
        var now = clock.GetCurrentInstant();
        var session = new BrowserSession
        {
            Id = BrowserSessionId.New(),
            Person = answer.Person!.Value,
            Stamp = answer.Stamp!,
            Device = Device.Of(userAgent),
            Address = address,
            Provider = vouched?.Provider,
            ProviderToken = vouched?.Token is { } token ? _tokens.Protect(token) : null,
            StartedAt = now,
            LastSeenAt = now,
        };
        db.Add(session);
        return Task.FromResult(session);
    }, CancellationToken.None);

    public async Task Seen(BrowserSessionId id, Instant before)
    {
        var now = clock.GetCurrentInstant();
        if (now - before < Precision || (_written.TryGetValue(id, out var written) && now - written < Precision)) return;
        if (_written.Count >= MostRemembered) _written.Clear();
        _written[id] = now;
        try
        {
            await writes.Run(db => db.BrowserSessions.Where(s => s.Id == id).ExecuteUpdateAsync(s => s.SetProperty(b => b.LastSeenAt, now)), CancellationToken.None);
        }
        catch (Exception exception) when (exception is DbUpdateException || StorageEngine.IsAway(exception))
        {
            // The next visit writes it.
            _written.TryRemove(id, out _);
        }
    }

    /// <summary>Signed out in that very browser: nothing is left to end.</summary>
    /// <returns>The provider at which the person is signed in still; null when there is none.</returns>
    public async Task<VouchedFor?> Forget(BrowserSessionId id)
    {
        var session = await writes.Run(async db =>
        {
            var found = await db.BrowserSessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id);
            await db.BrowserSessions.Where(s => s.Id == id).ExecuteDeleteAsync();
            return found;
        }, CancellationToken.None);
        return session?.Provider is { } provider ? new(provider, Readable(session.ProviderToken)) : null;
    }

    private string? Readable(string? cipher)
    {
        try
        {
            return cipher is null ? null : _tokens.Unprotect(cipher);
        }
        catch (CryptographicException)
        {
            // The keys of this installation are lost; the provider asks then.
            return null;
        }
    }
}

/// <summary>Somebody at a provider that vouched for them.</summary>
/// <param name="Provider">Its key.</param>
/// <param name="Token">What it gave, to be shown to it at sign-out.</param>
internal sealed record VouchedFor(string Provider, string? Token);
