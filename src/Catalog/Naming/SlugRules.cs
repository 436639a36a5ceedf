using Bridgewatch.Kernel;
using FluentValidation;

namespace Bridgewatch.Catalog.Naming;

internal static class SlugRules
{
    /// <summary>A short name, or none, which is then made from the name.</summary>
    public static IRuleBuilderOptions<T, string?> ShortName<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(s => string.IsNullOrEmpty(s) || Slug.IsSegment(s)).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.a-short-name-has-small", Slug.Longest));
}
