using Bridgewatch.Kernel;

namespace Bridgewatch.Access.Passkeys;

/// <summary>Challenges for the pages that ask a browser for a passkey.</summary>
internal sealed class PasskeyQueries(Actor actor, PasskeyCheck check)
{
    /// <summary>For a new passkey of one's own.</summary>
    public Task<PasskeyChallenge> ToAdd(CancellationToken ct) => check.ToAdd(actor.Person, ct);

    /// <summary>For whoever stands before the door.</summary>
    public Task<PasskeyChallenge> ToSignIn(CancellationToken ct) => check.ToSignIn();
}
