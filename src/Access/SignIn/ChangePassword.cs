using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.SignIn;

/// <summary>Sets a new password for oneself. All sessions end; the answer's stamp is for a new cookie in this browser.</summary>
[Requires(RequiresAttribute.SignedIn)]
public sealed record ChangePassword(string Current, string New) : ICommand<SignInAnswer>;

internal sealed class ChangePasswordValidator : AbstractValidator<ChangePassword>
{
    public ChangePasswordValidator(IStringLocalizer<AccessTexts> words, Actor actor)
    {
        RuleFor(c => c.Current).NotEmpty().WithMessage(_ => words["password.missing"]);
        RuleFor(c => c.New).GoodPassword(words, _ => [actor.Name]);
    }
}

internal sealed class ChangePasswordPreparation(
    BridgewatchDb db, Actor actor, Lockout lockout, Passwords passwords, PreparedPassword prepared, IStringLocalizer<AccessTexts> words) : IPrepare<ChangePassword>
{
    public async ValueTask Prepare(ChangePassword command, CancellationToken ct)
    {
        var id = actor.Person;
        var (people, credentials) = (db.People, db.Credentials);
        var me = await people.Where(p => p.Id == id).Join(credentials, p => p.Id, c => c.Person, (p, c) => new { p.Email, c.PasswordHash })
            .SingleAsync(ct);
        // A found session must not become a way to guess the password.
        if (await lockout.Take(me.Email, ct) is not null) throw new Invalid("current", words["sign-in.paused"]);
        if (passwords.Check(me.PasswordHash, command.Current) == Verdict.Wrong) throw new Invalid("current", words["password.wrong"]);
        if (Passwords.Finding(command.New, me.Email, actor.Name) is { } finding)
            throw new Invalid("new", words[finding, Passwords.Shortest, Passwords.Longest]);
        prepared.Hash = passwords.Hash(command.New);
    }
}

internal sealed class ChangePasswordHandler(BridgewatchDb db, Actor actor, Envelope envelope, PreparedPassword prepared)
    : ICommandHandler<ChangePassword, SignInAnswer>
{
    public async ValueTask<SignInAnswer> Handle(ChangePassword command, CancellationToken ct)
    {
        var id = actor.Person;
        var person = await db.People.SingleAsync(p => p.Id == id, ct);
        var credential = await db.Credentials.SingleAsync(c => c.Person == id, ct);
        await Lockout.Forget(db, person.Email, ct);
        credential.SetPassword(prepared.Hash, envelope.At);
        person.SetPassword(PasswordSetBy.Oneself);
        return new(id, credential.Stamp, null);
    }
}
