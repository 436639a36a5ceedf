using Bridgewatch.Kernel;
using FluentValidation;

namespace Bridgewatch.Desk.Email;

/// <summary>How much mail is taken in.</summary>
[Setting("desk.mail-intake", DeskPermissions.ManageSettings)]
public sealed record MailIntakeSettings
{
    /// <summary>Mails of one sender within an hour. What is beyond waits in quarantine: two machines may be answering each other.</summary>
    public int MostOfSender { get; init; } = 30;
}

internal sealed class MailIntakeSettingsValidator : AbstractValidator<MailIntakeSettings>
{
    public MailIntakeSettingsValidator() => RuleFor(s => s.MostOfSender).InclusiveBetween(1, 10_000);
}
