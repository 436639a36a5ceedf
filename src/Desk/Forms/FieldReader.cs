using System.Globalization;
using System.Text.Json;
using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace Bridgewatch.Desk.Forms;

/// <summary>Reads a value by the kind of its field.</summary>
internal sealed class FieldReader(BridgewatchDb db, TicketFacts facts)
{
    private const int MostNamed = 8;

    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement((string?)null);

    /// <summary>The value in the form in which it is kept; null for an empty text. What is wrong is added to the findings, at <c>fields.KEY</c>.</summary>
    public async ValueTask<JsonElement> Read(KnownField field, JsonElement given, FieldFindings findings, CancellationToken ct)
    {
        if (given.ValueKind == JsonValueKind.Null) return given;
        var text = given.ValueKind == JsonValueKind.String ? given.GetString()!.Trim() : null;
        if (text is { Length: 0 }) return Nothing;
        switch (field.Definition.Kind)
        {
            case FieldKind.Number when given.ValueKind == JsonValueKind.Number && given.TryGetDecimal(out _): return given;
            case FieldKind.Number: return Wrong("forms.number");
            case FieldKind.CheckBox when given.ValueKind is JsonValueKind.True or JsonValueKind.False: return given;
            case FieldKind.CheckBox: return Wrong("forms.check-box");
        }
        if (text is null) return Wrong("forms.text");
        switch (field.Definition.Kind)
        {
            case FieldKind.Date: return LocalDatePattern.Iso.Parse(text).Success ? Text(text) : Wrong("forms.date");
            case FieldKind.Choice or FieldKind.CascadingChoice: return Chosen(field.Definition, text) is { } choice ? Text(choice) : Unchosen(text);
            case FieldKind.Person: return await Person(text, ct) is { } handle ? Text(handle) : Wrong("forms.person", text);
            case FieldKind.Component: return await facts.ComponentOrNone(text, ct) is { } component ? Text(component.Slug) : Wrong("forms.component", text);
            default: return Text(text);
        }

        JsonElement Wrong(string words, params object[] values)
        {
            findings.Add($"fields.{field.Key}", RuleTexts.Of<DeskTexts>(words, [field.Definition.Name, .. values]));
            return Nothing;
        }

        JsonElement Unchosen(string typed)
        {
            var next = Next(field.Definition, typed);
            return next.Count > 0 ? Wrong("forms.choose-further", typed, Listed(next)) : Wrong("forms.choose", Listed([.. field.Definition.Values]));
        }
    }

    /// <summary>What was typed, or posted by a plain form, as a program would have given it. What cannot be read stays a text, for <see cref="Read"/> to refuse.</summary>
    public static JsonElement Typed(FieldKind kind, string? text) => kind switch
    {
        _ when string.IsNullOrWhiteSpace(text) => Nothing,
        FieldKind.Number when decimal.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => JsonSerializer.SerializeToElement(number),
        FieldKind.CheckBox when bool.TryParse(text.Trim(), out var ticked) => JsonSerializer.SerializeToElement(ticked),
        _ => Text(text.Trim()),
    };

    private static JsonElement Text(string text) => JsonSerializer.SerializeToElement(text);

    private static string? Chosen(FieldDefinition definition, string typed) =>
        definition.Values.FirstOrDefault(v => v.Equals(Tidied(typed), StringComparison.OrdinalIgnoreCase));

    /// <summary>What can follow where a cascading choice was not made to its end.</summary>
    private static List<string> Next(FieldDefinition definition, string typed)
    {
        var above = Tidied(typed) + FieldChoice.Separator;
        return [.. definition.Values.Where(v => v.StartsWith(above, StringComparison.OrdinalIgnoreCase)).Select(v => v[above.Length..].Split(FieldChoice.Separator)[0]).Distinct()];
    }

    /// <summary>With nothing around the signs between the steps.</summary>
    private static string Tidied(string typed) => string.Join(FieldChoice.Separator, typed.Split(FieldChoice.Separator, StringSplitOptions.TrimEntries));

    private static string Listed(List<string> choices) => string.Join(", ", choices.Take(MostNamed)) + (choices.Count > MostNamed ? ", …" : "");

    private async Task<string?> Person(string text, CancellationToken ct)
    {
        var people = db.People.Where(p => p.State != PersonState.Left);
        var handle = text.TrimStart('@').ToLowerInvariant();
        var found = PersonId.TryParse(text, out var id) ? people.Where(p => p.Id == id) : people.Where(p => p.Handle == handle);
        return await found.Select(p => p.Handle).SingleOrDefaultAsync(ct);
    }
}
