using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridgewatch.Kernel;

/// <summary>A record of settings with defaults for everything, kept in the database and journalled at each change.</summary>
/// <param name="name">Stable: <c>module.name</c>.</param>
/// <param name="permission">Who may change it.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class SettingAttribute(string name, string permission) : Attribute
{
    public string Name => name;

    public string Permission => permission;
}

/// <summary>A value that is stored encrypted, never journalled, and never shown again.</summary>
/// <param name="Value">In the open while it is being changed, as cipher in the database.</param>
public sealed record Secret([property: JsonIgnore] string Value)
{
    public override string ToString() => "(secret)";
}

/// <summary>Whose secret it is: it is not kept for another, so that nobody who may change a setting can have it sent to a place of theirs.</summary>
/// <param name="members">The members of the record that say whose.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretOfAttribute(params string[] members) : Attribute
{
    public IReadOnlyList<string> Members => members;
}

/// <summary>On the wire a secret is taken in the open and given as three dots.</summary>
internal sealed class SecretOnTheWire : JsonConverter<Secret>
{
    public const string Shown = "…";

    public override Secret? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { Length: > 0 } value ? new(value) : null;

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue(Shown);
}

/// <summary>In the database a secret is its cipher.</summary>
internal sealed class SecretInStorage : JsonConverter<Secret>
{
    public override Secret? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString() is { Length: > 0 } value ? new(value) : null;

    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>A setting as stored.</summary>
public sealed class SettingRow : Aggregate
{
    public required string Name { get; init; }

    /// <summary>JSON; secrets as cipher.</summary>
    public required string Value { get; set; }

    public override Subject About => new("setting", Guid.Empty);

    internal void Change(string stored, string shown)
    {
        Value = stored;
        Record(new SettingChanged(Name, JsonDocument.Parse(shown).RootElement.Clone()));
    }
}

/// <summary>A setting was given a new value.</summary>
/// <param name="Value">The whole setting, its secrets left out.</param>
[JournalType("kernel.setting.changed.v1")]
public sealed record SettingChanged(string Name, JsonElement Value) : JournalEvent;
