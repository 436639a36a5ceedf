using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Closing;

/// <summary>Gives somebody the task to bring a ticket over the gates that keep it from being closed: who has it, who resolved it, or who leads its team.</summary>
/// <param name="Missing">The words of the gates.</param>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record GiveClosingTask(TicketId Ticket, string Missing) : ICommand
{
    /// <summary>Working days until it is due.</summary>
    public const int WorkingDays = 2;
}

internal sealed class GiveClosingTaskHandler(BridgewatchDb db, Envelope envelope, Settings settings, ISender sender) : ICommandHandler<GiveClosingTask>
{
    public async ValueTask<Unit> Handle(GiveClosingTask command, CancellationToken ct)
    {
        var ticket = await db.Tickets.SingleAsync(t => t.Id == command.Ticket, ct);
        var due = (await settings.Get<Company>(ct)).WorkingDaysAfter(envelope.At, GiveClosingTask.WorkingDays);
        foreach (var owner in await Owners(ticket, ct))
        {
            try
            {
                await sender.Send(new GiveTask(RuleTexts.Of<DeskTexts>("gate.task", ticket.Number), due, owner, command.Missing, ticket.Number.ToString()), ct);
                return default;
            }
            catch (Invalid)
            {
                // They left, or do not see it any more. The next one is asked; without any, the page of rules shows that it is held.
            }
        }
        return default;
    }

    private async Task<IReadOnlyList<PersonId>> Owners(Ticket ticket, CancellationToken ct)
    {
        var queue = ticket.Queue;
        var lead = await db.Queues.Where(q => q.Id == queue).Join(db.Teams, q => q.Team, t => t.Id, (q, t) => t.Lead).FirstOrDefaultAsync(ct);
        return [.. new[] { ticket.Assignee, ticket.Resolution?.By, lead }.OfType<PersonId>().Distinct()];
    }
}
