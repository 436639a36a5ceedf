using System.Reflection;
using System.Text.Json;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel;

/// <summary>All records of settings that the modules list.</summary>
public sealed class SettingTypes(IEnumerable<SettingType> types)
{
    private readonly Dictionary<string, Type> _types = types.ToDictionary(t => Settings.NameOf(t.Type), t => t.Type);

    public IEnumerable<string> Names => _types.Keys;

    /// <exception cref="NotVisible">There is no such setting.</exception>
    public Type Find(string name) => _types.GetValueOrDefault(name) ?? throw new NotVisible("setting");
}

/// <summary>One record of settings, as a module lists it.</summary>
public sealed record SettingType(Type Type);

/// <summary>Gives a setting a new value. Members left out take their defaults; a secret left out, or shown as dots, stays as it is.</summary>
/// <param name="Value">The record as JSON.</param>
[Requires(RequiresAttribute.ByContent)]
public sealed record ChangeSetting(string Name, JsonElement Value) : ICommand;

internal sealed class ChangeSettingHandler(
    BridgewatchDb db, Actor actor, SettingTypes types, Settings settings, SettingsCache cache, Envelope envelope, IServiceProvider services)
    : ICommandHandler<ChangeSetting>
{
    private static readonly JsonSerializerOptions Wire = new(KernelJson.Options)
    {
        RespectRequiredConstructorParameters = false,
        Converters = { new SecretOnTheWire() },
    };

    public async ValueTask<Unit> Handle(ChangeSetting command, CancellationToken ct)
    {
        var type = types.Find(command.Name);
        var permission = type.GetCustomAttribute<SettingAttribute>()!.Permission;
        // A setting is everybody's: a right that is held at one customer or in one queue does not reach it.
        if (!actor.May(permission, default)) throw new Forbidden(permission);
        var value = Read(command.Value, type);
        await Validate(value, type, ct);
        var row = await db.Set<SettingRow>().SingleOrDefaultAsync(s => s.Name == command.Name, ct);
        CloseSecrets(value, row is null ? null : JsonSerializer.Deserialize(row.Value, type, SettingsCache.Storage));
        if (row is null) db.Add(row = new() { Name = command.Name, Value = "" });
        row.Change(JsonSerializer.Serialize(value, type, SettingsCache.Storage), JsonSerializer.Serialize(value, type, Wire));
        envelope.AfterCommit.Add(cache.Empty);
        return default;
    }

    private static object Read(JsonElement json, Type type)
    {
        try
        {
            return json.Deserialize(type, Wire) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            var unreadable = Unreadable.Of(exception);
            throw new Invalid(unreadable.Field ?? Settings.NameOf(type), unreadable.What);
        }
    }

    private async Task Validate(object value, Type type, CancellationToken ct)
    {
        if (services.GetService(typeof(IValidator<>).MakeGenericType(type)) is not IValidator validator) return;
        var result = await validator.ValidateAsync(new ValidationContext<object>(value), ct);
        if (!result.IsValid) throw new Invalid(result.Errors.GroupBy(e => JsonNamingPolicy.CamelCase.ConvertName(e.PropertyName)).ToDictionary(g => g.Key, g => g.Select(e => e.ErrorMessage).ToArray()));
    }

    private void CloseSecrets(object value, object? before)
    {
        foreach (var property in value.GetType().GetProperties().Where(p => p.PropertyType == typeof(Secret)))
        {
            var given = (Secret?)property.GetValue(value);
            property.SetValue(value, given is null or { Value: SecretOnTheWire.Shown } ? Kept(property, value, before) : settings.Close(given));
        }
    }

    /// <exception cref="Invalid">It belongs to another, and would be needed here.</exception>
    private static object? Kept(PropertyInfo secret, object value, object? before)
    {
        if (before is null || secret.GetValue(before) is not { } kept) return null;
        var whose = (secret.GetCustomAttribute<SecretOfAttribute>()?.Members ?? []).Select(m => value.GetType().GetProperty(m)!).ToList();
        if (whose.TrueForAll(p => Equals(p.GetValue(value), p.GetValue(before)))) return kept;
        if (whose.Exists(p => p.GetValue(value) is null or "")) return null;
        throw new Invalid(JsonNamingPolicy.CamelCase.ConvertName(secret.Name), RuleTexts.Of<KernelTexts>("setting.secret-of-another"));
    }
}
