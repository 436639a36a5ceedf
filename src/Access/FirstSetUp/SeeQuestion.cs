using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.FirstSetUp;

/// <summary>Remembers that a question of the first set-up was answered or skipped, so that it is not asked again.</summary>
/// <param name="Question">From 1 to <see cref="Last"/>.</param>
[Requires(AccessPermissions.Settings)]
public sealed record SeeQuestion(int Question) : ICommand
{
    public const int Last = 5;
}

internal sealed class SeeQuestionValidator : AbstractValidator<SeeQuestion>
{
    public SeeQuestionValidator() => RuleFor(c => c.Question).InclusiveBetween(1, SeeQuestion.Last);
}

internal sealed class SeeQuestionHandler(BridgewatchDb db) : ICommandHandler<SeeQuestion>
{
    public async ValueTask<Unit> Handle(SeeQuestion command, CancellationToken ct)
    {
        // No row where people came by the command line before anybody set up in the browser.
        if (await db.FirstSetUp.SingleOrDefaultAsync(ct) is { } setUp) setUp.Saw(command.Question);
        return default;
    }
}
