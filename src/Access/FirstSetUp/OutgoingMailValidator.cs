using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using FluentValidation;

namespace Bridgewatch.Access.FirstSetUp;

/// <summary>Outgoing mail that is begun must be whole: a server without a sender sends nothing.</summary>
internal sealed class OutgoingMailValidator : AbstractValidator<OutgoingMail>
{
    public OutgoingMailValidator(IStringLocalizer<AccessTexts> words)
    {
        RuleFor(m => m.Host).MaximumLength(255).Must(h => Uri.CheckHostName(h) != UriHostNameType.Unknown).When(m => m.Host.Length > 0)
            .WithMessage(_ => words["mail.host-form"]);
        RuleFor(m => m.Port).InclusiveBetween(1, 65_535).WithMessage(_ => words["mail.port-range"]);
        RuleFor(m => m.FromAddress).Address(words).When(m => m.Host.Length > 0 || m.FromAddress.Length > 0);
        RuleFor(m => m.FromName).MaximumLength(100);
    }
}
