using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel.Duties;

/// <summary>Says that nobody has decided about an approval in time.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record RemindOfApproval(ApprovalId Approval) : ICommand
{
    /// <summary>The kind of due work that sends it.</summary>
    public const string Kind = "kernel.approval-late";

    internal static DueHandler Handler { get; } = new(Kind, item => new RemindOfApproval(new ApprovalId(item.Subject)));
}

internal sealed class RemindOfApprovalHandler(BridgewatchDb db, Envelope envelope, DueWork due) : ICommandHandler<RemindOfApproval>
{
    public async ValueTask<Unit> Handle(RemindOfApproval command, CancellationToken ct)
    {
        var approval = await db.Set<Approval>().SingleOrDefaultAsync(a => a.Id == command.Approval, ct);
        if (approval?.Remind(envelope.At) is { } again) await due.Set(RemindOfApproval.Kind, approval.Id.Value, again, ct);
        return default;
    }
}
