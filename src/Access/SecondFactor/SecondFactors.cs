using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.SecondFactor;

/// <summary>What people have beside their password, within a command.</summary>
internal sealed class SecondFactors(BridgewatchDb db, Settings settings, AuthenticatorKeys keys, Envelope envelope, Journal journal)
{
    /// <summary>What is owed after a right password.</summary>
    public async Task<Owed?> OwedBy(PersonId person, CancellationToken ct)
    {
        if (await db.Authenticators.AnyAsync(a => a.Person == person, ct)) return Owed.Code;
        return (await settings.Get<SignInPolicy>(ct)).SecondFactorRequired ? Owed.SetUp : null;
    }

    /// <summary>Takes a code of the authenticator, or a recovery code, for good.</summary>
    /// <returns>Which one it was; null when it fits neither.</returns>
    public async Task<SignInWay?> Take(PersonId person, string code, CancellationToken ct)
    {
        var authenticator = await db.Authenticators.SingleOrDefaultAsync(a => a.Person == person, ct);
        if (authenticator is null) return null;
        if (keys.Fits(authenticator, code) is { } step)
        {
            authenticator.LastStep = step;
            return SignInWay.Code;
        }
        var hash = RecoveryCode.HashOf(code);
        if (await db.RecoveryCodes.SingleOrDefaultAsync(r => r.Person == person && r.Hash == hash, ct) is not { } recovery) return null;
        db.Remove(recovery);
        var left = await db.RecoveryCodes.CountAsync(r => r.Person == person, ct) - 1;
        journal.Record(new("person", person.Value), new RecoveryCodeUsed(person, left));
        return SignInWay.RecoveryCode;
    }

    /// <exception cref="Refusal">There is one already.</exception>
    public async Task<IReadOnlyList<string>> Add(PersonId person, string secret, long step, CancellationToken ct)
    {
        if (await db.Authenticators.AnyAsync(a => a.Person == person, ct)) throw SecondFactorRefusals.AlreadySetUp();
        db.Add(new Authenticator { Person = person, Secret = secret, Since = envelope.At, LastStep = step });
        journal.Record(new("person", person.Value), new AuthenticatorAdded(person));
        return await GiveCodes(person, ct);
    }

    /// <summary>New recovery codes in place of the earlier ones. Shown once; only their hashes are kept.</summary>
    public async Task<IReadOnlyList<string>> GiveCodes(PersonId person, CancellationToken ct)
    {
        db.RemoveRange(await db.RecoveryCodes.Where(r => r.Person == person).ToListAsync(ct));
        var codes = Enumerable.Range(0, RecoveryCode.Given).Select(_ => RecoveryCode.New()).ToList();
        db.AddRange(codes.Select(code => new RecoveryCode { Person = person, Hash = RecoveryCode.HashOf(code) }));
        journal.Record(new("person", person.Value), new RecoveryCodesMade(person));
        return codes;
    }

    /// <summary>Takes the authenticator and its recovery codes away.</summary>
    /// <returns>False when there was none.</returns>
    public static async Task<bool> Remove(BridgewatchDb db, PersonId person, CancellationToken ct)
    {
        db.RemoveRange(await db.RecoveryCodes.Where(r => r.Person == person).ToListAsync(ct));
        if (await db.Authenticators.SingleOrDefaultAsync(a => a.Person == person, ct) is not { } authenticator) return false;
        db.Remove(authenticator);
        return true;
    }
}

internal static class SecondFactorRefusals
{
    public static Refusal AlreadySetUp() =>
        new("authenticator-exists", "An authenticator is set up already.", "Remove it first; that takes one of its codes.");

    public static Refusal YourOwn() =>
        new("own-second-factor", "These are your own.", "Remove them in your account; when they are lost, another administrator can, or 'user second-factor' on the server.");

    public static Refusal NotSetUp() => new("no-authenticator", "No authenticator is set up.", "Set one up first.");
}

/// <summary>From now on the person's password alone lets nobody in.</summary>
[JournalType("access.authenticator.added.v1")]
public sealed record AuthenticatorAdded(PersonId Person) : JournalEvent;

/// <summary>The person removed their authenticator with one of its codes.</summary>
[JournalType("access.authenticator.removed.v1")]
public sealed record AuthenticatorRemoved(PersonId Person) : JournalEvent;

/// <summary>Recovery codes were made; earlier ones ended.</summary>
[JournalType("access.recovery-codes.made.v1")]
public sealed record RecoveryCodesMade(PersonId Person) : JournalEvent;

/// <summary>A recovery code stood in for the authenticator.</summary>
/// <param name="Left">So many are left.</param>
[JournalType("access.recovery-code.used.v1")]
public sealed record RecoveryCodeUsed(PersonId Person, int Left) : JournalEvent;

/// <summary>Somebody else took the person's second factors away, because they were lost; all sessions ended.</summary>
[JournalType("access.second-factor.taken.v1")]
public sealed record SecondFactorTaken(PersonId Person, bool Authenticator, int Passkeys) : JournalEvent;
