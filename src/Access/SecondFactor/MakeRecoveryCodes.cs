using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;

namespace Bridgewatch.Access.SecondFactor;

/// <summary>Makes new recovery codes for oneself; the earlier ones end.</summary>
/// <param name="Code">One of the authenticator, or one of the last recovery codes.</param>
[Requires(RequiresAttribute.SignedIn)]
public sealed record MakeRecoveryCodes(string Code) : ICommand<IReadOnlyList<string>>;

internal sealed class MakeRecoveryCodesValidator : AbstractValidator<MakeRecoveryCodes>
{
    public MakeRecoveryCodesValidator(IStringLocalizer<AccessTexts> words) => RuleFor(c => c.Code).NotEmpty().WithMessage(_ => words["code.missing"]);
}

internal sealed class MakeRecoveryCodesPreparation(OwnCode own) : IPrepare<MakeRecoveryCodes>
{
    public ValueTask Prepare(MakeRecoveryCodes command, CancellationToken ct) => own.Count(ct);
}

internal sealed class MakeRecoveryCodesHandler(Actor actor, OwnCode own, SecondFactors factors) : ICommandHandler<MakeRecoveryCodes, IReadOnlyList<string>>
{
    public async ValueTask<IReadOnlyList<string>> Handle(MakeRecoveryCodes command, CancellationToken ct)
    {
        await own.Take(command.Code, ct);
        return await factors.GiveCodes(actor.Person, ct);
    }
}
