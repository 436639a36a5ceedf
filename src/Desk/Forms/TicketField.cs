using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Forms;

/// <summary>A field of this installation that tickets have beside those of the product.</summary>
/// <remarks>One that some ticket holds a value of is retired and never deleted: what was said stays readable under its name.</remarks>
public sealed class TicketField : Aggregate
{
    /// <summary>Each is asked about each ticket whose form is shown.</summary>
    public const int Most = 100;

    private TicketField()
    {
    }

    public TicketFieldId Id { get; private set; }

    /// <summary>By which programs and queries name it, for ever: <c>environment</c>.</summary>
    public string Key { get; private set; } = "";

    public FieldDefinition Definition { get; private set; } = null!;

    /// <summary>The lower stands first in forms.</summary>
    public int Place { get; private set; }

    public Instant AddedAt { get; private set; }

    /// <summary>Since when it is asked for no more; null while it is.</summary>
    public Instant? RetiredAt { get; private set; }

    public override Subject About => new("ticket-field", Id.Value);

    internal static TicketField Add(string key, FieldDefinition definition, int place, Instant at)
    {
        var field = new TicketField { Id = TicketFieldId.New(), Key = key, Definition = definition, Place = place, AddedAt = at };
        field.Record(new TicketFieldAdded(field.Id, key, definition.Kind));
        return field;
    }

    internal void Change(FieldDefinition definition)
    {
        if (KernelJson.Write(definition) == KernelJson.Write(Definition)) return;
        Definition = definition;
        Record(new TicketFieldChanged(Id, definition.Asked, definition.Required));
    }

    internal void Move(int place)
    {
        if (place == Place) return;
        Place = place;
        Record(new TicketFieldMoved(Id, place));
    }

    internal void Retire(Instant at)
    {
        if (RetiredAt is not null) return;
        RetiredAt = at;
        Record(new TicketFieldRetired(Id));
    }

    internal void BringBack()
    {
        if (RetiredAt is null) return;
        RetiredAt = null;
        Record(new TicketFieldBroughtBack(Id));
    }

    /// <summary>Nothing holds a value of it, and it is as if it had never been.</summary>
    internal void Delete() => Record(new TicketFieldDeleted(Id));
}

/// <summary>A field was made. Its texts stand in its table.</summary>
[JournalType("desk.ticket-field.added.v1")]
public sealed record TicketFieldAdded(TicketFieldId Field, string Key, FieldKind Kind) : JournalEvent;

/// <summary>A field is another one: its texts, choices, condition, or when it is asked for.</summary>
[JournalType("desk.ticket-field.changed.v1")]
public sealed record TicketFieldChanged(TicketFieldId Field, FieldMoment Asked, bool Required) : JournalEvent;

/// <summary>It stands elsewhere in forms.</summary>
[JournalType("desk.ticket-field.moved.v1")]
public sealed record TicketFieldMoved(TicketFieldId Field, int Place) : JournalEvent;

/// <summary>It is asked for no more; tickets keep what they hold.</summary>
[JournalType("desk.ticket-field.retired.v1")]
public sealed record TicketFieldRetired(TicketFieldId Field) : JournalEvent;

/// <summary>A retired field is asked for again.</summary>
[JournalType("desk.ticket-field.brought-back.v1")]
public sealed record TicketFieldBroughtBack(TicketFieldId Field) : JournalEvent;

/// <summary>A field of which no ticket ever held a value was deleted.</summary>
[JournalType("desk.ticket-field.deleted.v1")]
public sealed record TicketFieldDeleted(TicketFieldId Field) : JournalEvent;

internal static class TicketFieldRefusals
{
    public static Refusal KeyTaken(TicketField field) => new(
        "field-key-taken", $"There is a field '{field.Key}'{(field.RetiredAt is null ? "" : ", which is retired")}.",
        field.RetiredAt is null ? "Give it another key." : "Bring that one back, or give this one another key.");

    public static Refusal TooMany() => new("too-many-fields", $"There are {TicketField.Most} fields.", "Retire what nobody needs.");

    public static Refusal InUse(TicketField field) =>
        new("field-in-use", $"Tickets hold values of '{field.Key}'.", "Retire it: it is asked for no more, and what was said stays readable.");
}
