using Bridgewatch.Desk.Closing;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Moves a ticket where a person wants it, by the deed that each status is: closing and reopening ask for more than changing.</summary>
internal sealed class TicketMoves(Actor actor, Envelope envelope, Settings settings, DueWork due, CloseGates gates)
{
    /// <param name="reason">Why it is closed as it is, where a gate warns.</param>
    /// <exception cref="Refusal">There is no way from its status to that one.</exception>
    /// <exception cref="Forbidden">The actor may change it, but not close or reopen it.</exception>
    public async Task Move(Ticket ticket, TicketStatus to, string? reason, CancellationToken ct)
    {
        var (window, patience) = ((await settings.Get<DeskSettings>(ct)).ReopenWindow, await settings.Get<PatienceSettings>(ct));
        if (ticket.Status == to) return;
        if (to == TicketStatus.Closed)
        {
            MustHold(DeskPermissions.CloseTickets, ticket);
            if (ticket.Status == TicketStatus.Resolved) await gates.Ask(ticket, reason, ct);
            ticket.Close(StatusMover.Agent, actor.PersonOrNone, ClosureReason.Resolved, window, patience, envelope.At);
        }
        else if (ticket.Status == TicketStatus.Resolved && to == TicketStatus.Open)
        {
            MustHold(DeskPermissions.ResolveTickets, ticket);
            ticket.Reopen(StatusMover.Agent, window, patience, envelope.At, await gates.Hold(ticket, ct));
            await due.Cancel(CloseResolved.Kind, ticket.Id.Value, ct);
        }
        else
        {
            ticket.Move(to, StatusMover.Agent, patience, envelope.At);
        }
    }

    private void MustHold(string permission, Ticket ticket)
    {
        if (!actor.May(permission, ticket.Place)) throw new Forbidden(permission);
    }
}
