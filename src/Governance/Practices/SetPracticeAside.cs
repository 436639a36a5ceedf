using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Bridgewatch.Governance.Practices;

/// <summary>Proposes that a practice does not apply to us. Another person has to agree.</summary>
/// <param name="Reason">Why, in a person's words; without personal data.</param>
/// <param name="ReviewOn">The first day on which it counts again, unless it is decided anew; within a year.</param>
/// <returns>The approval that it waits for; null when it is done.</returns>
[Requires(GovernancePermissions.DecidePractices)]
public sealed record SetPracticeAside(string Practice, string Reason, LocalDate ReviewOn) : ICommand<ApprovalId?>;

internal sealed class SetPracticeAsideValidator : AbstractValidator<SetPracticeAside>
{
    public SetPracticeAsideValidator() =>
        RuleFor(c => c.Reason).NotEmpty().WithMessage(_ => RuleTexts.Of<GovernanceTexts>("decision.reason")).MaximumLength(PracticeDecision.LongestReason);
}

internal sealed class SetPracticeAsideHandler(Actor actor, PracticeBook book, PracticeWishes wishes) : ICommandHandler<SetPracticeAside, ApprovalId?>
{
    public async ValueTask<ApprovalId?> Handle(SetPracticeAside command, CancellationToken ct)
    {
        actor.MustHold(default);
        var practice = Practice.By(command.Practice);
        var (standing, today) = (await book.Open(practice, ct), await book.Today(ct));
        if (command.ReviewOn <= today || command.ReviewOn > today.PlusDays(PracticeDecision.LongestDays))
            throw new Invalid("reviewOn", RuleTexts.Of<GovernanceTexts>("decision.review", PracticeDecision.LongestDays));
        if (standing.IsSetAside(today)) throw PracticeRefusals.IsSetAside(standing.Number);
        var (wish, reason) = (new PracticeWish(practice.Number, ReviewOn: command.ReviewOn), command.Reason.Trim());
        var title = RuleTexts.Of<GovernanceTexts>("wish.set-aside", practice.Number, RuleTexts.Of<GovernanceTexts>($"practice.{practice.Number}.short"), PracticeWords.Day(command.ReviewOn));
        var (approval, waits) = await wishes.Ask(standing, wish, title, reason, ct);
        if (waits) return approval;
        await book.Carry(standing, wish, reason, actor.Person, approval, ct);
        return null;
    }
}

internal static class SetPracticeAsideEndpoint
{
    public sealed record Body(string Reason, LocalDate ReviewOn);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/practices/{number}/not-applicable",
        (string number, Body body, Commands commands, Reads reads, CancellationToken ct) => Send(new SetPracticeAside(number, body.Reason, body.ReviewOn), commands, reads, ct));

    /// <summary>204 when it is done, 202 with the approval that it waits for.</summary>
    internal static async Task<Results<NoContent, Accepted<ApprovalResource>>> Send(ICommand<ApprovalId?> command, Commands commands, Reads reads, CancellationToken ct)
    {
        if (await commands.Send(command, ct) is not { } approval) return TypedResults.NoContent();
        var waits = await reads.From((ApprovalQueries q, CancellationToken c) => q.One(approval, c), ct);
        return TypedResults.Accepted($"/api/v1/approvals/{approval}", waits);
    }
}
