using Bridgewatch.Kernel;
using FluentValidation;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Bridgewatch.Governance.Practices;

/// <summary>What a lead has decided about practices as a whole. Who did stands in the journal, with every earlier decision.</summary>
[Setting("governance.practices", GovernancePermissions.DecidePractices)]
public sealed record PracticeDecisions
{
    /// <summary>Practices that do not apply to us; each once.</summary>
    public IReadOnlyList<NotApplicable> NotApplicable { get; init; } = [];
}

/// <summary>A practice that does not apply, until the day on which somebody has to look again: from then on it counts as before.</summary>
/// <param name="Practice">“7.6”.</param>
/// <param name="Reason">Why, in a person's words; without personal data.</param>
/// <param name="ReviewOn">The first day on which it counts again unless it was decided anew; within a year.</param>
public sealed record NotApplicable(string Practice, string Reason, LocalDate ReviewOn)
{
    public const int LongestReason = 1_000;

    public const int LongestDays = 365;
}

internal sealed class PracticeDecisionsValidator : AbstractValidator<PracticeDecisions>
{
    public PracticeDecisionsValidator(IClock clock, IStringLocalizer<GovernanceTexts> text)
    {
        RuleFor(d => d.NotApplicable).NotNull().Must(all => all.Select(n => n?.Practice).Distinct().Count() == all.Count).WithMessage(_ => text["decision.twice"]);
        RuleForEach(d => d.NotApplicable).NotNull().ChildRules(one =>
        {
            one.RuleFor(n => n.Practice).Must(number => Practice.All.Any(p => p.Number == number)).WithMessage(_ => text["decision.unknown"]);
            one.RuleFor(n => n.Reason).NotEmpty().WithMessage(_ => text["decision.reason"]).MaximumLength(NotApplicable.LongestReason);
            one.RuleFor(n => n.ReviewOn).LessThanOrEqualTo(_ => clock.GetCurrentInstant().InUtc().Date.PlusDays(NotApplicable.LongestDays))
                .WithMessage(_ => text["decision.review", NotApplicable.LongestDays]);
        });
    }
}
