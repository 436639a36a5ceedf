using System.Text.RegularExpressions;
using Bridgewatch.Kernel;
using FluentValidation;

namespace Bridgewatch.Desk.Tickets;

/// <summary>What labels look like: lower-case words of letters, digits, dots and hyphens.</summary>
internal static partial class TicketWordLists
{
    public const int MostLabels = 30;

    public static IRuleBuilderOptions<T, IReadOnlyList<string>?> Labels<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule) => rule
        .Must(l => l is null || l.All(IsLabel)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.label"))
        .Must(l => l is null || Labels(l)!.Count <= MostLabels).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.labels-most", MostLabels));

    public static IRuleBuilderOptions<T, IReadOnlyList<string>?> ErrorCodes<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule) => rule
        .Must(l => l is null || l.All(code => Text.ErrorCodes.Normalise(code) is not null)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.code"))
        .Must(l => l is null || l.Select(Text.ErrorCodes.Normalise).Distinct().Count() <= Text.ErrorCodes.Most).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.codes-most", Text.ErrorCodes.Most));

    public static bool IsLabel(string label) => Label().IsMatch(label.Trim().ToLowerInvariant());

    /// <summary>Trimmed, in lower case, each once; null stays null.</summary>
    public static IReadOnlyCollection<string>? Labels(IReadOnlyList<string>? labels) =>
        labels?.Select(l => l.Trim().ToLowerInvariant()).Distinct().ToList();

    /// <exception cref="Invalid">There are more than a ticket may have.</exception>
    public static void MustFit(IReadOnlyCollection<string> labels)
    {
        if (labels.Count > MostLabels) throw new Invalid("labels", RuleTexts.Of<DeskTexts>("rule.labels-most", MostLabels));
    }

    /// <summary>The labels of a ticket after some were added and others taken away.</summary>
    /// <exception cref="Invalid">There would be too many.</exception>
    public static List<string> After(List<string> labels, LabelChange? change)
    {
        if (change is null) return labels;
        var changed = labels.Union(Labels(change.Add) ?? []).Except(Labels(change.Remove) ?? []).Order(StringComparer.Ordinal).ToList();
        MustFit(changed);
        return changed;
    }

    [GeneratedRegex(@"^[\p{L}\p{N}][\p{L}\p{N}.:_-]{0,79}$", RegexOptions.CultureInvariant)]
    private static partial Regex Label();
}
