using Bridgewatch.Catalog;
using Bridgewatch.Desk.Sla;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Desk.Views;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Queues;

/// <summary>Answers the queue's page and the navigation: what a view holds for the one who asks.</summary>
public sealed class QueueBoard(BridgewatchDb db, Actor actor, TicketLists lists, TicketQuestions questions, ViewQueries views)
{
    /// <summary>More of them are found by the palette and the API.</summary>
    private const int MostSaved = 12;

    /// <summary>The first tickets of a view, or the next ones after a cursor, and their order.</summary>
    /// <exception cref="Invalid">Its query cannot be read.</exception>
    public async Task<QueuePart> Page(QueueView view, string? cursor, int size, CancellationToken ct)
    {
        if (await Filter(view, ct) is not { } filter) return new(Page<TicketResource>.Empty with { Count = new(0, false) }, TicketSort.Rank, new HashSet<TicketSort>());
        // An order that this list cannot have is that of an older query.
        var sort = view.Sort is { } wanted && lists.AgainstSorting(filter, wanted) is null ? wanted : view.Kind == QueueViewKind.DueSoon ? TicketSort.Due : filter.IsUnsolved ? TicketSort.Rank : TicketSort.Updated;
        return new(await lists.List(filter, sort, cursor, size, count: cursor is null, ct), sort, Enum.GetValues<TicketSort>().Where(by => lists.AgainstSorting(filter, by) is null).ToHashSet());
    }

    /// <summary>All numbers of a view, up to so many.</summary>
    public async Task<IReadOnlyList<TicketNumber>> Numbers(QueueView view, int most, CancellationToken ct) => await Filter(view, ct) is { } filter ? await lists.Numbers(filter, most, ct) : [];

    /// <summary>The queues of the actor's teams; for who belongs to none, those whose tickets they see.</summary>
    public async Task<IReadOnlyList<QueueResource>> Queues(CancellationToken ct) =>
        (await Mine().OrderBy(q => q.Name).ToListAsync(ct)).ConvertAll(QueueResource.Of);

    /// <summary>How many each view holds: those that everybody has, one for each queue of theirs, and those that were saved.</summary>
    public async Task<IReadOnlyList<BoardView>> Views(CancellationToken ct)
    {
        var shown = new List<BoardView>();
        async Task Add(QueueView view, string? name = null) =>
            shown.Add(new(view.Href(), view.Kind, name, await Filter(view, ct) is { } filter ? await lists.Count(filter, ct) : null));
        await Add(new());
        await Add(new(QueueViewKind.Unassigned));
        if (await db.SlaPolicies.AnyAsync(p => p.ArchivedAt == null, ct)) await Add(new(QueueViewKind.DueSoon));
        foreach (var queue in await Queues(ct)) await Add(new(QueueViewKind.Queue, queue.Slug), queue.Name);
        await Add(new(QueueViewKind.All));
        await Add(new(QueueViewKind.WaitingOnCustomer));
        await Add(new(QueueViewKind.WithEngineering));
        shown.Add(new(new QueueView(QueueViewKind.ResolvedByMe).Href(), QueueViewKind.ResolvedByMe, null, null));
        foreach (var view in (await views.All(ct)).Take(MostSaved)) shown.Add(new(QueueView.HrefOf(view.Id), QueueViewKind.All, view.Name, await CountOf(view, ct)));
        return shown;
    }

    /// <summary>Null for what names something that is gone, and for solved tickets, whose number says little.</summary>
    private async Task<Count?> CountOf(ViewResource view, CancellationToken ct)
    {
        try
        {
            var filter = new TicketFilter { Question = await questions.Read("query", view.Query, ct) };
            return filter.IsUnsolved ? await lists.Count(filter, ct) : null;
        }
        catch (Invalid)
        {
            return null;
        }
    }

    /// <summary>What people call the components of tickets, by slug.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Components(IReadOnlyCollection<TicketResource> tickets, CancellationToken ct)
    {
        var slugs = tickets.Select(t => t.Component).OfType<string>().Distinct().ToList();
        return slugs.Count == 0 ? new Dictionary<string, string>() : await db.Components.Where(c => slugs.Contains(c.Slug)).ToDictionaryAsync(c => c.Slug, c => c.Name, ct);
    }

    /// <summary>Where a ticket stands in its queue, from 1, and how many there are. Null when it rests or is solved.</summary>
    public async Task<QueuePosition?> PositionOf(TicketNumber number, CancellationToken ct)
    {
        var seen = db.Tickets.VisibleTo(actor).AsNoTracking();
        var ticket = await seen.Where(t => t.Number == number && !t.IsSolved)
            .Select(t => new { t.Queue, t.RankAt, t.Number, t.RankTerm }).SingleOrDefaultAsync(ct);
        if (ticket is not { RankTerm: RankTerm.Patience or RankTerm.Due }) return null;
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
        if (view.Saved is not null) filter = new();
        if (view.Queue is { } slug)
        {
            if (await db.Queues.Where(q => q.Slug == slug).Select(q => (QueueId?)q.Id).SingleOrDefaultAsync(ct) is not { } queue) return null;
            filter = filter with { Queue = queue };
        }
        if (await questions.Read("q", view.Query, view.Kind == QueueViewKind.DueSoon ? QueueView.Soon : null, ct) is not { } question) return filter;
        // A view shows what is unsolved, until its query says itself whether solved tickets are meant.
        return filter with { Question = question, Solved = question.SaysSolved && view.Saved is null && view.Kind != QueueViewKind.ResolvedByMe ? null : filter.Solved };
    }
}

/// <summary>A view as the navigation shows it.</summary>
/// <param name="Name">Null for those that everybody has.</param>
public sealed record BoardView(string Href, QueueViewKind Kind, string? Name, Count? Count);

/// <summary>A part of a view.</summary>
/// <param name="Orders">What it can be sorted by.</param>
public sealed record QueuePart(Page<TicketResource> Page, TicketOrder Sort, IReadOnlySet<TicketSort> Orders);

/// <param name="Place">From 1.</param>
public sealed record QueuePosition(string Queue, string Slug, int Place, int Of);
