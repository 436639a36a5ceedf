using System.Globalization;
using System.Text.Json;
using Bridgewatch.Desk.Email;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Desk.Import;

/// <summary>Reads members of a record that may be missing, null, or of another kind than is written down.</summary>
internal static class ZendeskJson
{
    private static readonly OffsetDateTimePattern Time = OffsetDateTimePattern.Rfc3339;

    extension(JsonElement record)
    {
        public JsonElement? Member(string name) =>
            record.ValueKind == JsonValueKind.Object && record.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

        /// <summary>In one line; null where it says nothing.</summary>
        public string? Line(string name) => record.Text(name) is { } text && CleanText.Line(text) is { Length: > 0 } line ? line : null;

        public string? Lines(string name) => record.Text(name) is { } text && CleanText.Lines(text).Trim() is { Length: > 0 } lines ? lines : null;

        /// <summary>Numbers and words alike; null where it says nothing.</summary>
        public string? Id(string name) => record.Member(name) is { } value ? IdOf(value) : null;

        public IReadOnlyList<string> Ids(string name) => [.. record.Items(name).Select(IdOf).OfType<string>().Distinct()];

        public IReadOnlyList<string> Texts(string name) =>
            [.. record.Items(name).Where(v => v.ValueKind == JsonValueKind.String).Select(v => CleanText.Line(Whole(v))).Where(t => t.Length > 0)];

        public IEnumerable<JsonElement> Items(string name) => record.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

        public bool Says(string name, bool otherwise = false) => record.Member(name)?.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => otherwise,
        };

        public Instant? At(string name) => record.Text(name) is { } text ? Read(text) : null;

        private string? Text(string name) => record.Member(name) is { ValueKind: JsonValueKind.String } value ? Whole(value) : null;
    }

    private static string? IdOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String when Whole(value).Trim() is { Length: > 0 and <= 40 } text => CleanText.Line(text),
        JsonValueKind.Object when value.Member("id") is { } id => IdOf(id),
        _ => null,
    };

    private static Instant? Read(string text)
    {
        if (Time.Parse(text) is { Success: true } exact) return exact.Value.ToInstant();
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var loose) ? Instant.FromDateTimeOffset(loose) : null;
    }

    /// <summary>JSON may name half a character, which is no text.</summary>
    public static string Whole(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return System.Text.RegularExpressions.Regex.Unescape(System.Text.RegularExpressions.Regex.Replace(value.GetRawText().Trim('"'), @"\\u[dD][89a-fA-F][0-9a-fA-F]{2}", "", System.Text.RegularExpressions.RegexOptions.NonBacktracking));
        }
    }
}
