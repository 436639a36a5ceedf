using System.Text.Json;
using Bridgewatch.Access.Forms;

namespace Bridgewatch.Desk.Forms.Pages;

/// <summary>What somebody types into the fields of a form, by key.</summary>
public sealed class FormAnswers
{
    private readonly Dictionary<string, string?> _typed = [];
    private IReadOnlyList<FormField> _fields = [];

    public string? this[string key]
    {
        get => _typed.GetValueOrDefault(key);
        set => _typed[key] = value;
    }

    /// <summary>Another set of fields: what was typed stays, the rest begins with what the ticket says, or with the default.</summary>
    public void Ask(IReadOnlyList<FormField> fields)
    {
        _fields = fields;
        foreach (var field in fields) _typed.TryAdd(field.Key, field.Value is { } value ? FieldValue.Text(value) : field.Default);
    }

    /// <summary>Everything as if nothing had been typed.</summary>
    public void Clear()
    {
        _typed.Clear();
        _fields = [];
    }

    /// <summary>Those fields that now say something else than the ticket; null when there are none.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Given()
    {
        var given = _fields.Where(f => (_typed.GetValueOrDefault(f.Key) ?? "").Trim() != (f.Value is { } value ? FieldValue.Text(value) : ""))
            .ToDictionary(f => f.Key, f => FieldReader.Typed(f.Kind, _typed.GetValueOrDefault(f.Key)));
        return given.Count == 0 ? null : given;
    }

    /// <summary>What was found on a field.</summary>
    public static string? Wrong(Findings findings, string key) => findings[$"fields.{key}"];
}
