using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.SecondFactor;

/// <summary>A code that somebody signed in shows again, before what protects their account is changed. Attempts count as those at sign-in do.</summary>
internal sealed class OwnCode(BridgewatchDb db, Actor actor, Lockout lockout, SecondFactors factors, IStringLocalizer<AccessTexts> words)
{
    private string _email = "";

    /// <summary>Before the transaction.</summary>
    /// <exception cref="Invalid">Too many attempts.</exception>
    public async ValueTask Count(CancellationToken ct)
    {
        var me = actor.Person;
        _email = await db.People.Where(p => p.Id == me).Select(p => p.Email).SingleAsync(ct);
        if (await lockout.Take(_email, ct) is not null) throw new Invalid("code", words["sign-in.paused"]);
    }

    /// <exception cref="Invalid">The code does not fit.</exception>
    /// <exception cref="Refusal">There is no authenticator.</exception>
    public async Task Take(string code, CancellationToken ct)
    {
        var me = actor.Person;
        if (!await db.Authenticators.AnyAsync(a => a.Person == me, ct)) throw SecondFactorRefusals.NotSetUp();
        if (await factors.Take(me, code, ct) is null) throw new Invalid("code", words["code.wrong"]);
        await Lockout.Forget(db, _email, ct);
    }
}
