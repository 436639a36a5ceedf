using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Kernel.Duties;

/// <summary>Says until when another person looks at what somebody did who was alone: from now on there is one.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record DueForReview(ApprovalId Approval, Instant Due) : ICommand;

internal sealed class DueForReviewHandler(BridgewatchDb db, DueWork due) : ICommandHandler<DueForReview>
{
    public async ValueTask<Unit> Handle(DueForReview command, CancellationToken ct)
    {
        var approval = await db.Set<Approval>().SingleAsync(a => a.Id == command.Approval, ct);
        if (approval.FallDueAt(command.Due)) await due.Set(RemindOfApproval.Kind, approval.Id.Value, command.Due, ct);
        return default;
    }
}
