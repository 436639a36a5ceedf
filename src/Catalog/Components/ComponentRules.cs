using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;

namespace Bridgewatch.Catalog.Components;

/// <summary>What a component's fields may hold; for adding, changing and importing alike.</summary>
internal static class ComponentRules
{
    public static IRuleBuilderOptions<T, string> ComponentName<T>(this IRuleBuilder<T, string> rule) => rule
        .NotEmpty().WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.give-it-a-name")).OneLine(Component.LongestName)!;

    public static IRuleBuilderOptions<T, string?> Lifecycle<T>(this IRuleBuilder<T, string?> rule) => rule.OneLine(Component.LongestLifecycle);

    public static IRuleBuilderOptions<T, string?> Description<T>(this IRuleBuilder<T, string?> rule) => rule.Lines(Component.LongestDescription);

    /// <summary>Links become anchors on pages, so only web addresses are taken.</summary>
    public static IRuleBuilderOptions<T, string?> WebAddress<T>(this IRuleBuilder<T, string?> rule) => rule
        .OneLine(Component.LongestLink)
        .Must(l => string.IsNullOrWhiteSpace(l) || (Uri.TryCreate(l.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        .WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.give-a-whole-web-address"));

    public static IRuleBuilderOptions<T, IReadOnlyList<string>?> Aliases<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule) => rule
        .Must(a => a is null || a.Count <= Component.MostAliases).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.at-most-other-names", Component.MostAliases))
        .Must(a => a is null || a.All(x => ComponentAlias.Normalise(x) is { } alias && !alias.Any(char.IsControl) && !alias.Any(char.IsSurrogate)))
        .WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.another-name-has-to-characters", Component.LongestAlias));

    public static IReadOnlyList<string> Normalise(IEnumerable<string>? aliases) => [.. (aliases ?? []).Select(a => ComponentAlias.Normalise(a)!).Distinct()];
}
