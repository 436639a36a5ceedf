using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;

namespace Bridgewatch.Access.SecondFactor;

/// <summary>Removes one's own authenticator with its recovery codes: to change the telephone, or to do without.</summary>
/// <param name="Code">One of the authenticator, or a recovery code: a found session must not be enough.</param>
[Requires(RequiresAttribute.SignedIn)]
public sealed record RemoveAuthenticator(string Code) : ICommand;

internal sealed class RemoveAuthenticatorValidator : AbstractValidator<RemoveAuthenticator>
{
    public RemoveAuthenticatorValidator(IStringLocalizer<AccessTexts> words) => RuleFor(c => c.Code).NotEmpty().WithMessage(_ => words["code.missing"]);
}

internal sealed class RemoveAuthenticatorPreparation(OwnCode own) : IPrepare<RemoveAuthenticator>
{
    public ValueTask Prepare(RemoveAuthenticator command, CancellationToken ct) => own.Count(ct);
}

internal sealed class RemoveAuthenticatorHandler(BridgewatchDb db, Actor actor, Journal journal, OwnCode own) : ICommandHandler<RemoveAuthenticator>
{
    public async ValueTask<Unit> Handle(RemoveAuthenticator command, CancellationToken ct)
    {
        var me = actor.Person;
        await own.Take(command.Code, ct);
        await SecondFactors.Remove(db, me, ct);
        journal.Record(new("person", me.Value), new AuthenticatorRemoved(me));
        return default;
    }
}
