using System.Text.Json;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Forms;

/// <summary>A field as a node remembers it.</summary>
internal sealed record KnownField(TicketFieldId Id, string Key, FieldDefinition Definition, bool IsRetired)
{
    /// <summary>A box that is not ticked says nothing yet.</summary>
    public bool IsEmptyIn(Ticket ticket) => !ticket.Fields.TryGetValue(Key, out var value) || (Definition.Kind == FieldKind.CheckBox && value.ValueKind != JsonValueKind.True);
}

/// <summary>All fields, retired ones among them, in the order of forms.</summary>
internal sealed record KnownFields(IReadOnlyList<KnownField> Everything)
{
    private readonly Dictionary<string, KnownField> _byKey = Everything.ToDictionary(f => f.Key, StringComparer.Ordinal);

    public IEnumerable<KnownField> InUse => Everything.Where(f => !f.IsRetired);

    /// <summary>Null for what no form knows.</summary>
    public KnownField? Field(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>See <see cref="FieldValue.Informative"/>.</summary>
    public bool SaysMuch(string key, JsonElement value) => value.ValueKind != JsonValueKind.False && EmptyWords.SaysMuch(FieldValue.Text(value), Field(key)?.Definition.Default);
}

/// <summary>What a node remembers of fields: a ticket is opened a thousand times before one changes.</summary>
public sealed class FieldMemory(FactNews news)
{
    internal Remembered<string, KnownFields> Fields { get; } = new(news, type => type.StartsWith("desk.ticket-field.", StringComparison.Ordinal));
}

/// <summary>Brings the fields of this installation from memory.</summary>
public sealed class FieldCatalogue(BridgewatchDb db, Envelope envelope, FieldMemory memory)
{
    internal async Task<KnownFields> All(CancellationToken ct) => (await memory.Fields.Get("", envelope, () => Read(ct)))!;

    /// <summary>As questions about tickets name them, for whoever proposes what can be asked.</summary>
    internal async Task<IReadOnlyList<QueryField<Ticket>>> ForQueries(CancellationToken ct) =>
        [.. (await All(ct)).InUse.Select(f => TicketNoun.Own(f.Key, f.Definition.Name, f.Definition.Values))];

    private async Task<KnownFields?> Read(CancellationToken ct) => new(
    [
        .. (await db.AllTicketFields.AsNoTracking().OrderBy(f => f.Place).ThenBy(f => f.Key).ToListAsync(ct)).Select(f => new KnownField(f.Id, f.Key, f.Definition, f.RetiredAt is not null)),
    ]);
}
