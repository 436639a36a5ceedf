using Bridgewatch.Access.People;
using Bridgewatch.Access.Providers;
using Bridgewatch.Access.SecondFactor;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;

namespace Bridgewatch.Access.Links;

/// <summary>Sets a new password by a reset link. All sessions end, and a pause after failures with them. A second factor is owed all the same.</summary>
[Requires(RequiresAttribute.Anyone)]
public sealed record ResetPassword(string Link, string Password) : ICommand<SignInAnswer>;

internal sealed class ResetPasswordValidator : AbstractValidator<ResetPassword>
{
    public ResetPasswordValidator(IStringLocalizer<AccessTexts> words) => RuleFor(c => c.Password).GoodPassword(words, _ => []);
}

internal sealed class ResetPasswordPreparation(LinkQueries links, PreparedPassword prepared, SignInWays ways, IStringLocalizer<AccessTexts> words)
    : IPrepare<ResetPassword>
{
    public async ValueTask Prepare(ResetPassword command, CancellationToken ct)
    {
        ways.RefuseWithoutPasswords();
        prepared.Hash = await links.HashFor(command.Link, command.Password, words, ct);
    }
}

internal sealed class ResetPasswordHandler(BridgewatchDb db, LinkQueries links, Envelope envelope, PreparedPassword prepared, SecondFactors factors)
    : ICommandHandler<ResetPassword, SignInAnswer>
{
    public async ValueTask<SignInAnswer> Handle(ResetPassword command, CancellationToken ct)
    {
        var (person, credential) = await links.Take(command.Link, LinkKind.Reset, ct);
        credential.SetPassword(prepared.Hash, envelope.At);
        person.SetPassword(PasswordSetBy.Link);
        // Attempts stay counted then: whoever reads the mail must not try codes without end.
        if (await factors.OwedBy(person.Id, ct) is { } owed) return new(person.Id, credential.Stamp, null, owed);
        credential.LastSignInAt = envelope.At;
        await Lockout.Forget(db, person.Email, ct);
        return new(person.Id, credential.Stamp, null);
    }
}
