using System.Text.Json;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Forms;

/// <summary>Writes what somebody says in fields into a ticket, whatever the door.</summary>
/// <remarks>A person of ours is told what is wrong. A customer, a monitor and a mail are never refused for a field: what does not fit is left out, and is missing then.</remarks>
internal sealed class FormBook(BridgewatchDb db, Actor actor, Envelope envelope, FieldCatalogue fields, FieldReader reader)
{
    /// <summary>What is wrong with what a person of ours gives, all of it: each finding stands at <c>fields.KEY</c>.</summary>
    public async ValueTask Look(IReadOnlyDictionary<string, JsonElement>? given, FieldFindings findings, CancellationToken ct)
    {
        if (given is { Count: > 0 } && actor.PersonOrNone is not null) await Read(given, findings, ct);
    }

    /// <summary>Fills in what was given.</summary>
    /// <param name="found">What nobody gave, but was read in its texts: of that, what does not fit is left out.</param>
    /// <exception cref="Invalid">A value is wrong, or is not for this actor to give; all of it is said, and nothing is filled in.</exception>
    public async Task Fill(Ticket ticket, IReadOnlyDictionary<string, JsonElement>? given, CancellationToken ct, bool isNew = false, IReadOnlyDictionary<string, JsonElement>? found = null)
    {
        var findings = new FieldFindings();
        var values = await Read(given ?? TicketFields.None, findings, ct);
        if (actor.PersonOrNone is not null)
        {
            await MustEdit(ticket, values, findings, ct);
            findings.Throw();
        }
        foreach (var (key, value) in await Read(found ?? TicketFields.None, new(), ct)) values.TryAdd(key, value);
        if (values.Count == 0) return;
        if (!isNew) await db.Entry(ticket).Collection(t => t.FieldValues).LoadAsync(ct);
        var known = await fields.All(ct);
        foreach (var change in ticket.Fill(values, known.SaysMuch, actor.PersonOrNone, envelope.At)) db.Insert(change);
    }

    /// <summary>What was given in the form in which it is kept, without what is wrong. What no form knows, or knows no more, stays as it is.</summary>
    private async Task<Dictionary<string, JsonElement>> Read(IReadOnlyDictionary<string, JsonElement> given, FieldFindings findings, CancellationToken ct)
    {
        var values = new Dictionary<string, JsonElement>();
        if (given.Count == 0) return values;
        var known = await fields.All(ct);
        foreach (var (key, value) in given)
        {
            if (known.Field(key) is not { IsRetired: false } field) values[key] = value;
            else if (await reader.Read(field, value, findings, ct) is var read && !findings.IsOn($"fields.{key}")) values[key] = read;
        }
        return values;
    }

    /// <summary>What is not changed counts as not given, so that a whole form may come back.</summary>
    private async Task MustEdit(Ticket ticket, Dictionary<string, JsonElement> values, FieldFindings findings, CancellationToken ct)
    {
        if (values.Count == 0 || actor.May(DeskPermissions.CorrectRecords, ticket.Place)) return;
        var known = await fields.All(ct);
        foreach (var (key, value) in values)
        {
            if (known.Field(key) is not { IsRetired: false, Definition: { EditedBy: FieldEditors.Leads } definition }) continue;
            if (FieldValue.Text(ticket.Fields.GetValueOrDefault(key)) != FieldValue.Text(value)) findings.Add($"fields.{key}", RuleTexts.Of<DeskTexts>("forms.leads-only", definition.Name));
        }
    }
}
