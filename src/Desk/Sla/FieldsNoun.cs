using Bridgewatch.Kernel.Query;

namespace Bridgewatch.Desk.Sla;

/// <summary>Fields by their names, each with its values; names in either case.</summary>
internal sealed record TicketFieldValues(IReadOnlyDictionary<string, IReadOnlyList<string>> Values)
{
    public IEnumerable<string> Of(string field) => Values.TryGetValue(field, out var values) ? values : [];
}

/// <summary>Asks a ticket in a file, which has whatever fields were written there.</summary>
internal static class FieldsNoun
{
    public static QueryNoun<TicketFieldValues> Instance { get; } =
        new("ticket", [], field => new ValueField<TicketFieldValues>(field, "A field of the file.", ticket => ticket.Of(field)));
}
