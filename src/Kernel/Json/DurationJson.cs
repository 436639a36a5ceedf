using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>Durations as ISO 8601 (<c>PT1H30M</c>); read also as <c>90m</c>, <c>8h</c>, <c>3d</c>.</summary>
public sealed class DurationJson : JsonConverter<Duration>
{
    public override Duration Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TryRead(reader.TokenType == JsonTokenType.String ? reader.GetString() : null, out var duration) ? duration : throw new JsonException("A duration looks like PT1H30M, 90m, 8h or 3d.");

    public override void Write(Utf8JsonWriter writer, Duration value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));

    public static string Text(Duration duration) => XmlConvert.ToString(duration.ToTimeSpan());

    /// <summary>False for what is neither form, and for what is longer than thirty thousand years.</summary>
    public static bool TryRead(string? text, out Duration duration)
    {
        duration = default;
        if (text is [_, ..] && Unit(text[^1]) is { } unit
            && long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count < 10_000_000)
        {
            duration = unit * count;
            return true;
        }
        try
        {
            if (text is null) return false;
            duration = Duration.FromTimeSpan(XmlConvert.ToTimeSpan(text));
            return true;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return false;
        }
    }

    private static Duration? Unit(char letter) => letter switch
    {
        's' => Duration.FromSeconds(1),
        'm' => Duration.FromMinutes(1),
        'h' => Duration.FromHours(1),
        'd' => Duration.FromDays(1),
        _ => null,
    };
}
