using System.Text.RegularExpressions;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;

namespace Bridgewatch.Desk.Forms;

/// <summary>Checks what people write into a field, all of it at once.</summary>
internal sealed partial class FieldWording(Actor actor, FieldConditions conditions, FieldReader reader)
{
    /// <summary>The definition with its texts tidied, its condition as we would have written it, and its default as it is kept.</summary>
    /// <exception cref="Invalid">Something is wrong with it.</exception>
    public async Task<FieldDefinition> Checked(string key, FieldDefinition given, CancellationToken ct)
    {
        var (findings, definition) = (new FieldFindings(), Tidied(given));
        CheckChoices(definition, findings);
        if (definition is { EditedBy: FieldEditors.Customers, SeenBy: not FieldReaders.Customers }) findings.Add("editedBy", RuleTexts.Of<DeskTexts>("forms.rule.unseen"));
        definition = definition with { When = await findings.Try(() => conditions.Normal(definition.When, actor, ct)) ?? definition.When };
        if (definition.Default is { } usual && !findings.IsOn("choices"))
        {
            var wrong = new FieldFindings();
            var read = await reader.Read(new(default, key, definition, false), FieldReader.Typed(definition.Kind, usual), wrong, ct);
            if (wrong.IsOn($"fields.{key}")) findings.Add("default", RuleTexts.Of<DeskTexts>("forms.rule.default"));
            else definition = definition with { Default = FieldValue.Text(read) };
        }
        findings.Throw();
        return definition;
    }

    public static bool IsKey(string? key) => key is not null && Key.IsMatch(key) && key is not (MissingFields.Component or MissingFields.Cause);

    private static FieldDefinition Tidied(FieldDefinition d) => d with
    {
        Name = d.Name.Trim(),
        Help = d.Help.Trim(),
        When = d.When.Trim(),
        Default = string.IsNullOrWhiteSpace(d.Default) ? null : d.Default.Trim(),
        Choices = [.. d.Choices.Select(Tidied)],
        Types = [.. d.Types.Distinct().Order()],
    };

    private static FieldChoice Tidied(FieldChoice choice) => new((choice.Name ?? "").Trim(), choice.Choices is { Count: > 0 } below ? [.. below.Select(Tidied)] : null);

    private static void CheckChoices(FieldDefinition definition, FieldFindings findings)
    {
        var choices = definition.Choices;
        if (definition.Kind is not (FieldKind.Choice or FieldKind.CascadingChoice))
        {
            if (choices.Count > 0) findings.Add("choices", RuleTexts.Of<DeskTexts>("forms.rule.no-choices"));
            return;
        }
        var all = All(choices, 1).ToList();
        if (all.Count == 0) findings.Add("choices", RuleTexts.Of<DeskTexts>("forms.rule.choices"));
        if (all.Count > FieldChoice.Most) findings.Add("choices", RuleTexts.Of<DeskTexts>("forms.rule.most-choices", FieldChoice.Most));
        if (all.Exists(c => c.Choice.Name.Length is 0 or > FieldChoice.LongestName || c.Choice.Name.Contains(FieldChoice.Separator))) findings.Add("choices", RuleTexts.Of<DeskTexts>("forms.rule.choice-name", FieldChoice.LongestName));
        if (all.Exists(c => c.Depth > (definition.Kind == FieldKind.Choice ? 1 : FieldChoice.Deepest))) findings.Add("choices", RuleTexts.Of<DeskTexts>(definition.Kind == FieldKind.Choice ? "forms.rule.flat" : "forms.rule.deep", FieldChoice.Deepest));
        var values = definition.Values.ToList();
        if (values.Distinct(StringComparer.OrdinalIgnoreCase).Count() < values.Count) findings.Add("choices", RuleTexts.Of<DeskTexts>("forms.rule.twice"));
    }

    /// <summary>Not deeper than it takes to see that it is too deep.</summary>
    private static IEnumerable<(FieldChoice Choice, int Depth)> All(IReadOnlyList<FieldChoice> choices, int depth) => depth > FieldChoice.Deepest + 1 ? [] : choices
        .SelectMany(c => All(c.Choices ?? [], depth + 1).Prepend((c, depth)));

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,59}\z")]
    private static partial Regex Key { get; }
}

internal static class FieldRules
{
    public static IRuleBuilderOptions<T, string> FieldName<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(n => !string.IsNullOrWhiteSpace(n)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.give-it-a-name")).MaximumLength(FieldDefinition.LongestName);

    public static IRuleBuilderOptions<T, IReadOnlyList<TicketType>?> Types<T>(this IRuleBuilder<T, IReadOnlyList<TicketType>?> rule) => rule
        .Must(types => types is null || types.All(Enum.IsDefined)).WithMessage(_ => Words.OneOf<TicketType>());
}
