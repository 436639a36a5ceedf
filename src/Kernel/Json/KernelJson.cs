using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace Bridgewatch.Kernel;

/// <summary>The one way in which values become JSON: on the wire, in the journal and on the command line.</summary>
/// <remarks>What the journal holds was written with these options and stays for ever: a change here is a change of format.</remarks>
public static class KernelJson
{
    public static JsonSerializerOptions Options { get; } = Configure(new(JsonSerializerDefaults.Web));

    /// <summary>Ids and numbers as strings, enums in kebab-case, NodaTime; unknown members and wrong types refused.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new StrongIdJson());
        options.Converters.Add(new TicketNumberJson());
        options.Converters.Add(new WordJson());
        options.Converters.Add(new DurationJson());
        options.Converters.Add(new InstantJson());
        options.Converters.Add(new LocalDateJson());
        options.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
        options.TypeInfoResolver = (options.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(LetGivenBeLeftOut);
        return options;
    }

    private static void LetGivenBeLeftOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            if (property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(Given<>)) property.IsRequired = false;
    }

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="JsonException">The text is not that value.</exception>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options)
        ?? throw new JsonException($"null where a {typeof(T).Name} was expected.");
}

/// <summary><c>WaitingOnCustomer</c> is <c>waiting-on-customer</c>; codes such as <c>P1</c> and <c>L2</c> stay as they are.</summary>
public sealed class KebabOrCode : JsonNamingPolicy
{
    public static KebabOrCode Instance { get; } = new();

    public override string ConvertName(string name) =>
        name is [>= 'A' and <= 'Z', >= '0' and <= '9'] ? name : KebabCaseLower.ConvertName(name);
}

internal sealed class TicketNumberJson : JsonConverter<TicketNumber>
{
    public override TicketNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TicketNumber.TryParse(reader.GetString(), out var number) ? number : throw new JsonException("A ticket's number looks like T-1042.");

    public override void Write(Utf8JsonWriter writer, TicketNumber value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>Enums as exactly the words of <see cref="Words"/>; a refusal names those that there are.</summary>
internal sealed class WordJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!;

    private sealed class Of<TEnum> : JsonConverter<TEnum> where TEnum : struct, Enum
    {
        public override TEnum Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            Parse(reader.TokenType == JsonTokenType.String ? reader.GetString() : null);

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(Words.Of(value));

        public override TEnum ReadAsPropertyName(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => Parse(reader.GetString());

        public override void WriteAsPropertyName(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WritePropertyName(Words.Of(value));

        private static TEnum Parse(string? word) => Words.TryReadExactly<TEnum>(word, out var value) ? value : throw new JsonException(Words.OneOf<TEnum>());
    }
}
