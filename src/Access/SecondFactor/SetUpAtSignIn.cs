using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.SecondFactor;

/// <summary>Adds an authenticator between password and session, where everybody must have one, and lets the person in.</summary>
/// <param name="Stamp">Proves that the password was right.</param>
/// <param name="Offer">The sealed key, as it was offered.</param>
[Requires(RequiresAttribute.Anyone)]
public sealed record SetUpAtSignIn(PersonId Person, string Stamp, string Offer, string Code) : ICommand<SetUpAnswer>;

/// <param name="RecoveryCodes">Shown once.</param>
public sealed record SetUpAnswer(SignInAnswer SignIn, IReadOnlyList<string> RecoveryCodes);

internal sealed class SetUpAtSignInValidator : AbstractValidator<SetUpAtSignIn>
{
    public SetUpAtSignInValidator(IStringLocalizer<AccessTexts> words) => RuleFor(c => c.Code).NotEmpty().WithMessage(_ => words["code.missing"]);
}

internal sealed class SetUpAtSignInHandler(
    BridgewatchDb db, Envelope envelope, Journal journal, AuthenticatorKeys keys, SecondFactors factors, IStringLocalizer<AccessTexts> words)
    : ICommandHandler<SetUpAtSignIn, SetUpAnswer>
{
    public async ValueTask<SetUpAnswer> Handle(SetUpAtSignIn command, CancellationToken ct)
    {
        var person = await HalfWayIn.Find(db, command.Person, command.Stamp, ct) ?? throw new NotSignedIn();
        if (keys.Take(command.Offer, command.Code) is not var (secret, step)) throw new Invalid("code", words["code.wrong"]);
        var codes = await factors.Add(command.Person, secret, step, ct);
        var id = command.Person;
        (await db.Credentials.SingleAsync(c => c.Person == id, ct)).LastSignInAt = envelope.At;
        await Lockout.Forget(db, person.Email, ct);
        journal.Record(new("person", id.Value), new SignedIn(id, SignInWay.Code));
        return new(new(id, command.Stamp, null), codes);
    }
}
