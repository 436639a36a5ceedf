using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Closing;

/// <summary>Takes back the task that a gate gave once the ticket is closed, by whatever door, or open again: there is nothing left to make ready.</summary>
internal sealed class TakeBackClosingTasks(BridgewatchDb db, ISender sender) : IReactor<TicketClosed>, IReactor<TicketReopened>
{
    public const string Name = "desk.take-back-closing-tasks";

    public ValueTask React(TicketClosed fact, Entry entry, CancellationToken ct) => TakeBack(fact.Ticket, ct);

    public ValueTask React(TicketReopened fact, Entry entry, CancellationToken ct) => TakeBack(fact.Ticket, ct);

    private async ValueTask TakeBack(TicketId ticket, CancellationToken ct)
    {
        Guid? id = ticket.Value;
        var tasks = await db.Set<OwedTask>().Where(t => t.ThingId == id && t.State == TaskState.Open && t.GivenBy == null).Select(t => t.Id).ToListAsync(ct);
        foreach (var task in tasks) await sender.Send(new WithdrawTask(task), ct);
    }
}
