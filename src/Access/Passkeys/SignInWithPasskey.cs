using Bridgewatch.Access.Providers;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Passkeys;

/// <summary>Lets in whoever has a device with a key and was recognised by it, which is two factors: neither password nor code is asked.</summary>
/// <param name="State">The sealed challenge that the device answered.</param>
/// <param name="Credential">The device's answer, JSON of the browser.</param>
[Requires(RequiresAttribute.Anyone)]
public sealed record SignInWithPasskey(string State, string Credential) : ICommand<SignInAnswer>;

internal sealed class SignInWithPasskeyPreparation(PasskeyCheck check, CheckedPasskey found, SignInWays ways) : IPrepare<SignInWithPasskey>
{
    public async ValueTask Prepare(SignInWithPasskey command, CancellationToken ct)
    {
        ways.RefuseWithoutPasswords();
        if (await check.SignedIn(command.State, command.Credential) is var (holder, key)) (found.Holder, found.Key) = (holder, key);
    }
}

internal sealed class SignInWithPasskeyHandler(BridgewatchDb db, Envelope envelope, Journal journal, CheckedPasskey found)
    : ICommandHandler<SignInWithPasskey, SignInAnswer>
{
    public async ValueTask<SignInAnswer> Handle(SignInWithPasskey command, CancellationToken ct)
    {
        if (found is not { Holder: { Id: var id, Email: var email }, Key: { CredentialId: var key } shown })
        {
            journal.Record(new("person", Guid.Empty), new SignInRefused(null, RefusedSignIn.WrongPasskey));
            return new(null, null, null);
        }
        var passkey = await db.Passkeys.SingleOrDefaultAsync(p => p.Person == id && p.CredentialId == key, ct) ?? throw new NotSignedIn();
        (passkey.SignCount, passkey.IsBackedUp, passkey.LastUsedAt) = (shown.SignCount, shown.IsBackedUp, envelope.At);
        var credential = await db.Credentials.SingleAsync(c => c.Person == id, ct);
        credential.LastSignInAt = envelope.At;
        await Lockout.Forget(db, email, ct);
        journal.Record(new("person", id.Value), new SignedIn(id, SignInWay.Passkey));
        return new(id, credential.Stamp, null);
    }
}
