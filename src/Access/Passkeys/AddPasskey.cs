using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Passkeys;

/// <summary>Adds a device's key to one's own account.</summary>
/// <param name="State">The sealed challenge that the device answered.</param>
/// <param name="Credential">The device's answer, JSON of the browser.</param>
[Requires(RequiresAttribute.SignedIn)]
public sealed record AddPasskey(string Name, string State, string Credential) : ICommand<PasskeyId>;

internal sealed class AddPasskeyValidator : AbstractValidator<AddPasskey>
{
    public AddPasskeyValidator(IStringLocalizer<AccessTexts> words) => RuleFor(c => c.Name).PasskeyName(words);
}

internal static class PasskeyRules
{
    public static IRuleBuilderOptions<T, string> PasskeyName<T>(this IRuleBuilder<T, string> rule, IStringLocalizer<AccessTexts> words) =>
        rule.NotEmpty().WithMessage(_ => words["passkey.name-missing"]).MaximumLength(Passkey.LongestName);
}

/// <summary>The key that was checked before the transaction.</summary>
internal sealed class CheckedPasskey
{
    public UserPasskeyInfo? Key { get; set; }

    public PasskeyHolder? Holder { get; set; }
}

internal sealed class AddPasskeyPreparation(Actor actor, PasskeyCheck check, CheckedPasskey found) : IPrepare<AddPasskey>
{
    public async ValueTask Prepare(AddPasskey command, CancellationToken ct) =>
        found.Key = await check.Added(actor.Person, command.State, command.Credential) ?? throw PasskeyRefusals.Unfit();
}

internal sealed class AddPasskeyHandler(BridgewatchDb db, Actor actor, Envelope envelope, Journal journal, CheckedPasskey found)
    : ICommandHandler<AddPasskey, PasskeyId>
{
    public async ValueTask<PasskeyId> Handle(AddPasskey command, CancellationToken ct)
    {
        var (me, key) = (actor.Person, found.Key!);
        if (await db.Passkeys.CountAsync(p => p.Person == me, ct) >= Passkey.Most) throw PasskeyRefusals.TooMany();
        var passkey = new Passkey
        {
            Id = PasskeyId.New(),
            Person = me,
            Name = command.Name.Trim(),
            CredentialId = key.CredentialId,
            PublicKey = key.PublicKey,
            SignCount = key.SignCount,
            Transports = string.Join(' ', key.Transports ?? []),
            IsBackupEligible = key.IsBackupEligible,
            IsBackedUp = key.IsBackedUp,
            CreatedAt = envelope.At,
        };
        db.Add(passkey);
        journal.Record(new("person", me.Value), new PasskeyAdded(me, passkey.Id));
        return passkey.Id;
    }
}

internal static class PasskeyRefusals
{
    public static Refusal Unfit() => new("passkey-unfit", "The device's answer does not fit, or came too late.", "Try again.");

    public static Refusal TooMany() => new("too-many-passkeys", $"There are {Passkey.Most} passkeys already.", "Remove one that is not used any more.");
}
