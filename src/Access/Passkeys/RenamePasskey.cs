using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Passkeys;

/// <summary>Calls a passkey of one's own otherwise.</summary>
[Requires(RequiresAttribute.SignedIn)]
public sealed record RenamePasskey(PasskeyId Passkey, string Name) : ICommand;

internal sealed class RenamePasskeyValidator : AbstractValidator<RenamePasskey>
{
    public RenamePasskeyValidator(IStringLocalizer<AccessTexts> words) => RuleFor(c => c.Name).PasskeyName(words);
}

internal sealed class RenamePasskeyHandler(BridgewatchDb db, Actor actor, Journal journal) : ICommandHandler<RenamePasskey>
{
    public async ValueTask<Unit> Handle(RenamePasskey command, CancellationToken ct)
    {
        var (id, me) = (command.Passkey, actor.Person);
        var passkey = await db.Passkeys.SingleOrDefaultAsync(p => p.Id == id && p.Person == me, ct) ?? throw new NotVisible("passkey");
        passkey.Name = command.Name.Trim();
        journal.Record(new("person", me.Value), new PasskeyRenamed(me, id));
        return default;
    }
}
