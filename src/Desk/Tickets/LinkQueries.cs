using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>What a ticket has to do with others.</summary>
public sealed class LinkQueries(BridgewatchDb db, Actor actor)
{
    /// <summary>Its links with tickets that the actor sees, by kind and number: parents, children, duplicates, causes, related ones, and what was merged.</summary>
    /// <exception cref="NotVisible">There is no such ticket for this actor.</exception>
    public async Task<IReadOnlyList<LinkedTicket>> Of(TicketNumber number, CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Contact) throw new NotVisible("ticket");
        var ticket = await db.Tickets.VisibleTo(actor).Where(t => t.Number == number).Select(t => (TicketId?)t.Id).SingleOrDefaultAsync(ct) ?? throw actor.Misses();
        var links = await db.TicketLinks.AsNoTracking().Where(l => l.From == ticket || l.To == ticket).ToListAsync(ct);
        var ends = links.ConvertAll(l => l.From == ticket ? l.To : l.From);
        var others = await db.Tickets.VisibleTo(actor).Where(t => ends.Contains(t.Id) || t.MergedInto == number)
            .Select(t => new { t.Id, t.Number, t.Subject, t.Requester, t.Status, t.Priority, t.MergedInto }).ToListAsync(ct);
        var hides = actor.IsMasked(DeskPermissions.ReadTickets);
        var found =
            from link in links
            join other in others on link.From == ticket ? link.To : link.From equals other.Id
            select new LinkedTicket(TicketLink.RoleOf(link.Kind, inward: link.To == ticket), other.Number, TicketSight.SubjectFor(hides, other.Requester, other.Subject), other.Status, other.Priority);
        var merged = others.Where(o => o.MergedInto == number)
            .Select(o => new LinkedTicket(LinkRole.Merged, o.Number, TicketSight.SubjectFor(hides, o.Requester, o.Subject), o.Status, o.Priority));
        return [.. found.Concat(merged).OrderBy(l => l.Role).ThenBy(l => l.Number)];
    }

    /// <summary>The same customer's other unsolved tickets, newest first: with which of them one may want to merge.</summary>
    internal async Task<IReadOnlyList<LinkedTicket>> OfSameCustomer(TicketNumber number, CancellationToken ct)
    {
        var requester = await db.Tickets.VisibleTo(actor).Where(t => t.Number == number).Select(t => t.Requester).SingleOrDefaultAsync(ct);
        if (requester is null) return [];
        return await db.Tickets.VisibleTo(actor).Where(t => t.Requester == requester && t.Number != number && !t.IsSolved)
            .OrderByDescending(t => t.OpenedAt).Take(8).Select(t => new LinkedTicket(LinkRole.Related, t.Number, t.Subject, t.Status, t.Priority)).ToListAsync(ct);
    }
}

/// <summary>A ticket with which another has to do.</summary>
/// <param name="Role">What it is to the other.</param>
public sealed record LinkedTicket(LinkRole Role, TicketNumber Number, string Subject, TicketStatus Status, Priority Priority);
