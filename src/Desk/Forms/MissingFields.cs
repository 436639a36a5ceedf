using Bridgewatch.Desk.Closing;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Forms;

/// <summary>Something that a form asks for and a ticket does not say.</summary>
/// <param name="Field">The field's key, or <c>component</c> or <c>cause</c>, which every fault and alert owes once it is resolved.</param>
/// <param name="Name">As people read it.</param>
/// <param name="Asked">Since when it is missing.</param>
public sealed record MissingField(string Field, string Name, FieldMoment Asked);

/// <summary>What tickets lack. Nothing of it keeps a ticket from being opened or resolved; it is listed, and stands before closing.</summary>
public sealed class MissingFields(BridgewatchDb db, FieldCatalogue fields, FieldConditions conditions)
{
    /// <summary>The part of the product that faults and alerts owe (practice 3.2), and why it broke.</summary>
    public const string Component = "component", Cause = "cause";

    /// <summary>Of a ticket that a command has loaded.</summary>
    internal async Task<IReadOnlyList<MissingField>> Of(Ticket ticket, CancellationToken ct)
    {
        var entry = db.Entry(ticket);
        foreach (var part in new[] { nameof(Ticket.Codes), nameof(Ticket.Labels), nameof(Ticket.FieldValues) })
        {
            if (!entry.Collection(part).IsLoaded) await entry.Collection(part).LoadAsync(ct);
        }
        return await OfWhole(ticket, ct);
    }

    /// <summary>Of a ticket with its codes, labels and field values.</summary>
    internal async Task<IReadOnlyList<MissingField>> OfWhole(Ticket ticket, CancellationToken ct)
    {
        // What goes on elsewhere or nowhere owes nothing, nor does one whose words were erased.
        if (ticket.MergedInto is not null || ticket.Closure is { Reason: ClosureReason.Spam or ClosureReason.Duplicate } || ticket.Subject == Ticket.ErasedSubject) return [];
        var missing = OfTheProduct(ticket);
        foreach (var field in (await fields.All(ct)).InUse)
        {
            if (IsOwed(field, ticket) && await conditions.Fit(field.Definition.When, ticket, ct)) missing.Add(new(field.Key, field.Definition.Name, field.Definition.Asked));
        }
        return missing;
    }

    /// <summary>Component and cause are none of the fields that people make: the ticket has them.</summary>
    private static List<MissingField> OfTheProduct(Ticket ticket)
    {
        if (ticket.Resolution is null || !DiagnosedBeforeClosing.Lacks(ticket)) return [];
        var cause = new MissingField(Cause, RuleTexts.Of<DeskTexts>("forms.cause"), FieldMoment.Resolving);
        return ticket.Component is null ? [new(Component, RuleTexts.Of<DeskTexts>("ticket.component"), FieldMoment.Resolving), cause] : [cause];
    }

    private static bool IsOwed(KnownField field, Ticket ticket) =>
        field.Definition.Required && field.Definition.IsFor(ticket.Type) && (field.Definition.Asked == FieldMoment.Opening || ticket.Resolution is not null) && field.IsEmptyIn(ticket);
}
