using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel.Duties;

/// <summary>Says that a task is late: to who owes it, and a day later to who leads them.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record RemindOfTask(TaskId Task) : ICommand
{
    /// <summary>The kind of due work that sends it.</summary>
    public const string Kind = "kernel.task-late";

    internal static DueHandler Handler { get; } = new(Kind, item => new RemindOfTask(new TaskId(item.Subject)));
}

internal sealed class RemindOfTaskHandler(BridgewatchDb db, Envelope envelope, IColleagues colleagues, DueWork due) : ICommandHandler<RemindOfTask>
{
    public async ValueTask<Unit> Handle(RemindOfTask command, CancellationToken ct)
    {
        var task = await db.Set<OwedTask>().SingleOrDefaultAsync(t => t.Id == command.Task, ct);
        if (task is null) return default;
        var leads = await colleagues.LeadsOf(task.Owner, ct);
        if (task.Remind(leads, envelope.At) is { } again) await due.Set(RemindOfTask.Kind, task.Id.Value, again, ct);
        return default;
    }
}
