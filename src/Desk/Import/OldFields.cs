using System.Text.Json;
using Bridgewatch.Catalog.Naming;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Tickets;

namespace Bridgewatch.Desk.Import;

/// <summary>What the fields of another system are here, and what their values are.</summary>
internal sealed class OldFields(IReadOnlyDictionary<string, OldField> fields)
{
    private const int LongestKey = 40;

    /// <summary>Between the steps of a choice there.</summary>
    private const string Step = "::";

    public static string KeyOf(OldField field)
    {
        var slug = Slug.From(field.Title);
        var key = (slug.Length > LongestKey ? slug[..LongestKey] : slug).Trim('-');
        return FieldWording.IsKey(key) ? key : $"field-{Slug.From(field.Id)}";
    }

    public static FieldKind KindOf(OldField field) =>
        field.Kind == FieldKind.Choice && field.Choices.Any(c => c.Name.Contains(Step, StringComparison.Ordinal)) ? FieldKind.CascadingChoice : field.Kind ?? FieldKind.Text;

    /// <summary>Null for what is no choice.</summary>
    public static IReadOnlyList<FieldChoice>? ChoicesOf(OldField field) =>
        field.Kind == FieldKind.Choice ? Below([.. field.Choices.Select(c => Steps(c.Name))]) : null;

    /// <summary>A ticket's values as it holds them here, by key; what is empty is left.</summary>
    public IReadOnlyDictionary<string, JsonElement> Of(OldTicket ticket)
    {
        var values = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (id, value) in ticket.Fields)
        {
            var field = fields.GetValueOrDefault(id);
            if (field is { IsOwn: false } || values.Count == TicketFields.Most) continue;
            var key = field is null ? $"field-{Slug.From(id)}" : KeyOf(field);
            if (TicketFields.IsName(key) && Value(field, value) is { } here) values[key] = here;
        }
        return values;
    }

    private static JsonElement? Value(OldField? field, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => value,
        // A box that is not ticked says what an empty one says.
        JsonValueKind.False => null,
        JsonValueKind.Number => value,
        JsonValueKind.String => Written(field, Email.CleanText.Lines(ZendeskJson.Whole(value)).Trim()),
        JsonValueKind.Array => Written(field, string.Join(", ", value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => Named(field, ZendeskJson.Whole(v))))),
        _ => null,
    };

    private static JsonElement? Written(OldField? field, string text)
    {
        if (text.Length == 0) return null;
        if (field?.Kind == FieldKind.Number && decimal.TryParse(text, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out var number)) return JsonSerializer.SerializeToElement(number);
        var named = Named(field, text);
        return JsonSerializer.SerializeToElement(named.Length <= TicketFields.Longest ? named : named[..TicketFields.Longest]);
    }

    private static string Named(OldField? field, string value) =>
        field?.Choices.FirstOrDefault(c => c.Value == value) is { } choice ? string.Join(FieldChoice.Separator, Steps(choice.Name)) : value;

    private static string[] Steps(string name) =>
        [.. name.Split(Step).Select(s => s.Replace(FieldChoice.Separator, '-').Trim()).Where(s => s.Length > 0).Select(s => s.Length <= FieldChoice.LongestName ? s : s[..FieldChoice.LongestName])];

    private static List<FieldChoice> Below(List<string[]> ways) =>
        [.. ways.Where(w => w.Length > 0).GroupBy(w => w[0]).Select(g => new FieldChoice(g.Key, g.Any(w => w.Length > 1) ? Below([.. g.Select(w => w[1..])]) : null))];
}
