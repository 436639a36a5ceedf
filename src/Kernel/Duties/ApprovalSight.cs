using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel.Duties;

/// <summary>Who sees which approvals, and who may decide about them.</summary>
public sealed class ApprovalSight(BridgewatchDb db, Actor actor, Things things)
{
    /// <summary>What one asked for, and what one may decide about.</summary>
    public IQueryable<Approval> Visible()
    {
        var approvals = db.Set<Approval>().AsQueryable();
        if (actor.SeesAll) return approvals;
        var (me, everywhere, inTeams, queues) = Rights;
        return approvals.Where(a => a.Author == me || everywhere.Contains(a.Permission) || (inTeams.Contains(a.Permission) && queues.Contains(a.Queue)));
    }

    /// <summary>What waits for the actor's decision.</summary>
    public IQueryable<Approval> Waiting()
    {
        var (me, everywhere, inTeams, queues) = Rights;
        return db.Set<Approval>().Where(a => a.State == ApprovalState.Waiting && a.Author != me
            && (everywhere.Contains(a.Permission) || (inTeams.Contains(a.Permission) && queues.Contains(a.Queue))));
    }

    /// <exception cref="NotVisible">There is none with that id, or not for this actor.</exception>
    internal async Task<Approval> Expect(ApprovalId id, CancellationToken ct) =>
        await Visible().SingleOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotVisible("approval");

    /// <exception cref="Forbidden">The actor asked for it without being able to decide such things, or does not see what it is about.</exception>
    internal async Task<Approval> ExpectToDecide(ApprovalId id, CancellationToken ct)
    {
        var approval = await Expect(id, ct);
        if (approval.Author == actor.PersonOrNone) throw ApprovalRefusals.OwnWish();
        if (!actor.May(approval.Permission, new Place(Queue: approval.Queue))) throw new Forbidden(approval.Permission);
        var seen = await things.Known([(approval.ThingKind, approval.ThingId)], actor, ct);
        if (approval.ThingId is not null && seen.Count == 0) throw new NotVisible("approval");
        return approval;
    }

    /// <summary>Who asks, what they hold everywhere and in their teams, and the queues of those.</summary>
    private (PersonId? Me, List<string> Everywhere, List<string> InTeams, List<QueueId?> Queues) Rights => (
        actor.PersonOrNone,
        [.. actor.Grants.SelectMany(g => g.Permissions).Distinct().Where(p => actor.May(p, default))],
        [.. actor.Grants.Where(g => g.Scope is GrantScope.OwnTeams or GrantScope.Queue).SelectMany(g => g.Permissions).Distinct()],
        [.. actor.Queues.Select(q => (QueueId?)q), .. actor.Grants.Where(g => g.Scope == GrantScope.Queue && g.In is not null).Select(g => (QueueId?)new QueueId(g.In!.Value))]);
}
