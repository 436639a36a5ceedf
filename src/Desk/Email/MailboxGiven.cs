using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Naming;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;

namespace Bridgewatch.Desk.Email;

/// <summary>A mailbox as it is typed in.</summary>
/// <param name="Addresses">Ours; the first is the one at which answers are wanted.</param>
/// <param name="Queue">A queue's slug; the default one for null.</param>
/// <param name="Language">A BCP 47 tag; null takes the one of the contact.</param>
/// <param name="Signature">Markdown.</param>
/// <param name="Folder">Of a Maildir on the server.</param>
/// <param name="Password">In the open; null leaves the one that is kept, as long as host and user stay.</param>
public sealed record MailboxGiven(
    string Name, IReadOnlyList<string> Addresses, MailSource Source = MailSource.Posted, string? Queue = null, TicketType Type = TicketType.Question,
    string? Language = null, string? Signature = null, string? Folder = null, string? Host = null, int? Port = null,
    MailSecurity Security = MailSecurity.Tls, string? User = null, string? Password = null);

internal sealed class MailboxGivenValidator : AbstractValidator<MailboxGiven>
{
    public MailboxGivenValidator()
    {
        RuleFor(m => m.Name).Must(n => !string.IsNullOrWhiteSpace(n)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.give-it-a-name")).MaximumLength(Mailbox.LongestName);
        RuleFor(m => m.Addresses).Must(all => all is { Count: > 0 and <= Mailbox.MostAddresses } && all.All(a => MailAddress.Normalise(a) is not null))
            .WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.mailbox-addresses", Mailbox.MostAddresses));
        RuleFor(m => m.Source).IsInEnum();
        RuleFor(m => m.Security).IsInEnum();
        RuleFor(m => m.Type).IsInEnum();
        RuleFor(m => m.Language).Must(l => string.IsNullOrEmpty(l) || LanguageTag.Is(l)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.language"));
        RuleFor(m => m.Signature).MaximumLength(Mailbox.LongestSignature);
        RuleFor(m => m.Folder).Must(f => Path.IsPathFullyQualified(f ?? "")).When(m => m.Source == MailSource.Maildir)
            .WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.mailbox-folder")).MaximumLength(Mailbox.LongestPlace);
        RuleFor(m => m.Host).Must(h => !string.IsNullOrWhiteSpace(h)).When(m => m.Source == MailSource.Imap)
            .WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.mailbox-server")).MaximumLength(Mailbox.LongestPlace);
        RuleFor(m => m.User).Must(u => !string.IsNullOrWhiteSpace(u)).When(m => m.Source == MailSource.Imap)
            .WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.mailbox-user")).MaximumLength(Mailbox.LongestPlace);
        RuleFor(m => m.Port).InclusiveBetween(1, 65_535);
    }

    /// <summary>Findings name the fields as they are typed in, whatever command they come by.</summary>
    public static void Check<T>(MailboxGiven mailbox, ValidationContext<T> context)
    {
        foreach (var failure in new MailboxGivenValidator().Validate(mailbox).Errors) context.AddFailure(failure);
    }
}
