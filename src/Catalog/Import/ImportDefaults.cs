using Bridgewatch.Kernel;
using FluentValidation;

namespace Bridgewatch.Catalog.Import;

/// <summary>What imported tables mean where they do not say.</summary>
[Setting("catalog.import", CatalogPermissions.Import)]
public sealed record ImportDefaults
{
    /// <summary>Of revenue without a currency (ISO 4217).</summary>
    public string Currency { get; init; } = "EUR";
}

internal sealed class ImportDefaultsValidator : AbstractValidator<ImportDefaults>
{
    public ImportDefaultsValidator() => RuleFor(d => d.Currency)
        .Must(c => c is [>= 'A' and <= 'Z', >= 'A' and <= 'Z', >= 'A' and <= 'Z']).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.a-currency-has-three-letters"));
}
