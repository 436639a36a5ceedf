using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.SecondFactor;

/// <summary>The second step after the password. A refusal is an answer, as of the first one, and counts for the same pause.</summary>
/// <param name="Stamp">Proves that the password was right.</param>
/// <param name="Code">Of the authenticator, or a recovery code.</param>
[Requires(RequiresAttribute.Anyone)]
public sealed record SignInWithCode(PersonId Person, string Stamp, string Code) : ICommand<SignInAnswer>;

internal sealed class SignInWithCodeValidator : AbstractValidator<SignInWithCode>
{
    public SignInWithCodeValidator(IStringLocalizer<AccessTexts> words) =>
        RuleFor(c => c.Code).NotEmpty().WithMessage(_ => words["code.missing"]).MaximumLength(100);
}

internal sealed class SignInWithCodePreparation(BridgewatchDb db, Lockout lockout, SignInCheck check) : IPrepare<SignInWithCode>
{
    public async ValueTask Prepare(SignInWithCode command, CancellationToken ct)
    {
        var person = await HalfWayIn.Find(db, command.Person, command.Stamp, ct) ?? throw new NotSignedIn();
        (check.Email, check.PausedUntil) = (person.Email, await lockout.Take(person.Email, ct));
    }
}

internal sealed class SignInWithCodeHandler(BridgewatchDb db, Envelope envelope, Journal journal, SignInCheck check, SecondFactors factors)
    : ICommandHandler<SignInWithCode, SignInAnswer>
{
    public async ValueTask<SignInAnswer> Handle(SignInWithCode command, CancellationToken ct)
    {
        var (id, stamp) = (command.Person, command.Stamp);
        var way = check.PausedUntil is null ? await factors.Take(id, command.Code, ct) : null;
        if (way is null)
        {
            journal.Record(new("person", id.Value), new SignInRefused(id, check.PausedUntil is null ? RefusedSignIn.WrongCode : RefusedSignIn.Paused));
            return new(null, null, check.PausedUntil);
        }
        (await db.Credentials.SingleOrDefaultAsync(c => c.Person == id && c.Stamp == stamp, ct) ?? throw new NotSignedIn()).LastSignInAt = envelope.At;
        await Lockout.Forget(db, check.Email, ct);
        journal.Record(new("person", id.Value), new SignedIn(id, way));
        return new(id, stamp, null);
    }
}
