using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Governance.Practices;

/// <summary>Does about a practice what another person agreed to, and takes back what a small team did already and another person refused.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record FollowApproval(ApprovalId Approval) : ICommand;

internal sealed class FollowApprovalHandler(BridgewatchDb db, PracticeBook book, Envelope envelope) : ICommandHandler<FollowApproval>
{
    public async ValueTask<Unit> Handle(FollowApproval command, CancellationToken ct)
    {
        var approval = await db.Set<Approval>().SingleAsync(a => a.Id == command.Approval, ct);
        var wish = KernelJson.Read<PracticeWish>(approval.Proposal);
        var standing = await book.Open(Practice.By(wish.Practice), ct);
        if (approval is { State: ApprovalState.Approved, Afterwards: false })
        {
            // It is the deed of who asked; that another person agreed is in the approval.
            envelope.Speak(new(ActorKind.Person, approval.Author.Value));
            await book.Carry(standing, wish, approval.Content, approval.Author, approval.Id, ct);
        }
        else if (approval is { State: ApprovalState.Rejected, Afterwards: true, Decision.By: { } by })
        {
            envelope.Speak(new(ActorKind.Person, by.Value));
            await TakeBack(standing, wish, approval, by, ct);
        }
        return default;
    }

    /// <summary>Only what still stands: somebody may have decided anew meanwhile.</summary>
    private async Task TakeBack(PracticeStanding standing, PracticeWish wish, Approval approval, PersonId by, CancellationToken ct)
    {
        var reason = approval.Decision!.Comment;
        if (wish.ReviewOn is not null)
        {
            if (standing.SetAside?.Approval == approval.Id) await book.Decide(standing, standing.Return(reason, by, envelope.At), ct);
            return;
        }
        var last = await db.PracticeDecisions.Where(d => d.Practice == standing.Number && d.Part == wish.Part).OrderByDescending(d => d.Ordinal).FirstOrDefaultAsync(ct);
        if (last?.Approval != approval.Id) return;
        var part = await book.Part(standing, wish.Part!, ct);
        await book.Decide(standing, standing.Aim(part, last!.Before!.Value, reason, by, null, envelope.At), ct);
    }
}
