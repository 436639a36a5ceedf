using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.People;

/// <summary>What somebody did while they were alone here is to be looked at once a second person comes: two working days from then on.</summary>
internal sealed class ReviewWhenTwo(BridgewatchDb db, ISender sender, SecondPerson second) : IReactor<InvitationAccepted>, IReactor<PersonJoined>
{
    public const string Name = "access.review-when-two";

    public ValueTask React(InvitationAccepted fact, Entry entry, CancellationToken ct) => Set(fact.Person, entry, ct);

    public ValueTask React(PersonJoined fact, Entry entry, CancellationToken ct) => Set(fact.Person, entry, ct);

    private async ValueTask Set(PersonId person, Entry entry, CancellationToken ct)
    {
        var waiting = await db.Set<Approval>().AsNoTracking()
            .Where(a => a.State == ApprovalState.Waiting && a.Due == Micros.Never && a.Author != person).Select(a => a.Id).ToListAsync(ct);
        foreach (var approval in waiting) await sender.Send(new DueForReview(approval, await second.WorkingDaysAfter(entry.At, ct)), ct);
    }
}
