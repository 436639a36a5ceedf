using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Governance.Practices;

/// <summary>Holds a part of a practice against another target. A stricter one counts at once; for a looser one another person has to agree, and it
/// stays within <see cref="PracticePart.MostLooser"/> of the shipped one.</summary>
/// <param name="Part">By its name: <c>known-factors</c>.</param>
/// <param name="Target">0 to 1, in steps of a thousandth.</param>
/// <param name="Reason">Why, in a person's words; without personal data.</param>
/// <returns>The approval that it waits for; null when it is done.</returns>
[Requires(GovernancePermissions.DecidePractices)]
public sealed record ChangePracticeTarget(string Practice, string Part, decimal Target, string Reason) : ICommand<ApprovalId?>;

internal sealed class ChangePracticeTargetValidator : AbstractValidator<ChangePracticeTarget>
{
    public ChangePracticeTargetValidator()
    {
        RuleFor(c => c.Target).Must(t => t is >= 0 and <= 1 && decimal.Round(t, 3) == t).WithMessage(_ => RuleTexts.Of<GovernanceTexts>("target.form"));
        RuleFor(c => c.Reason).NotEmpty().WithMessage(_ => RuleTexts.Of<GovernanceTexts>("target.reason")).MaximumLength(PracticeDecision.LongestReason);
    }
}

internal sealed class ChangePracticeTargetHandler(Actor actor, PracticeBook book, PracticeWishes wishes) : ICommandHandler<ChangePracticeTarget, ApprovalId?>
{
    public async ValueTask<ApprovalId?> Handle(ChangePracticeTarget command, CancellationToken ct)
    {
        actor.MustHold(default);
        var practice = Practice.By(command.Practice);
        var standing = await book.Open(practice, ct);
        var part = await book.Part(standing, command.Part, ct);
        if (command.Target == part.Target) throw PracticeRefusals.IsTarget(part.Target);
        MustBeSensible(part, command.Target);
        var (wish, reason) = (new PracticeWish(practice.Number, Part: part.Name, Target: command.Target), command.Reason.Trim());
        ApprovalId? agreed = null;
        if (part.IsLooser(command.Target))
        {
            var title = RuleTexts.Of<GovernanceTexts>("wish.target", practice.Number, part.Title, PracticeWords.Exact(part.Target), PracticeWords.Exact(command.Target));
            var (approval, waits) = await wishes.Ask(standing, wish, title, reason, ct);
            if (waits) return approval;
            agreed = approval;
        }
        await book.Carry(standing, wish, reason, actor.Person, agreed, ct);
        return null;
    }

    private static void MustBeSensible(PracticePart part, decimal target)
    {
        var (least, most) = part.Loosest < part.Strictest ? (part.Loosest, part.Strictest) : (part.Strictest, part.Loosest);
        if (target < least || target > most)
            throw new Invalid("target", RuleTexts.Of<GovernanceTexts>("target.limits", PracticeWords.Exact(least), PracticeWords.Exact(most), PracticeWords.Exact(part.Shipped)));
    }
}

internal static class ChangePracticeTargetEndpoint
{
    public sealed record Body(decimal Target, string Reason);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/practices/{number}/targets/{part}",
        (string number, string part, Body body, Commands commands, Reads reads, CancellationToken ct) =>
            SetPracticeAsideEndpoint.Send(new ChangePracticeTarget(number, part, body.Target, body.Reason), commands, reads, ct));
}
