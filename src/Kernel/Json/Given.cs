using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bridgewatch.Kernel;

/// <summary>A member of a change that may be left out: left out it stays as it is, null empties it.</summary>
/// <remarks>As a parameter of a command it takes <c>= default</c>, which is "left out". In the body of an endpoint it takes none: <see cref="KernelJson"/>
/// knows that it may be left out, and the description of the API cannot write the default of a struct.</remarks>
[JsonConverter(typeof(GivenJson))]
public readonly record struct Given<T> : IGiven
{
    private readonly T _value;

    public Given(T value) => (_value, IsGiven) = (value, true);

    public bool IsGiven { get; }

    /// <exception cref="InvalidOperationException">It was left out.</exception>
    public T Value => IsGiven ? _value : throw new InvalidOperationException("It was left out.");

    public T Or(T otherwise) => IsGiven ? _value : otherwise;

    public bool Is(out T value)
    {
        value = _value;
        return IsGiven;
    }

    object? IGiven.Content => _value;

    public static implicit operator Given<T>(T value) => new(value);
}

/// <summary>A member of a change, whatever it holds.</summary>
internal interface IGiven
{
    bool IsGiven { get; }

    object? Content { get; }
}

internal sealed class GivenJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => true;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Of<T> : JsonConverter<Given<T>>
    {
        /// <summary>Commands are written for one purpose only, to tell whether a repeated request is the same one.</summary>
        private const string LeftOut = "(left out)";

        public override bool HandleNull => true;

        public override Given<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Null && Nullable.GetUnderlyingType(typeof(T)) is null && typeof(T).IsValueType)
                throw new JsonException("It cannot be emptied.");
            try
            {
                return new(JsonSerializer.Deserialize<T>(ref reader, options)!);
            }
            catch (JsonException exception)
            {
                // Without its path, which begins anew inside; the outer reader then names the member.
                throw new JsonException(exception.Message.Split(" Path: ")[0], exception);
            }
        }

        public override void Write(Utf8JsonWriter writer, Given<T> value, JsonSerializerOptions options)
        {
            if (value.IsGiven) JsonSerializer.Serialize(writer, value.Value, options);
            else writer.WriteStringValue(LeftOut);
        }
    }
}
