using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Bridgewatch.Kernel;

/// <summary>What no command may hold, whatever it is about: the character U+0000, which PostgreSQL stores nowhere, halves of characters, which
/// are no text, and lists with an empty place.</summary>
public static class Wholeness
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Known = new();

    private static readonly ConcurrentDictionary<Type, bool> Ours = new();

    internal static void Look(object command, FieldFindings findings)
    {
        if (command is not IMendsText) LookInside(command, "", findings);
    }

    private static void LookInside(object whole, string path, FieldFindings findings)
    {
        foreach (var property in Known.GetOrAdd(whole.GetType(), PropertiesOf))
        {
            var name = KernelJson.Options.PropertyNamingPolicy!.ConvertName(property.Name);
            LookAt(property.GetValue(whole), path.Length == 0 ? name : $"{path}.{name}", findings);
        }
    }

    private static void LookAt(object? value, string path, FieldFindings findings)
    {
        switch (value)
        {
            case null: return;
            case string text:
                if (!IsWhole(text)) findings.Add(path, "Leave out the character U+0000 and halves of characters.");
                return;
            case JsonElement json:
                if (!IsWhole(json)) findings.Add(path, "Leave out the character U+0000 and halves of characters.");
                return;
            case IGiven given:
                if (given.IsGiven) LookAt(given.Content, path, findings);
                return;
            case IEnumerable<KeyValuePair<string, JsonElement>> members:
                foreach (var (name, member) in members)
                {
                    LookAt(name, path, findings);
                    LookAt(member, path, findings);
                }
                return;
            case IEnumerable list:
                foreach (var item in list)
                {
                    if (item is null) findings.AddHole(path);
                    LookAt(item, path, findings);
                }
                return;
            default:
                if (Ours.GetOrAdd(value.GetType(), IsOurs)) LookInside(value, path, findings);
                return;
        }
    }

    /// <summary>Whether both engines can store the text.</summary>
    public static bool IsWhole(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal)) return false;
        for (var i = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0 && i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune)) return false;
            i += rune.Utf16SequenceLength;
        }
        return true;
    }

    private static bool IsWhole(JsonElement json)
    {
        try
        {
            return json.ValueKind switch
            {
                JsonValueKind.String => IsWhole(json.GetString()!),
                JsonValueKind.Array => json.EnumerateArray().All(IsWhole),
                JsonValueKind.Object => json.EnumerateObject().All(m => IsWhole(m.Name) && IsWhole(m.Value)),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            // So the reader says that half a character stands there.
            return false;
        }
    }

    private static PropertyInfo[] PropertiesOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && p.GetIndexParameters().Length == 0 && MayHoldText(p.PropertyType))];

    private static bool MayHoldText(Type type) =>
        type == typeof(string) || type == typeof(JsonElement) || typeof(IGiven).IsAssignableFrom(type) || IsOurs(type)
        || (typeof(IEnumerable).IsAssignableFrom(type) && type != typeof(byte[]));

    private static bool IsOurs(Type type) =>
        !type.IsEnum && !StrongId.Is(type) && type.Assembly.GetName().Name!.StartsWith("Bridgewatch.", StringComparison.Ordinal);
}

/// <summary>A command that leaves out of texts what cannot be stored, since nobody who sent them can be asked to mend them.</summary>
public interface IMendsText;
