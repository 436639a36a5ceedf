using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Passkeys;

/// <summary>Removes a passkey of one's own: a device that was given away.</summary>
[Requires(RequiresAttribute.SignedIn)]
public sealed record RemovePasskey(PasskeyId Passkey) : ICommand;

internal sealed class RemovePasskeyHandler(BridgewatchDb db, Actor actor, Journal journal) : ICommandHandler<RemovePasskey>
{
    public async ValueTask<Unit> Handle(RemovePasskey command, CancellationToken ct)
    {
        var (id, me) = (command.Passkey, actor.Person);
        var passkey = await db.Passkeys.SingleOrDefaultAsync(p => p.Id == id && p.Person == me, ct) ?? throw new NotVisible("passkey");
        db.Remove(passkey);
        journal.Record(new("person", me.Value), new PasskeyRemoved(me, id));
        return default;
    }
}
