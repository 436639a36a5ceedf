using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Closing;

/// <summary>What people gave each other to do about a ticket is done before it is closed. What a rule gave is no reason: it may be the very task to
/// get the ticket closed.</summary>
internal sealed class TasksDoneBeforeClosing(BridgewatchDb db) : ICloseGate
{
    public const string Rule = "desk.tasks-done-before-closing";

    private const int MostCounted = 100;

    public string Name => Rule;

    public async Task<string?> Missing(Ticket ticket, CancellationToken ct)
    {
        Guid? id = ticket.Id.Value;
        var open = await db.Set<OwedTask>().Where(t => t.ThingId == id && t.State == TaskState.Open && t.GivenBy != null).Take(MostCounted).CountAsync(ct);
        return open == 0 ? null : RuleTexts.Of<DeskTexts>(open == 1 ? "gate.task-open" : "gate.tasks-open", open);
    }
}
