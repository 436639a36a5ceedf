using System.Text.Json;
using System.Text.RegularExpressions;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Kernel;
using FluentValidation;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    /// <summary>What a form or a program said beside the fields that every ticket has, by name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Fields { get; private set; } = TicketFields.None;

    /// <summary>The same for questions.</summary>
    public ICollection<FieldValue> FieldValues { get; private set; } = [];

    /// <summary>Fills in those that are named and leaves the rest; null empties one. <see cref="FieldValues"/> must be loaded.</summary>
    /// <param name="saysMuch">Whether a value of a field says more than its default or a word for nothing.</param>
    /// <returns>What changed, to be kept as history.</returns>
    internal IReadOnlyList<FieldChange> Fill(IReadOnlyDictionary<string, JsonElement> given, Func<string, JsonElement, bool> saysMuch, PersonId? by, Instant at)
    {
        var filled = new SortedDictionary<string, JsonElement>(Fields.ToDictionary(), StringComparer.Ordinal);
        var changes = new List<FieldChange>();
        foreach (var (name, value) in given.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var isThere = filled.TryGetValue(name, out var before);
            var empties = value.ValueKind == JsonValueKind.Null;
            if (empties ? !isThere : isThere && JsonElement.DeepEquals(before, value)) continue;
            if (empties) filled.Remove(name);
            else filled[name] = value.Clone();
            if (FieldValues.FirstOrDefault(v => v.Name == name) is { } old) FieldValues.Remove(old);
            if (!empties) FieldValues.Add(FieldValue.Of(Id, name, value, saysMuch(name, value)));
            changes.Add(new(FieldChangeId.New(), Id, name, isThere ? FieldValue.Text(before) : null, empties ? null : FieldValue.Text(value), by, at));
        }
        if (changes.Count == 0) return changes;
        if (filled.Count > TicketFields.Most) throw new Invalid("fields", $"A ticket has at most {TicketFields.Most} fields.");
        Fields = filled;
        Happened(new TicketFieldsChanged(Id, changes.ConvertAll(c => c.Name)) { Changes = changes.ConvertAll(c => c.Id) }, at);
        return changes;
    }
}

/// <summary>Fields of a ticket got another value, or lost it. What they say stands in the ticket.</summary>
[JournalType("desk.ticket.fields-changed.v1")]
public sealed record TicketFieldsChanged(TicketId Ticket, IReadOnlyList<string> Names) : JournalEvent
{
    /// <summary>From what to what, in the order of the names; entries from before there was a history have none.</summary>
    public IReadOnlyList<FieldChangeId> Changes { get; init; } = [];
}

/// <summary>What fields may be called and hold: text, numbers, yes or no. Forms say more of some of them, and which ones a ticket must have.</summary>
internal static partial class TicketFields
{
    public const int Most = 50;

    /// <summary>Of one text.</summary>
    public const int Longest = 2_000;

    public static readonly IReadOnlyDictionary<string, JsonElement> None = new Dictionary<string, JsonElement>();

    public static readonly ValueConverter<IReadOnlyDictionary<string, JsonElement>, string> Stored =
        new(fields => KernelJson.Write(fields), text => KernelJson.Read<IReadOnlyDictionary<string, JsonElement>>(text));

    public static readonly ValueComparer<IReadOnlyDictionary<string, JsonElement>> Compared =
        new((a, b) => KernelJson.Write(a) == KernelJson.Write(b), fields => KernelJson.Write(fields).GetHashCode(StringComparison.Ordinal), fields => fields);

    public static void Fields<T>(this IRuleBuilder<T, IReadOnlyDictionary<string, JsonElement>?> rule) => rule
        .Must(fields => fields is null || fields.Keys.All(IsName)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.field-name"))
        .Must(fields => fields is null || fields.Values.All(IsPlain)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.field-value", Longest))
        .Must(fields => fields is null || fields.Count <= Most).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.most-fields", Most));

    public static bool IsName(string text) => Name.IsMatch(text);

    private static bool IsPlain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Length <= Longest,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => true,
        _ => false,
    };

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_-]{0,59}\z")]
    private static partial Regex Name { get; }
}
