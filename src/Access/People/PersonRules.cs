using FluentValidation;
using NodaTime;

namespace Bridgewatch.Access.People;

/// <summary>Rules on what people say about themselves, the same at every door.</summary>
internal static class PersonRules
{
    public static IRuleBuilderOptions<T, string> Address<T>(this IRuleBuilder<T, string> rule, IStringLocalizer<AccessTexts> words) =>
        rule.NotEmpty().WithMessage(_ => words["email.missing"])
            .Must(IsAddress).WithMessage(_ => words["email.form"])
            .MaximumLength(Person.LongestEmail);

    public static IRuleBuilderOptions<T, string?> Zone<T>(this IRuleBuilder<T, string?> rule, IStringLocalizer<AccessTexts> words) =>
        rule.Must(z => z is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(z) is not null).WithMessage(_ => words["zone.unknown"]);

    internal static bool IsAddress(string? email) =>
        email?.Trim() is { Length: > 0 } given && System.Net.Mail.MailAddress.TryCreate(given, out var parsed) && parsed.Address == given && !given.Any(char.IsControl);
}
