using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>What an organization's fields may hold; for adding, changing and importing alike.</summary>
internal static class OrganizationRules
{
    public const int MostDomains = 100;

    public static IRuleBuilderOptions<T, string> OrganizationName<T>(this IRuleBuilder<T, string> rule) => rule
        .NotEmpty().WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.give-it-a-name")).OneLine(Organization.LongestName)!;

    public static IRuleBuilderOptions<T, string?> OrganizationRegion<T>(this IRuleBuilder<T, string?> rule) =>
        rule.OneLine(Organization.LongestRegion);

    public static IRuleBuilderOptions<T, Money?> AnnualRevenue<T>(this IRuleBuilder<T, Money?> rule) => rule
        .Must(m => m is null || m.Amount is >= 0 and <= Money.Most).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.an-amount-is-not-negative"))
        .Must(m => m is null || decimal.Round(m.Amount, 4) == m.Amount).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.an-amount-has-at-most"))
        .Must(m => m is null || m.Currency is [>= 'A' and <= 'Z', >= 'A' and <= 'Z', >= 'A' and <= 'Z'])
        .WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.a-currency-has-three-letters"));

    public static IRuleBuilderOptionsConditions<T, IReadOnlyList<string>?> MailDomains<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule) =>
        rule.Custom((domains, context) =>
        {
            if (domains is null) return;
            if (domains.Count > MostDomains) context.AddFailure($"At most {MostDomains} domains.");
            foreach (var domain in domains)
            {
                if (DomainName.Normalise(domain) is not { } normalised) context.AddFailure($"'{domain}' is no mail domain.");
                else if (PublicMailDomains.Contains(normalised)) context.AddFailure($"{normalised} gives addresses to everybody, so it tells nothing about whom they work for.");
            }
        });

    public static IReadOnlyList<string> Normalise(IEnumerable<string>? domains) =>
        [.. (domains ?? []).Select(d => DomainName.Normalise(d)!).Distinct()];
}

internal static class OrganizationRefusals
{
    /// <param name="holder">Null when whoever asks may not see it.</param>
    public static Refusal DomainTaken(string domain, string? holder) =>
        new("domain-taken", $"{domain} belongs to {holder ?? "another organization"}.", "Take it away there first; a domain belongs to one organization.");

    public static Refusal Merged() =>
        new("merged", "This organization goes on as another one.", "Change that one.");

    public static Refusal IntoArchived() =>
        new("into-archived", "The organization that should stay is archived.", "Take it out of the archive first, or merge in the other direction.");

    public static Refusal TooManyDomains() =>
        new("too-many-domains", $"An organization has at most {OrganizationRules.MostDomains} domains.", "Take some away first.");

    public static Refusal TooManyContacts() =>
        new("too-many-contacts", $"At most {Handover.MostContacts} contacts change hands at once.", "Merge in the other direction, or split some off first.");

    public static Refusal CircleOfParents() =>
        new("circle-of-parents", "An organization cannot stand below itself.", "Choose a parent outside of what is below it.");
}
