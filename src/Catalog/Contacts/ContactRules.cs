using System.Text.RegularExpressions;
using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>What a contact's fields may hold; for adding, changing and importing alike.</summary>
internal static partial class ContactRules
{
    public static IRuleBuilderOptions<T, string> ContactName<T>(this IRuleBuilder<T, string> rule) => rule
        .NotEmpty().WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.give-a-name")).OneLine(Contact.LongestName)!;

    public static IRuleBuilderOptions<T, string?> Phone<T>(this IRuleBuilder<T, string?> rule) => rule
        .MaximumLength(Contact.LongestPhone).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.at-most-characters", Contact.LongestPhone))
        .Must(p => string.IsNullOrWhiteSpace(p) || PhoneForm.IsMatch(p.Trim())).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.a-telephone-number-has-digits"));

    public static IRuleBuilderOptions<T, string?> Language<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(l => string.IsNullOrWhiteSpace(l) || LanguageTag.Is(l.Trim())).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.a-language-is-a-tag"));

    public static IRuleBuilderOptionsConditions<T, IReadOnlyList<string>?> Addresses<T>(this IRuleBuilder<T, IReadOnlyList<string>?> rule) =>
        rule.Custom((addresses, context) =>
        {
            if (addresses is null) return;
            if (addresses.Count > Contact.MostAddresses) context.AddFailure($"At most {Contact.MostAddresses} addresses.");
            for (var i = 0; i < addresses.Count; i++)
            {
                if (MailAddress.Normalise(addresses[i]) is null) context.AddFailure($"Address {i + 1} is no e-mail address.");
            }
        });

    public static IRuleBuilderOptionsConditions<T, IReadOnlyList<SpeaksFor>?> Organizations<T>(this IRuleBuilder<T, IReadOnlyList<SpeaksFor>?> rule) =>
        rule.Custom((organizations, context) =>
        {
            if (organizations is null) return;
            if (organizations.Count > Contact.MostOrganizations) context.AddFailure($"At most {Contact.MostOrganizations} organizations.");
            if (organizations.DistinctBy(o => o.Organization).Count() < organizations.Count) context.AddFailure("Name each organization once.");
            if (organizations.Any(o => o.Sees is { } sees && !Enum.IsDefined(sees))) context.AddFailure(Words.OneOf<RequestSight>());
            var roles = new InlineValidator<SpeaksFor> { v => v.RuleFor(o => o.Role).OneLine(Membership.LongestRole) };
            foreach (var error in organizations.SelectMany(o => roles.Validate(o).Errors)) context.AddFailure($"Role: {error.ErrorMessage}");
        });

    /// <summary>Each once, in the order given.</summary>
    public static IReadOnlyList<string> Normalise(IEnumerable<string>? addresses) =>
        [.. (addresses ?? []).Select(a => MailAddress.Normalise(a)!).Distinct()];

    [GeneratedRegex(@"\A[+(]?[0-9(][0-9 ()./-]*\z")]
    private static partial Regex PhoneForm { get; }
}

/// <summary>An organization that a contact speaks for, and as what.</summary>
/// <param name="Role">In words: <c>Head of platform</c>.</param>
/// <param name="Sees">Which requests they follow in the portal; left out it stays, and begins with their own.</param>
public sealed record SpeaksFor(OrganizationId Organization, string? Role = null, RequestSight? Sees = null);
