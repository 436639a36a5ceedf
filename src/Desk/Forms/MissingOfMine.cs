using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Forms;

/// <summary>A ticket of mine that lacks something.</summary>
public sealed record IncompleteTicket(TicketNumber Number, string Subject, TicketStatus Status, IReadOnlyList<MissingField> Missing);

/// <summary>What the actor's own tickets lack, for their list of work: those that they have, or have resolved, until they are closed.</summary>
public sealed class MissingOfMine(BridgewatchDb db, Actor actor, MissingFields missing, IClock clock)
{
    /// <summary>More are not looked through, nor told.</summary>
    public const int Most = 100;

    /// <summary>Solved ones first, since they are nearer to being closed.</summary>
    public async Task<IReadOnlyList<IncompleteTicket>> List(CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        if (actor.PersonOrNone is not { } me) return [];
        var since = clock.GetCurrentInstant() - Duration.FromDays(FieldUses.Days);
        var tickets = await db.Tickets.VisibleTo(actor).AsNoTracking().Include(t => t.Codes).Include(t => t.Labels).Include(t => t.FieldValues).AsSplitQuery()
            .Where(t => t.Status != TicketStatus.Closed && t.UpdatedAt >= since && (t.Assignee == me || t.ResolvedBy == me))
            .OrderByDescending(t => t.UpdatedAt).ThenByDescending(t => t.Number).Take(Most).ToListAsync(ct);
        var (found, masked) = (new List<IncompleteTicket>(), actor.IsMasked(DeskPermissions.ReadTickets));
        foreach (var ticket in tickets.OrderByDescending(t => t.IsSolved))
        {
            if (await missing.OfWhole(ticket, ct) is { Count: > 0 } lacks) found.Add(new(ticket.Number, TicketSight.SubjectFor(masked, ticket.Requester, ticket.Subject), ticket.Status, lacks));
        }
        return found;
    }
}
