using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Kernel;

/// <summary>Instants as RFC 3339: read with any offset, written in UTC with <c>Z</c>.</summary>
public sealed class InstantJson : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TryRead(reader.TokenType == JsonTokenType.String ? reader.GetString() : null, out var instant)
            ? instant
            : throw new JsonException("An instant looks like 2026-03-27T09:20:00Z or 2026-03-27T10:20:00+01:00.");

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
        writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));

    public static bool TryRead(string? text, out Instant instant)
    {
        instant = default;
        if (text is null) return false;
        if (InstantPattern.ExtendedIso.Parse(text).TryGetValue(default, out instant)) return true;
        try
        {
            if (!OffsetDateTimePattern.Rfc3339.Parse(text).TryGetValue(default, out var local)) return false;
            instant = local.ToInstant();
            return true;
        }
        catch (OverflowException)
        {
            // In its offset it is a year that we know, in UTC one beyond all.
            return false;
        }
    }
}
