using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Erasure;

/// <summary>What tickets say and said in fields, and fields whose own words name the person. On the person's tickets all of it goes; on others what names them. A field
/// that names them is retired without its words: with another condition it would be asked of others.</summary>
/// <remarks>The values that a ticket holds now are emptied with the conversation.</remarks>
internal sealed class FormErasure(BridgewatchDb db, Envelope envelope, Journal journal) : IErases
{
    private const string Erased = "erased";

    public string Store => "desk.forms";

    public IReadOnlyList<string> Tables => ["ticket_field", "ticket_field_value", "ticket_field_change"];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) =>
        await OfTheirs(subject).CountAsync(ct) + (await NamingChanges(subject, ct)).Count + (await NamingValues(subject, ct)).Count + (await NamingFields(subject, ct)).Count;

    /// <summary>What they said in forms is exported with their requests; fields are ours.</summary>
    public async Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct) =>
        [.. await OfTheirs(subject).OrderBy(c => c.At).Select(c => new { c.Ticket, c.Name, c.To, c.At }).ToListAsync(ct)];

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var (changes, values, fields) = (await NamingChanges(subject, ct), await NamingValues(subject, ct), await NamingFields(subject, ct));
        var emptied = await OfTheirs(subject).ExecuteUpdateAsync(s => s.SetProperty(c => c.From, (string?)null).SetProperty(c => c.To, (string?)null), ct);
        await db.AllFieldChanges.Where(c => changes.Contains(c.Id)).ExecuteUpdateAsync(s => s.SetProperty(c => c.From, (string?)null).SetProperty(c => c.To, (string?)null), ct);
        foreach (var (ticket, name) in values) await db.AllFieldValues.Where(v => v.Ticket == ticket && v.Name == name).ExecuteDeleteAsync(ct);
        var now = envelope.At;
        foreach (var field in fields)
        {
            var definition = field.Definition with { Name = Erased, Help = "", Default = null, When = "", Choices = [] };
            await db.AllTicketFields.Where(f => f.Id == field.Id).ExecuteUpdateAsync(s => s.SetProperty(f => f.Definition, definition).SetProperty(f => f.RetiredAt, f => f.RetiredAt ?? now), ct);
            journal.Record(field.About, new TicketFieldRetired(field.Id));
        }
        return emptied + changes.Count + values.Count + fields.Count;
    }

    private IQueryable<FieldChange> OfTheirs(ErasureSubject subject)
    {
        var requested = db.Tickets.Where(t => t.Requester != null && t.Requester == subject.Contact).Select(t => t.Id);
        return db.AllFieldChanges.Where(c => requested.Contains(c.Ticket) && (c.From != null || c.To != null));
    }

    private async Task<List<FieldChangeId>> NamingChanges(ErasureSubject subject, CancellationToken ct)
    {
        var found = new List<FieldChangeId>();
        await foreach (var change in db.AllFieldChanges.AsNoTracking().Where(c => c.From != null || c.To != null).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (Names(subject, change.From) || Names(subject, change.To)) found.Add(change.Id);
        }
        return found;
    }

    private async Task<List<(TicketId Ticket, string Name)>> NamingValues(ErasureSubject subject, CancellationToken ct)
    {
        var found = new List<(TicketId, string)>();
        await foreach (var value in db.AllFieldValues.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            if (Names(subject, value.Value)) found.Add((value.Ticket, value.Name));
        }
        return found;
    }

    private async Task<List<TicketField>> NamingFields(ErasureSubject subject, CancellationToken ct) =>
        [.. (await db.AllTicketFields.AsNoTracking().ToListAsync(ct)).Where(f => Words(f.Definition).Any(words => Names(subject, words)))];

    private static IEnumerable<string?> Words(FieldDefinition definition) => [definition.Name, definition.Help, definition.When, definition.Default, .. definition.Values];

    /// <summary>By name, address, or as the handle that a field for people holds.</summary>
    private static bool Names(ErasureSubject subject, string? text) => text is not null
        && (subject.Traces.Any(t => text.Contains(t, StringComparison.OrdinalIgnoreCase)) || subject.Handles.Any(h => h.Equals(text, StringComparison.OrdinalIgnoreCase)));
}
