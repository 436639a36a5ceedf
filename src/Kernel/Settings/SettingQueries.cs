using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel;

/// <summary>What the settings page and the API show: every setting, secrets as dots.</summary>
public sealed class SettingQueries(BridgewatchDb db, Actor actor, SettingTypes types)
{
    private static readonly JsonSerializerOptions Wire = new(KernelJson.Options) { Converters = { new SecretOnTheWire() } };

    /// <summary>Every setting that the actor may see and change, with its value.</summary>
    public async Task<IReadOnlyDictionary<string, JsonElement>> List(CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        var mine = types.Names.Where(n => actor.May(PermissionOf(types.Find(n)), default)).Order(StringComparer.Ordinal).ToList();
        var stored = await db.Set<SettingRow>().AsNoTracking().ToDictionaryAsync(s => s.Name, s => s.Value, ct);
        return mine.ToDictionary(n => n, n => Shown(types.Find(n), stored.GetValueOrDefault(n)));
    }

    /// <exception cref="Forbidden">The actor may not see that setting.</exception>
    public async Task<JsonElement> Show(string name, CancellationToken ct)
    {
        var type = types.Find(name);
        if (!actor.May(PermissionOf(type), default)) throw new Forbidden(PermissionOf(type));
        var stored = await db.Set<SettingRow>().AsNoTracking().Where(s => s.Name == name).Select(s => s.Value).SingleOrDefaultAsync(ct);
        return Shown(type, stored);
    }

    private static string PermissionOf(Type type) => type.GetCustomAttribute<SettingAttribute>()!.Permission;

    private static JsonElement Shown(Type type, string? stored) =>
        JsonSerializer.SerializeToElement(JsonSerializer.Deserialize(stored ?? "{}", type, SettingsCache.Storage), type, Wire);
}
