using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Bridgewatch.Governance.Audit;

/// <summary>
/// The journal's own names as words. They are the contract's (architecture: words on the wire), so that they are made of it and
/// are in no resource: what stands beside an entry's number must be found again in the API.
/// </summary>
public static class JournalWords
{
    /// <summary><c>desk.ticket.fields-changed.v1</c> is “Ticket fields changed”.</summary>
    public static string Of(string type) => type.Split('.') is [_, var noun, var deed, ..] ? Sentence($"{noun} {deed}") : type;

    /// <summary><c>priorityBefore</c> is “Priority before”.</summary>
    public static string OfMember(string name)
    {
        var words = new StringBuilder(name.Length + 8);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && words.Length > 0) words.Append(' ');
            words.Append(char.ToLowerInvariant(c));
        }
        return Sentence(words.ToString());
    }

    /// <summary>The members of an entry's data, those within others with the path to them; nothing for what is no object.</summary>
    public static IReadOnlyList<EntryPart> Parts(string? data)
    {
        if (data is null) return [];
        try
        {
            using var json = JsonDocument.Parse(data);
            var parts = new List<EntryPart>();
            Collect(json.RootElement, "", parts);
            return parts;
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static void Collect(JsonElement value, string name, List<EntryPart> parts)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                    Collect(member.Value, name.Length == 0 ? OfMember(member.Name) : $"{name}, {OfMember(member.Name).ToLower(CultureInfo.InvariantCulture)}", parts);
                break;
            case JsonValueKind.Array when value.EnumerateArray().Any(v => v.ValueKind is JsonValueKind.Object or JsonValueKind.Array):
                foreach (var (i, item) in value.EnumerateArray().Index()) Collect(item, $"{name} {i + 1}", parts);
                break;
            case JsonValueKind.Array:
                parts.Add(new(name, [.. value.EnumerateArray().Select(v => v.ToString())]));
                break;
            case JsonValueKind.Null:
                break;
            default:
                if (name.Length > 0) parts.Add(new(name, [value.ToString()]));
                break;
        }
    }

    private static string Sentence(string words)
    {
        var text = words.Replace('-', ' ');
        return text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
    }
}

/// <summary>One thing that an entry says.</summary>
/// <param name="Values">As written; ids among them are named by <see cref="JournalDetail.Names"/>.</param>
public sealed record EntryPart(string Name, IReadOnlyList<string> Values);
