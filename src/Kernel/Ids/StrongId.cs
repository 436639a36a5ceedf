using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Bridgewatch.Kernel;

/// <summary>An id that cannot be mistaken for another kind's: a version-7 GUID with a type of its own.</summary>
/// <remarks>Ids are never sorted by and never shown to people, who see numbers such as <c>T-1042</c>.</remarks>
public interface IStrongId<TSelf> where TSelf : struct, IStrongId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}

public static class StrongId
{
    private const int CounterBits = 12;

    /// <summary>Milliseconds since 1970, and behind them how many ids this one had before.</summary>
    private static long _last;

    /// <summary>Makes a new id. Each of one process is greater than those before, which keeps indexes dense and what was made together in order.</summary>
    /// <remarks>RFC 9562, section 6.2, method 1: a counter takes the place of the first random bits.</remarks>
    public static TId New<TId>() where TId : struct, IStrongId<TId>
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7().TryWriteBytes(bytes, bigEndian: true, out _);
        var now = BinaryPrimitives.ReadInt64BigEndian(bytes) >>> 16 << CounterBits;
        var (last, next) = (0L, 0L);
        do
        {
            last = Volatile.Read(ref _last);
            next = Math.Max(now, last + 1);
        } while (Interlocked.CompareExchange(ref _last, next, last) != last);
        BinaryPrimitives.WriteInt64BigEndian(bytes, next >>> CounterBits << 16 | 0x7000 | next & ((1 << CounterBits) - 1));
        return TId.From(new Guid(bytes, bigEndian: true));
    }

    public static bool TryParse<TId>(string? text, out TId id) where TId : struct, IStrongId<TId>
    {
        var parsed = Guid.TryParse(text, CultureInfo.InvariantCulture, out var value);
        id = parsed ? TId.From(value) : default;
        return parsed;
    }

    /// <summary>True for every strongly typed id, so that the model and the wire treat all of them alike.</summary>
    public static bool Is(Type type) =>
        type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IStrongId<>));
}

/// <summary>Ids as <c>uuid</c> on PostgreSQL.</summary>
public sealed class StrongIdAsGuid<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => StrongIdAsGuid<TId>.Make(value))
    where TId : struct, IStrongId<TId>
{
    private static TId Make(Guid value) => TId.From(value);
}

/// <summary>Ids as sixteen big-endian bytes on SQLite, where they sort as their text does.</summary>
public sealed class StrongIdAsBytes<TId>()
    : ValueConverter<TId, byte[]>(id => id.Value.ToByteArray(true), bytes => StrongIdAsBytes<TId>.Make(bytes))
    where TId : struct, IStrongId<TId>
{
    private static TId Make(byte[] bytes) => TId.From(new Guid(bytes, bigEndian: true));
}

/// <summary>Ids as strings on the wire and in the journal, also as keys of dictionaries.</summary>
public sealed class StrongIdJson : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => StrongId.Is(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!;

    private sealed class Of<TId> : JsonConverter<TId> where TId : struct, IStrongId<TId>
    {
        public override TId Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            Parse(reader.TokenType == JsonTokenType.String ? reader.GetString() : null);

        public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);

        public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => Parse(reader.GetString());

        public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value.Value.ToString());

        private static TId Parse(string? text) =>
            StrongId.TryParse<TId>(text, out var id) ? id : throw new JsonException("Give an id.");
    }
}
