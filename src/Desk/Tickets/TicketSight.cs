using Bridgewatch.Desk.Redaction;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Who sees which tickets. Every load goes through here; the bare sets stay inside the module.</summary>
public static class TicketSight
{
    extension(BridgewatchDb db)
    {
        internal DbSet<Message> AllMessages => db.Set<Message>();

        internal DbSet<TicketLink> TicketLinks => db.Set<TicketLink>();

        /// <summary>All tickets; narrow them with <see cref="VisibleTo"/> at once.</summary>
        public IQueryable<Ticket> Tickets => db.Set<Ticket>();
    }

    /// <summary>Those in a queue of the actor's teams, those that their roles' scopes hold, and their own. A customer sees what they asked, and
    /// of organizations whose requests they follow what anybody there asked.</summary>
    public static IQueryable<Ticket> VisibleTo(this IQueryable<Ticket> tickets, Actor actor)
    {
        if (actor.Kind == ActorKind.Contact) return tickets.OfCustomer([actor.Contact, .. actor.AlsoIs], actor.FollowsAllOf);
        var grants = actor.Grants.Where(g => g.Permissions.Contains(DeskPermissions.ReadTickets)).ToList();
        if (actor.SeesAll || grants.Exists(g => g.Scope == GrantScope.Everything)) return tickets;
        var me = actor.PersonOrNone;
        var queues = Named(grants, GrantScope.Queue).Select(id => new QueueId(id)).ToList();
        if (grants.Exists(g => g.Scope == GrantScope.OwnTeams)) queues.AddRange(actor.Queues);
        var organizations = Named(grants, GrantScope.Organization).Select(id => (OrganizationId?)new OrganizationId(id)).ToList();
        var brands = Named(grants, GrantScope.Brand).Select(id => new BrandId(id)).ToList();
        var regions = grants.Where(g => g.Scope == GrantScope.Region).Select(g => g.Region).ToList();
        return tickets.Where(t => queues.Contains(t.Queue) || organizations.Contains(t.Organization) || brands.Contains(t.Brand)
            || regions.Contains(t.Region) || (me != null && t.Assignee == me));
    }

    /// <summary>What customers may read of a conversation: never a note, nor what can still be taken back, or was.</summary>
    internal static IQueryable<Message> ForCustomers(this IQueryable<Message> messages, Instant now) => messages.Where(m => m.Kind != MessageKind.Note
        && (m.HeldUntil == null || m.HeldUntil <= now) && (m.Redacted == null || m.Redacted.Reason != RedactionReason.Withdrawn));

    private static IQueryable<Ticket> OfCustomer(this IQueryable<Ticket> tickets, List<ContactId?> contacts, IEnumerable<OrganizationId> followed)
    {
        var organizations = followed.Select(id => (OrganizationId?)id).ToList();
        return tickets.Where(t => t.Requester != null && (contacts.Contains(t.Requester) || organizations.Contains(t.Organization)));
    }

    /// <summary>Loads a ticket to act on it: it must be visible, and the command's permission held where it stands.</summary>
    /// <exception cref="NotVisible">There is none by that number, or not for this actor.</exception>
    /// <exception cref="Forbidden">The actor sees it and may not do this to it.</exception>
    internal static async Task<Ticket> Expect(this IQueryable<Ticket> tickets, TicketNumber number, Actor actor, CancellationToken ct)
    {
        var ticket = await tickets.VisibleTo(actor).Include(t => t.Codes).Include(t => t.Labels)
            .SingleOrDefaultAsync(t => t.Number == number, ct) ?? throw new NotVisible("ticket");
        actor.MustHold(ticket.Place);
        return ticket;
    }

    /// <summary>What to say when a ticket is not among those that the actor sees: whoever may read none anywhere is told so.</summary>
    internal static Exception Misses(this Actor actor) =>
        actor.May(DeskPermissions.ReadTickets) ? new NotVisible("ticket") : new Forbidden(DeskPermissions.ReadTickets);

    /// <summary>Holds the right to open against where the ticket will stand. A team's or a queue's right opens tickets for everybody, since
    /// they are sent on; one that is held at a customer, in a region or for a brand opens theirs.</summary>
    /// <exception cref="Forbidden">It is held only elsewhere.</exception>
    internal static void MustReach(this Actor actor, Place place)
    {
        if (actor.SeesAll || actor.Acting is not { } permission || actor.May(permission, place)) return;
        if (!actor.Grants.Any(g => g.Permissions.Contains(permission) && g.Scope is GrantScope.OwnTeams or GrantScope.Queue)) throw new Forbidden(permission);
    }

    /// <summary>The channel of what somebody of ours types: the pages' forms, or a program with their token. What goes out by mail is mail.</summary>
    internal static Channel Types(this Actor actor) => actor.Caller.Token is null ? Channel.Form : Channel.Api;

    /// <summary>A subject is a customer's words where a customer asked: whoever reads masked sees that there is one.</summary>
    internal static string SubjectFor(bool masked, ContactId? requester, string subject) => masked && requester is not null ? Mask.Hidden : subject;

    private static IEnumerable<Guid> Named(List<Grant> grants, GrantScope scope) =>
        grants.Where(g => g.Scope == scope && g.In is not null).Select(g => g.In!.Value);
}
