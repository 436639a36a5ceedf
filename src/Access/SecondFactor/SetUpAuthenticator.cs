using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;

namespace Bridgewatch.Access.SecondFactor;

/// <summary>Adds an authenticator to one's own account. The first code proves that the app has the key.</summary>
/// <param name="Offer">The sealed key, as it was offered.</param>
/// <returns>Recovery codes, shown once.</returns>
[Requires(RequiresAttribute.SignedIn)]
public sealed record SetUpAuthenticator(string Offer, string Code) : ICommand<IReadOnlyList<string>>;

internal sealed class SetUpAuthenticatorValidator : AbstractValidator<SetUpAuthenticator>
{
    public SetUpAuthenticatorValidator(IStringLocalizer<AccessTexts> words) => RuleFor(c => c.Code).NotEmpty().WithMessage(_ => words["code.missing"]);
}

internal sealed class SetUpAuthenticatorHandler(Actor actor, AuthenticatorKeys keys, SecondFactors factors, IStringLocalizer<AccessTexts> words)
    : ICommandHandler<SetUpAuthenticator, IReadOnlyList<string>>
{
    public async ValueTask<IReadOnlyList<string>> Handle(SetUpAuthenticator command, CancellationToken ct)
    {
        if (keys.Take(command.Offer, command.Code) is not var (secret, step)) throw new Invalid("code", words["code.wrong"]);
        return await factors.Add(actor.Person, secret, step, ct);
    }
}
