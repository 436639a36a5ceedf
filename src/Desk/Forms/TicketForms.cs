using System.Text.Json;
using Bridgewatch.Access;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Forms;

/// <summary>A field as a form asks for it.</summary>
/// <param name="Choices">All values of a choice, in order; of a cascading one whole ways: <c>Hardware/Printer</c>.</param>
/// <param name="IsConditional">Whether it is asked for depends on the rest of the ticket.</param>
public sealed record FormField(
    string Key, string Name, FieldKind Kind, IReadOnlyList<string> Choices, string Help, string? Default, FieldMoment Asked, bool Required, bool IsConditional, FieldReaders SeenBy)
{
    /// <summary>What the ticket says; null for nothing, and for whoever reads masked.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>The same for people: a person and a component by name.</summary>
    public string? Shown { get; init; }

    /// <summary>The actor may give it another value.</summary>
    public bool MayChange { get; init; } = true;

    /// <summary>It is asked for no more.</summary>
    public bool IsRetired { get; init; }

    internal static FormField Of(KnownField field) => new(
        field.Key, field.Definition.Name, field.Definition.Kind, [.. field.Definition.Values], field.Definition.Help, field.Definition.Default, field.Definition.Asked,
        field.Definition.Required, field.Definition.When.Length > 0, field.Definition.SeenBy)
    { IsRetired = field.IsRetired };
}

/// <summary>The form of a ticket: the fields that it has, and what is missing.</summary>
public sealed record TicketForm(IReadOnlyList<FormField> Fields, IReadOnlyList<MissingField> Missing);

/// <summary>One change of a field.</summary>
/// <param name="Name">The field's name; of one that no form knows, its key.</param>
/// <param name="From">Null for nothing, and for what was erased or is not for this reader.</param>
/// <param name="By">Null where no person of ours did it.</param>
public sealed record FieldChangeResource(FieldChangeId Id, string Field, string Name, string? From, string? To, string? By, Instant At);

/// <summary>Brings the forms of tickets.</summary>
public sealed class TicketForms(BridgewatchDb db, Actor actor, FieldCatalogue fields, FieldConditions conditions, MissingFields missing)
{
    /// <exception cref="NotVisible">There is no such ticket, or not for this actor.</exception>
    public async Task<TicketForm> Of(TicketNumber number, CancellationToken ct)
    {
        var ticket = await db.Tickets.VisibleTo(actor).AsNoTracking().Include(t => t.Codes).Include(t => t.Labels).Include(t => t.FieldValues).AsSplitQuery()
            .SingleOrDefaultAsync(t => t.Number == number, ct) ?? throw actor.Misses();
        var (masked, found) = (actor.IsMasked(DeskPermissions.ReadTickets), new List<FormField>());
        foreach (var field in (await fields.All(ct)).Everything)
        {
            var says = ticket.Fields.TryGetValue(field.Key, out var value);
            // What was said stays to be seen where it is asked for no more.
            if (!says && (field.IsRetired || !field.Definition.IsFor(ticket.Type) || !await conditions.Fit(field.Definition.When, ticket, ct))) continue;
            found.Add(FormField.Of(field) with
            {
                Value = says && !masked ? value : null,
                Shown = !says ? null : masked ? Mask.Hidden : await Shown(field.Definition.Kind, value, ct),
                MayChange = !field.IsRetired && actor.May(field.Definition.EditedBy == FieldEditors.Leads ? DeskPermissions.CorrectRecords : DeskPermissions.ChangeTickets, ticket.Place),
            });
        }
        return new(found, await missing.OfWhole(ticket, ct));
    }

    /// <summary>What is asked of somebody who opens a ticket of a type; of customers what they may see and give.</summary>
    public async Task<IReadOnlyList<FormField>> ForOpening(TicketType type, CancellationToken ct) =>
    [
        .. (await fields.All(ct)).InUse.Where(f => f.Definition.Asked == FieldMoment.Opening && f.Definition.IsFor(type) && (actor.Kind == ActorKind.Person ? IsForUs(f) : IsForCustomers(f)))
            // Whether a condition holds is known only once the ticket is there.
            .Select(f => FormField.Of(f) is { IsConditional: true } asked ? asked with { Required = false } : FormField.Of(f)),
    ];

