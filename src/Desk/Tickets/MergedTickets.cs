using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Which tickets go on in which.</summary>
internal static class MergedTickets
{
    extension(IQueryable<Ticket> tickets)
    {
        /// <summary>All that went on in a ticket, also by way of others, with their numbers.</summary>
        /// <remarks>One question where nothing was merged, and one more for each merge upon a merge.</remarks>
        public async Task<IReadOnlyDictionary<TicketId, TicketNumber>> WentOnIn(TicketNumber number, CancellationToken ct)
        {
            var found = new Dictionary<TicketId, TicketNumber>();
            List<TicketNumber?> next = [number];
            while (next.Count > 0)
            {
                var asked = next;
                var merged = await tickets.Where(t => t.MergedInto != null && asked.Contains(t.MergedInto)).Select(t => new { t.Id, t.Number }).ToListAsync(ct);
                next = [.. merged.Where(m => found.TryAdd(m.Id, m.Number)).Select(m => (TicketNumber?)m.Number)];
            }
            return found;
        }

        /// <summary>The ticket in which one goes on: itself, unless it was merged.</summary>
        internal async Task<Ticket> GoingOn(Ticket ticket, Actor actor, CancellationToken ct)
        {
            while (ticket.MergedInto is { } into) ticket = await tickets.Expect(into, actor, ct);
            return ticket;
        }
    }
}
