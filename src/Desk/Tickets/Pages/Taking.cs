using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Tickets.Pages;

/// <summary>What follows when somebody takes a ticket on a page and takes that back.</summary>
internal static class Taking
{
    /// <summary>To whoever had it before; to nobody for null.</summary>
    public static async Task GiveBack(this Commands commands, TicketNumber ticket, PersonId? before)
    {
        if (before is { } person) await commands.Send(new AssignTicket(ticket, Person: person, EvenIfAway: true));
        else await commands.Send(new UnassignTicket(ticket));
    }
}
