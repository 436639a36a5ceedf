using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Duties;

/// <summary>Tickets, as what tasks are about.</summary>
internal sealed class TicketThings(BridgewatchDb db) : IDutyThings
{
    public string Kind => "ticket";

    public async Task<Guid?> Find(string name, Actor actor, CancellationToken ct) => TicketNumber.TryParse(name, out var number)
        ? (await db.Tickets.VisibleTo(actor).Where(t => t.Number == number).Select(t => (TicketId?)t.Id).SingleOrDefaultAsync(ct))?.Value
        : null;

    public async Task<IReadOnlyDictionary<Guid, DutyThing>> Known(IReadOnlyCollection<Guid> ids, Actor actor, CancellationToken ct)
    {
        var (tickets, masked) = (ids.Select(id => new TicketId(id)).ToList(), actor.IsMasked(DeskPermissions.ReadTickets));
        var known = await db.Tickets.VisibleTo(actor).AsNoTracking().Where(t => tickets.Contains(t.Id))
            .Select(t => new { t.Id, t.Number, t.Requester, t.Subject }).ToListAsync(ct);
        return known.ToDictionary(t => t.Id.Value,
            t => new DutyThing(Kind, t.Number.ToString(), TicketSight.SubjectFor(masked, t.Requester, t.Subject), $"/tickets/{t.Number}"));
    }
}
