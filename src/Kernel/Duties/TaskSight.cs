using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel.Duties;

/// <summary>Who sees which tasks, and who may do something about them.</summary>
public sealed class TaskSight(BridgewatchDb db, Actor actor, IColleagues colleagues)
{
    /// <summary>One's own, those that one gave, and those of whom one leads.</summary>
    public async Task<IQueryable<OwedTask>> Visible(CancellationToken ct)
    {
        var tasks = db.Set<OwedTask>().AsQueryable();
        if (LeadsAll) return tasks;
        if (actor.PersonOrNone is not { } me) return tasks.Where(_ => false);
        var led = await colleagues.LedBy(me, ct);
        return led.Count == 0
            ? tasks.Where(t => t.Owner == me || t.GivenBy == me)
            : tasks.Where(t => t.Owner == me || t.GivenBy == me || led.Contains(t.Owner));
    }

    /// <summary>A task to act on: its owner may, and who leads them.</summary>
    /// <exception cref="NotVisible">There is none with that id, or not for this actor.</exception>
    /// <exception cref="Forbidden">The actor sees it, and it is not theirs to decide.</exception>
    internal async Task<OwedTask> Expect(TaskId id, CancellationToken ct)
    {
        var task = await Load(id, ct);
        if (actor.PersonOrNone == task.Owner || LeadsAll || (actor.PersonOrNone is { } me && (await colleagues.LedBy(me, ct)).Contains(task.Owner))) return task;
        throw new Forbidden(KernelPermissions.LeadDuties);
    }

    /// <summary>A task to take back: who gave it may, too.</summary>
    internal async Task<OwedTask> ExpectGiven(TaskId id, CancellationToken ct)
    {
        var task = await Load(id, ct);
        return actor.PersonOrNone is { } me && task.GivenBy == me ? task : await Expect(id, ct);
    }

    private async Task<OwedTask> Load(TaskId id, CancellationToken ct)
    {
        // Everybody may do what they owe; a token that is held to scopes needs the one that is about tasks.
        if (actor.IsScoped && !actor.May(KernelPermissions.GiveTasks)) throw new Forbidden(KernelPermissions.GiveTasks);
        return await (await Visible(ct)).Include(t => t.Steps).SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw new NotVisible("task");
    }

    private bool LeadsAll => actor.May(KernelPermissions.LeadDuties, default);
}
