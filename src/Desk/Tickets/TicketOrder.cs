using System.Text.Json;
using System.Text.Json.Serialization;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Tickets;

/// <summary>What a list is sorted by. Times are sorted newest first, impact highest first, everything else from its beginning.</summary>
public enum TicketSort
{
    /// <summary>What should be worked on first.</summary>
    Rank,

    /// <summary>Newest first.</summary>
    Created,

    /// <summary>Last touched first.</summary>
    Updated,

    /// <summary>P1 first.</summary>
    Priority,

    /// <summary>What hurts most first.</summary>
    Impact,

    /// <summary>In the order of work: new, open, waiting, on hold.</summary>
    Status,
    Number,
    Subject,

    /// <summary>By its first error code.</summary>
    Code,
    Tier,
    Type,
    Queue,

    /// <summary>By name; those of nobody's organization in the end.</summary>
    Organization,

    /// <summary>By path.</summary>
    Component,

    /// <summary>By its first label.</summary>
    Label,

    /// <summary>By name; what nobody has in the end.</summary>
    Assignee,

    /// <summary>What is owed first; what nothing is owed of in the end.</summary>
    Due,
}

/// <summary>The order of a list: as its column is usually sorted, or the other way round. What is alike stays in the order of work.</summary>
/// <remarks>As a word <c>subject</c>, and <c>-subject</c> the other way round.</remarks>
[JsonConverter(typeof(TicketOrderJson)), WordsOf(typeof(TicketSort), Turned = true)]
public readonly record struct TicketOrder(TicketSort By, bool Reversed = false)
{
    /// <summary>The highest or newest comes first.</summary>
    public bool IsFalling => Reversed != By is TicketSort.Created or TicketSort.Updated or TicketSort.Impact;

    /// <summary>Indexes hold it for all tickets; other orders sort what they find, and solved tickets are too many for that.</summary>
    public bool SuitsSolved => By is TicketSort.Created or TicketSort.Updated;

    public static implicit operator TicketOrder(TicketSort by) => new(by);

    public static bool TryParse(string? word, out TicketOrder order)
    {
        var reversed = word?.StartsWith('-') == true;
        var known = Words.TryReadExactly<TicketSort>(reversed ? word![1..] : word, out var by);
        order = new(by, reversed);
        return known;
    }

    /// <exception cref="FormatException">It is none.</exception>
    public static TicketOrder Parse(string word) => TryParse(word, out var order) ? order : throw new FormatException($"'{word}' is no order of tickets.");

    /// <summary>Reads a parameter of the address; null when it is left out or empty.</summary>
    /// <exception cref="Invalid">There is no such order; the finding names those that there are.</exception>
    public static TicketOrder? Read(string field, string? word) =>
        string.IsNullOrEmpty(word) ? null : TryParse(word, out var order) ? order : throw new Invalid(field, $"{Words.OneOf<TicketSort>()} A minus before it turns it round.");

    public override string ToString() => (Reversed ? "-" : "") + Words.Of(By);
}

/// <summary>Orders as their words.</summary>
public sealed class TicketOrderJson : JsonConverter<TicketOrder>
{
    public override TicketOrder Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TicketOrder.TryParse(reader.TokenType == JsonTokenType.String ? reader.GetString() : null, out var order) ? order : throw new JsonException(Words.OneOf<TicketSort>());

    public override void Write(Utf8JsonWriter writer, TicketOrder value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
