using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Governance.Practices;

/// <summary>Lets a practice apply again before its day of review; nothing happens where it applies. Nobody else has to agree: it only makes us
/// answer for more.</summary>
/// <param name="Reason">Why, in a person's words; without personal data.</param>
[Requires(GovernancePermissions.DecidePractices)]
public sealed record ReturnPractice(string Practice, string Reason) : ICommand;

internal sealed class ReturnPracticeValidator : AbstractValidator<ReturnPractice>
{
    public ReturnPracticeValidator() =>
        RuleFor(c => c.Reason).NotEmpty().WithMessage(_ => RuleTexts.Of<GovernanceTexts>("decision.reason-again")).MaximumLength(PracticeDecision.LongestReason);
}

internal sealed class ReturnPracticeHandler(Actor actor, PracticeBook book, Envelope envelope) : ICommandHandler<ReturnPractice>
{
    public async ValueTask<Unit> Handle(ReturnPractice command, CancellationToken ct)
    {
        actor.MustHold(default);
        var standing = await book.Open(Practice.By(command.Practice), ct);
        if (standing.SetAside is null) return default;
        await book.Decide(standing, standing.Return(command.Reason.Trim(), actor.Person, envelope.At), ct);
        return default;
    }
}

internal static class ReturnPracticeEndpoint
{
    public sealed record Body(string Reason);

    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/practices/{number}/not-applicable",
        async (string number, [FromBody] Body body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new ReturnPractice(number, body.Reason), ct);
            return TypedResults.NoContent();
        });
}
