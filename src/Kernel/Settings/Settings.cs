using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel;

/// <summary>Reads settings, typed, with defaults for what nobody changed.</summary>
public sealed class Settings(BridgewatchDb db, SettingsCache cache, IDataProtectionProvider protection)
{
    private readonly IDataProtector _secrets = protection.CreateProtector("bridgewatch.settings");

    public async ValueTask<T> Get<T>(CancellationToken ct) where T : class
    {
        if (cache.TryGet<T>(out var known)) return known;
        var name = NameOf(typeof(T));
        var version = cache.Version;
        var stored = await db.Set<SettingRow>().AsNoTracking().Where(s => s.Name == name).Select(s => s.Value).SingleOrDefaultAsync(ct);
        var value = JsonSerializer.Deserialize<T>(stored ?? "{}", SettingsCache.Storage)!;
        cache.Keep(value, version);
        return value;
    }

    /// <summary>A secret in the open, for whoever has to send it. Null when none is set, or its key is lost.</summary>
    public string? Open(Secret? secret)
    {
        if (secret is null) return null;
        try
        {
            return _secrets.Unprotect(secret.Value);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    internal Secret Close(Secret open) => new(_secrets.Protect(open.Value));

    /// <summary>The name of a setting, as the journal and the API know it.</summary>
    public static string NameOf(Type type) => type.GetCustomAttribute<SettingAttribute>()?.Name
        ?? throw new InvalidOperationException($"{type.Name} has no [Setting].");
}

/// <summary>Settings as this node knows them; emptied when the journal says that one changed.</summary>
public sealed class SettingsCache : IDisposable
{
    internal static readonly JsonSerializerOptions Storage = new(KernelJson.Options)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip,
        RespectRequiredConstructorParameters = false,
        Converters = { new SecretInStorage() },
    };

    private readonly ConcurrentDictionary<Type, object> _known = new();
    private readonly IDisposable _subscription;
    private int _version;

    public SettingsCache(JournalFeed feed) => _subscription = feed.Subscribe(entries =>
    {
        if (entries.Any(e => e.Type == "kernel.setting.changed.v1")) Empty();
    });

    internal int Version => Volatile.Read(ref _version);

    internal bool TryGet<T>(out T value) where T : class
    {
        var found = _known.TryGetValue(typeof(T), out var known);
        value = (T)known!;
        return found;
    }

    /// <summary>Keeps what was read, unless something changed while it was being read.</summary>
    internal void Keep(object value, int version)
    {
        if (version == Version) _known[value.GetType()] = value;
    }

    internal void Empty()
    {
        Interlocked.Increment(ref _version);
        _known.Clear();
    }

    public void Dispose() => _subscription.Dispose();
}
