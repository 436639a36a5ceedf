using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Lists of tickets. A page is one seek in an index; counts are exact for what is unsolved, and capped for the rest.</summary>
public sealed class TicketLists(BridgewatchDb db, Actor actor, TicketQueries tickets)
{
    /// <summary>Beyond that, counts of solved tickets say "more than".</summary>
    public const int CountCap = 1_000;

    /// <summary>For doors; a panel simply shows nothing.</summary>
    /// <exception cref="Forbidden">The actor may read tickets nowhere.</exception>
    public void MustRead()
    {
        if (!actor.May(DeskPermissions.ReadTickets)) throw new Forbidden(DeskPermissions.ReadTickets);
    }

    public async Task<Page<TicketResource>> List(
        TicketFilter filter, TicketSort sort, string? cursor, int size, bool count, CancellationToken ct)
    {
        var matching = filter.On(db.Tickets.VisibleTo(actor).AsNoTracking());
        var rows = await After(matching, sort, TicketCursor.Read(cursor))
            .Include(t => t.Codes).Include(t => t.Labels).AsSplitQuery().Take(size + 1).ToListAsync(ct);
        var page = Page.Of(rows, size, last => new TicketCursor(KeyOf(last, sort), last.Number, sort == TicketSort.Priority ? last.Priority : null).ToString());
        var names = await tickets.NamesOf(page.Items.ToList(), ct);
        return new([.. page.Items.Select(t => TicketQueries.Resource(t, names[t.Id], full: false))], page.Next)
        {
            Count = count ? await Count(matching, filter, ct) : null,
        };
    }

    /// <summary>How many there are, without a page.</summary>
    public Task<Count> Count(TicketFilter filter, CancellationToken ct) => Count(filter.On(db.Tickets.VisibleTo(actor)), filter, ct);

    private static async Task<Count> Count(IQueryable<Ticket> matching, TicketFilter filter, CancellationToken ct)
    {
        if (filter.IsUnsolved) return new(await matching.LongCountAsync(ct), false);
        var counted = await matching.Take(CountCap + 1).CountAsync(ct);
        return new(Math.Min(counted, CountCap), counted > CountCap);
    }

    private static IQueryable<Ticket> After(IQueryable<Ticket> tickets, TicketSort sort, TicketCursor? after)
    {
        var (at, number) = after is { } cursor ? (cursor.At, cursor.Number) : default;
        var priority = after?.Priority ?? Priority.P1;
        var lower = Enum.GetValues<Priority>().Where(p => p > priority).ToList();
        return sort switch
        {
            TicketSort.Priority => (after is null ? tickets : tickets.Where(t =>
                    lower.Contains(t.Priority) || (t.Priority == priority && (t.RankAt > at || (t.RankAt == at && t.Number > number)))))
                .OrderBy(t => t.Priority).ThenBy(t => t.RankAt).ThenBy(t => t.Number),
            TicketSort.Rank => (after is null ? tickets : tickets.Where(t => t.RankAt > at || (t.RankAt == at && t.Number > number)))
                .OrderBy(t => t.RankAt).ThenBy(t => t.Number),
            TicketSort.Created => (after is null ? tickets : tickets.Where(t => t.OpenedAt < at || (t.OpenedAt == at && t.Number < number)))
                .OrderByDescending(t => t.OpenedAt).ThenByDescending(t => t.Number),
            _ => (after is null ? tickets : tickets.Where(t => t.UpdatedAt < at || (t.UpdatedAt == at && t.Number < number)))
                .OrderByDescending(t => t.UpdatedAt).ThenByDescending(t => t.Number),
        };
    }

    private static NodaTime.Instant KeyOf(Ticket ticket, TicketSort sort) => sort switch
    {
        TicketSort.Rank or TicketSort.Priority => ticket.RankAt,
        TicketSort.Created => ticket.OpenedAt,
        _ => ticket.UpdatedAt,
    };
}