    /// <summary>Every change of every field of a ticket, newest first.</summary>
    /// <exception cref="NotVisible">There is no such ticket, or not for this actor.</exception>
    public async Task<IReadOnlyList<FieldChangeResource>> Changes(TicketNumber number, CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Contact) throw new NotVisible("history");
        var ticket = await db.Tickets.VisibleTo(actor).Where(t => t.Number == number).Select(t => (TicketId?)t.Id).SingleOrDefaultAsync(ct) ?? throw actor.Misses();
        var (known, masked) = (await fields.All(ct), actor.IsMasked(DeskPermissions.ReadTickets));
        var changes = await db.AllFieldChanges.AsNoTracking().Where(c => c.Ticket == ticket).OrderByDescending(c => c.At).ThenByDescending(c => c.Id).ToListAsync(ct);
        var ids = changes.Select(c => c.By).OfType<PersonId>().Distinct().ToList();
        var people = await db.People.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        return changes.ConvertAll(c => new FieldChangeResource(
            c.Id, c.Name, known.Field(c.Name)?.Definition.Name ?? c.Name, Said(c.From), Said(c.To), c.By is { } person ? people.GetValueOrDefault(person) : null, c.At));

        string? Said(string? value) => value is not null && masked ? Mask.Hidden : value;
    }

    /// <summary>What a customer reads of their own request, by the fields' names.</summary>
    internal async Task<IReadOnlyList<(string Name, string Shown)>> ForCustomer(Ticket ticket, CancellationToken ct)
    {
        var shown = new List<(string, string)>();
        foreach (var field in (await fields.All(ct)).InUse.Where(f => f.Definition.SeenBy == FieldReaders.Customers))
        {
            if (ticket.Fields.TryGetValue(field.Key, out var value)) shown.Add((field.Definition.Name, await Shown(field.Definition.Kind, value, ct)));
        }
        return shown;
    }

    private static bool IsForUs(KnownField field) => field.Definition.EditedBy != FieldEditors.Leads;

    /// <summary>Names of ours and of our architecture are not for everybody to choose from.</summary>
    private static bool IsForCustomers(KnownField field) =>
        field.Definition is { EditedBy: FieldEditors.Customers, SeenBy: FieldReaders.Customers, Kind: not (FieldKind.Person or FieldKind.Component) };

    private async Task<string> Shown(FieldKind kind, JsonElement value, CancellationToken ct)
    {
        var text = FieldValue.Text(value);
        return kind switch
        {
            FieldKind.Person => await db.People.Where(p => p.Handle == text).Select(p => p.Name).SingleOrDefaultAsync(ct) ?? text,
            FieldKind.Component => await db.Components.Where(c => c.Slug == text).Select(c => c.Name).SingleOrDefaultAsync(ct) ?? text,
            _ => value.ValueKind switch
            {
                JsonValueKind.True => RuleTexts.Of<DeskTexts>("yes"),
                JsonValueKind.False => RuleTexts.Of<DeskTexts>("no"),
                JsonValueKind.Number when value.TryGetDecimal(out var number) => number.ToString(System.Globalization.CultureInfo.CurrentCulture),
                _ => text,
            },
        };
    }
}

internal static class TicketFormEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/tickets/{ticket}/form", async (TicketNumber ticket, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((TicketForms q, CancellationToken c) => q.Of(ticket, c), ct)));
        api.MapGet("/tickets/{ticket}/field-changes", async (TicketNumber ticket, string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((TicketForms q, CancellationToken c) => q.Changes(ticket, c), ct), limit, cursor, count)));
        api.MapGet("/me/missing-fields", async (string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((MissingOfMine q, CancellationToken c) => q.List(c), ct), limit, cursor, count)));
    }
}
