using System.Text.Json;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;
using NodaTime;

namespace Bridgewatch.Desk.Forms;

/// <summary>What a ticket says in one field, for questions: beside <see cref="Tickets.Ticket.Fields"/>, which no database looks into.</summary>
/// <param name="Name">The field's key, or the name of one that no form knows.</param>
/// <param name="Value">As text; of a long one the beginning.</param>
/// <param name="Size">A number, or a day as 20260327, to be compared by size; null for all else.</param>
/// <param name="Informative">It is neither the default nor one of the words that say nothing (practice 3.4).</param>
public sealed record FieldValue(TicketId Ticket, string Name, string Value, double? Size, bool Informative)
{
    /// <summary>As much as a question can ask for.</summary>
    public const int Longest = QueryPattern.Longest;

    internal static FieldValue Of(TicketId ticket, string name, JsonElement value, bool informative)
    {
        var text = Text(value);
        return new(ticket, name, Beginning(text), SizeOf(value, text), informative);
    }

    /// <summary>A value as one would type it.</summary>
    internal static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null or JsonValueKind.Undefined => "",
        _ => value.GetRawText(),
    };

    private static string Beginning(string text) => text.Length <= Longest ? text : text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];

    private static double? SizeOf(JsonElement value, string text) =>
        value.ValueKind == JsonValueKind.Number ? value.GetDouble()
        : value.ValueKind == JsonValueKind.String ? DaySize.Of(text) : null;
}

/// <summary>What one change of a field was: history, which journal entries name by its id.</summary>
/// <param name="From">As text; null where it was empty, or was erased.</param>
/// <param name="By">Null where no person of ours did it.</param>
public sealed record FieldChange(FieldChangeId Id, TicketId Ticket, string Name, string? From, string? To, PersonId? By, Instant At);
