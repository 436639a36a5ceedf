using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Kernel.Duties;

public enum Verdict { Approve, Reject }

/// <summary>Says yes or no to what somebody else asked. A no needs its reason.</summary>
/// <returns>What became of it: it is void when what it was about has changed.</returns>
[Requires(RequiresAttribute.ByContent)]
public sealed record DecideApproval(ApprovalId Approval, Verdict Verdict, string? Comment = null) : ICommand<ApprovalState>;

internal sealed class DecideApprovalValidator : AbstractValidator<DecideApproval>
{
    public DecideApprovalValidator()
    {
        RuleFor(c => c.Verdict).IsInEnum();
        RuleFor(c => c.Comment).NotEmpty().When(c => c.Verdict == Verdict.Reject).WithMessage(_ => RuleTexts.Of<KernelTexts>("duty.reason-missing"))
            .MaximumLength(Approval.LongestComment);
    }
}

internal sealed class DecideApprovalHandler(ApprovalSight sight, IEnumerable<IApprovable> kinds, Actor actor, Envelope envelope, DueWork due)
    : ICommandHandler<DecideApproval, ApprovalState>
{
    public async ValueTask<ApprovalState> Handle(DecideApproval command, CancellationToken ct)
    {
        var approval = await sight.ExpectToDecide(command.Approval, ct);
        var now = await kinds.Single(k => k.Kind == approval.Kind).HashNow(approval, ct);
        var comment = string.IsNullOrWhiteSpace(command.Comment) ? null : command.Comment.Trim();
        approval.Decide(command.Verdict == Verdict.Approve, comment, now, actor.Person, envelope.At);
        await due.Cancel(RemindOfApproval.Kind, approval.Id.Value, ct);
        return approval.State;
    }
}

/// <summary>What a door says to who decided.</summary>
public static class ApprovalAnswers
{
    /// <exception cref="Refusal">It is void: that is kept, and whoever decided is told.</exception>
    public static void MustCount(this ApprovalState state)
    {
        if (state == ApprovalState.Void) throw ApprovalRefusals.IsVoid();
    }
}

internal static class DecideApprovalEndpoint
{
    public sealed record Given(Verdict Verdict, string? Comment = null);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/approvals/{approval}/decision",
        async (ApprovalId approval, Given body, Commands commands, CancellationToken ct) =>
        {
            (await commands.Send(new DecideApproval(approval, body.Verdict, body.Comment), ct)).MustCount();
            return TypedResults.NoContent();
        });
}
