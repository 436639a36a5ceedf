using Bridgewatch.Access.People;
using Bridgewatch.Access.Providers;
using Bridgewatch.Access.SecondFactor;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.SignIn;

/// <summary>Checks address and password. A refusal is an answer, not an error, so that it is counted and journalled.</summary>
[Requires(RequiresAttribute.Anyone)]
public sealed record SignInWithPassword(string Email, string Password) : ICommand<SignInAnswer>;

/// <summary>Unknown addresses and wrong passwords get the same answer after the same time.</summary>
/// <param name="Person">Null when refused.</param>
/// <param name="Stamp">The session begins under it.</param>
/// <param name="PausedUntil">After too many failures; the password was then not looked at.</param>
/// <param name="Owes">What must come before the session begins; null when nothing is.</param>
public sealed record SignInAnswer(PersonId? Person, string? Stamp, Instant? PausedUntil, Owed? Owes = null)
{
    /// <summary>Why somebody was refused whom a provider vouches for. Of a password nothing is told.</summary>
    public RefusedSignIn? Why { get; init; }
}

/// <summary>A code of the authenticator; or an authenticator first, where everybody must have one.</summary>
public enum Owed { Code, SetUp }

internal sealed class SignInWithPasswordValidator : AbstractValidator<SignInWithPassword>
{
    public SignInWithPasswordValidator(IStringLocalizer<AccessTexts> words)
    {
        RuleFor(c => c.Email).NotEmpty().WithMessage(_ => words["email.missing"]).MaximumLength(Person.LongestEmail);
        RuleFor(c => c.Password).NotEmpty().WithMessage(_ => words["password.missing"]).MaximumLength(Passwords.Longest);
    }
}

/// <summary>What was found out before the transaction.</summary>
internal sealed class SignInCheck
{
    /// <summary>Whose attempts are forgotten when all is right.</summary>
    public string Email { get; set; } = "";

    public PersonId? Person { get; set; }

    public Verdict Verdict { get; set; }

    public Instant? PausedUntil { get; set; }

    public string? NewHash { get; set; }
}

internal sealed class SignInPreparation(BridgewatchDb db, Lockout lockout, Passwords passwords, SignInCheck check, SignInWays ways) : IPrepare<SignInWithPassword>
{
    public async ValueTask Prepare(SignInWithPassword command, CancellationToken ct)
    {
        ways.RefuseWithoutPasswords();
        check.PausedUntil = await lockout.Take(command.Email, ct);
        var (people, credentials, key) = (db.People, db.Credentials, Person.KeyOf(command.Email));
        var found = await people.Where(p => p.EmailKey == key && p.State == PersonState.Active)
            .Join(credentials, p => p.Id, c => c.Person, (p, c) => new { p.Id, c.PasswordHash }).SingleOrDefaultAsync(ct);
        // Judged also while paused: the answer must not come sooner for some addresses than for others.
        check.Verdict = passwords.Check(found?.PasswordHash, command.Password);
        check.Person = found?.Id;
        if (check is { Verdict: Verdict.RightButOld, PausedUntil: null }) check.NewHash = passwords.Hash(command.Password);
    }
}

internal sealed class SignInHandler(BridgewatchDb db, Envelope envelope, Journal journal, SignInCheck check, SecondFactors factors)
    : ICommandHandler<SignInWithPassword, SignInAnswer>
{
    public async ValueTask<SignInAnswer> Handle(SignInWithPassword command, CancellationToken ct)
    {
        var credential = check.Person is { } id ? await db.Credentials.SingleOrDefaultAsync(c => c.Person == id, ct) : null;
        if (check.PausedUntil is not null || check.Verdict == Verdict.Wrong || credential is null)
        {
            journal.Record(new("person", check.Person?.Value ?? Guid.Empty), new SignInRefused(check.Person, Reason()));
            return new(null, null, check.PausedUntil);
        }
        if (check.NewHash is { } hash) credential.Rehash(hash);
        // The attempt stays counted until the code is right as well.
        if (await factors.OwedBy(credential.Person, ct) is { } owed) return new(credential.Person, credential.Stamp, null, owed);
        credential.LastSignInAt = envelope.At;
        await Lockout.Forget(db, command.Email, ct);
        journal.Record(new("person", credential.Person.Value), new SignedIn(credential.Person, SignInWay.Password));
        return new(credential.Person, credential.Stamp, null);
    }

    private RefusedSignIn Reason() => check switch
    {
        { PausedUntil: not null } => RefusedSignIn.Paused,
        { Person: null } => RefusedSignIn.UnknownAddress,
        _ => RefusedSignIn.WrongPassword,
    };
}

public enum RefusedSignIn { UnknownAddress, WrongPassword, Paused, WrongCode, WrongPasskey, UnverifiedAddress, Left, LinkedOtherwise }

public enum SignInWay { Password, Code, RecoveryCode, Passkey, Provider }

/// <summary>A person signed in with a browser.</summary>
/// <param name="By">What proved it last. Null in entries from before there were several ways.</param>
[JournalType("access.sign-in.done.v1")]
public sealed record SignedIn(PersonId Person, SignInWay? By = null) : JournalEvent;

/// <summary>Somebody tried and was refused.</summary>
/// <param name="Person">Whose address it was; null when it is nobody's.</param>
[JournalType("access.sign-in.refused.v1")]
public sealed record SignInRefused(PersonId? Person, RefusedSignIn Reason) : JournalEvent;
