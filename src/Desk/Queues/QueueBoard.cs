using Bridgewatch.Access;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Queues;

/// <summary>Answers the queue's page and the navigation: what a view holds for the one who asks.</summary>
public sealed class QueueBoard(BridgewatchDb db, Actor actor, TicketLists lists)
{
    /// <summary>The first tickets of a view, or the next ones after a cursor.</summary>
    public async Task<Page<TicketResource>> Page(QueueView view, string? cursor, int size, CancellationToken ct) =>
        await Filter(view, ct) is { } filter
            ? await lists.List(filter, view.Sort, cursor, size, count: cursor is null, ct)
            : Page<TicketResource>.Empty with { Count = new(0, false) };

    /// <summary>The queues of the actor's teams; for who belongs to none, those whose tickets they see.</summary>
    public async Task<IReadOnlyList<QueueResource>> Queues(CancellationToken ct) =>
        (await Mine().OrderBy(q => q.Name).ToListAsync(ct)).ConvertAll(QueueResource.Of);

    /// <summary>How many each view holds.</summary>
    public async Task<IReadOnlyList<(QueueView View, string? Name, Count? Count)>> Views(CancellationToken ct)
    {
        var views = new List<(QueueView, string?, Count?)>();
        async Task Add(QueueView view, string? name = null) => views.Add((view, name, await Filter(view, ct) is { } filter ? await lists.Count(filter, ct) : null));
        await Add(new());
        await Add(new(QueueViewKind.Unassigned));
        foreach (var queue in await Queues(ct)) await Add(new(QueueViewKind.Queue, queue.Slug), queue.Name);
        await Add(new(QueueViewKind.All));
        await Add(new(QueueViewKind.WaitingOnCustomer));
        await Add(new(QueueViewKind.WithEngineering));
        views.Add((new(QueueViewKind.ResolvedByMe), null, null));
        return views;
    }

    /// <summary>What people call the things that tickets and a view name by slug or id.</summary>
    public async Task<QueueNames> Names(QueueView view, IReadOnlyCollection<TicketResource> tickets, CancellationToken ct)
    {
        var slugs = tickets.Select(t => t.Component).Append(view.Component).OfType<string>().Distinct().ToList();
        var components = slugs.Count == 0 ? [] : await db.Components.Where(c => slugs.Contains(c.Slug)).ToDictionaryAsync(c => c.Slug, c => c.Name, ct);
        var organization = OrganizationId.TryParse(view.Organization, out var customer)
            ? await db.Organizations.VisibleTo(actor).Where(o => o.Id == customer).Select(o => o.Name).SingleOrDefaultAsync(ct) : null;
        var assignee = PersonId.TryParse(view.Assignee, out var person)
            ? await db.People.Where(p => p.Id == person).Select(p => p.Name).SingleOrDefaultAsync(ct) : null;
        return new(components, organization, assignee);
    }

    /// <summary>Where a ticket stands in its queue, from 1, and how many there are. Null when it rests or is solved.</summary>
    public async Task<QueuePosition?> PositionOf(TicketNumber number, CancellationToken ct)
    {
        var seen = db.Tickets.VisibleTo(actor).AsNoTracking();
        var ticket = await seen.Where(t => t.Number == number && !t.IsSolved)
            .Select(t => new { t.Queue, t.RankAt, t.Number, t.RankTerm }).SingleOrDefaultAsync(ct);
        if (ticket is null || ticket.RankTerm != RankTerm.Patience) return null;
        var queue = await db.Queues.Where(q => q.Id == ticket.Queue).Select(q => new { q.Name, q.Slug }).SingleAsync(ct);
        var waiting = seen.Where(t => t.Queue == ticket.Queue && !t.IsSolved);
        var before = await waiting.CountAsync(t => t.RankAt < ticket.RankAt || (t.RankAt == ticket.RankAt && t.Number < number), ct);
        return new(queue.Name, queue.Slug, before + 1, await waiting.CountAsync(ct));
    }

    private IQueryable<Queue> Mine()
    {
        var queues = db.Queues.Where(q => !q.Archived);
        if (actor.Queues.Count == 0) return queues;
        var mine = actor.Queues.ToList();
        return queues.Where(q => mine.Contains(q.Id));
    }

    /// <summary>Null when the view names something that is not there.</summary>
    private async Task<TicketFilter?> Filter(QueueView view, CancellationToken ct)
    {
        var me = actor.PersonOrNone;
        var filter = view.Kind switch
        {
            QueueViewKind.Mine => new TicketFilter(Solved: false) { MineOrFreeIn = new(me, [.. await Mine().Select(q => q.Id).ToListAsync(ct)]) },
            QueueViewKind.Unassigned => new(Solved: false, Unassigned: true),
            QueueViewKind.WaitingOnCustomer => new(Solved: false, Status: TicketStatus.WaitingOnCustomer),
            QueueViewKind.WithEngineering => new(Solved: false, Status: TicketStatus.WaitingOnEngineering),
            QueueViewKind.ResolvedByMe => new(Solved: true, ResolvedBy: me),
            _ => new(Solved: false),
        };
        if (view.Queue is { } slug)
        {
            if (await db.Queues.Where(q => q.Slug == slug).Select(q => (QueueId?)q.Id).SingleOrDefaultAsync(ct) is not { } queue) return null;
            filter = filter with { Queue = queue };
        }
        if (view.Status is { } status) filter = filter with { Status = status, Solved = !status.IsUnsolved() };
        if (view.Priority is { } priority) filter = filter with { Priorities = [priority] };
        if (view.Component is { } part)
        {
            if (await db.Components.Where(c => c.Slug == part).Select(c => (ComponentId?)c.Id).SingleOrDefaultAsync(ct) is not { } component) return null;
            filter = filter with { Component = component };
        }
        if (view.Organization is { } customer)
        {
            if (!OrganizationId.TryParse(customer, out var organization)) return null;
            filter = filter with { Organization = organization };
        }
        if (view.Code is { } code)
        {
            if (Text.ErrorCodes.Normalise(code) is not { } known) return null;
            filter = filter with { Code = known };
        }
        if (view.Label is { } label) filter = filter with { Label = label.ToLowerInvariant() };
        return view.Assignee switch
        {
            null or "" => filter,
            "none" => filter with { Unassigned = true },
            "me" => filter with { Assignee = me },
            var id => PersonId.TryParse(id, out var person) ? filter with { Assignee = person } : null,
        };
    }
}

/// <param name="Components">By slug.</param>
/// <param name="Organization">Of the view's filter; null where there is none, or not for this actor.</param>
/// <param name="Assignee">Of the view's filter, where it is a person.</param>
public sealed record QueueNames(IReadOnlyDictionary<string, string> Components, string? Organization, string? Assignee)
{
    public static QueueNames None { get; } = new(new Dictionary<string, string>(), null, null);
}

/// <param name="Place">From 1.</param>
public sealed record QueuePosition(string Queue, string Slug, int Place, int Of);
