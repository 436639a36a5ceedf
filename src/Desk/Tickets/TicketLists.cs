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
        TicketFilter filter, TicketOrder order, string? cursor, int size, bool count, CancellationToken ct)
    {
        var matching = await Matching(filter, ct);
        var mark = TicketCursor.Mark(filter, order);
        // Which ones first, by index alone where that is possible: what belongs to them is asked of these only.
        var places = await matching.In(order, TicketCursor.Read(cursor, mark), db).Take(size + 1).ToListAsync(ct);
        var ids = places.ConvertAll(p => p.Id);
        var found = await db.Tickets.VisibleTo(actor).AsNoTracking().Where(t => ids.Contains(t.Id)).Include(t => t.Codes).Include(t => t.Labels).AsSplitQuery().ToDictionaryAsync(t => t.Id, ct);
        // One that went meanwhile does not end the list.
        var shown = ids.Take(size).Where(found.ContainsKey).Select(id => found[id]).ToList();
        var next = places.Count > size ? places[size - 1] : null;
        var names = await tickets.NamesOf(shown, ct);
        return new([.. shown.Select(t => TicketQueries.Resource(t, names[t.Id], full: false))], next is null ? null : new TicketCursor(next.At, next.Number, mark, next.Level, next.Name).ToString())
        {
            Count = count ? await Count(matching, filter, ct) : null,
        };
    }

    /// <summary>The numbers of a list, newest first.</summary>
    public async Task<IReadOnlyList<TicketNumber>> Numbers(TicketFilter filter, int most, CancellationToken ct) =>
        await (await Matching(filter, ct)).In(TicketSort.Created, null, db).Select(p => p.Number).Take(most).ToListAsync(ct);

    /// <summary>The order of a list when none is asked for.</summary>
    public static TicketSort Usual(TicketFilter filter) => filter.Solved == false || filter.Question?.IsUnsolved == true ? TicketSort.Rank : TicketSort.Created;

    /// <exception cref="Invalid">This list cannot be in this order.</exception>
    public void MustSort(TicketFilter filter, TicketOrder order)
    {
        if (AgainstSorting(filter, order) is { } why) throw new Invalid("sort", why);
    }

    /// <summary>Why a list cannot be in an order: solved tickets are too many to be sorted by what no index of all holds, and whoever does not
    /// read subjects does not learn their order either. Null when it can.</summary>
    public string? AgainstSorting(TicketFilter filter, TicketOrder order) =>
        !order.SuitsSolved && !filter.IsUnsolved ? $"Only what is unsolved is sorted by {Words.Of(order.By)}; add is:unsolved, or give created or updated."
        : order.By == TicketSort.Subject && actor.IsMasked(DeskPermissions.ReadTickets) ? "Subjects are masked for you, so nothing is sorted by them."
        : null;

    /// <summary>How many there are, without a page.</summary>
    public async Task<Count> Count(TicketFilter filter, CancellationToken ct) => await Count(await Matching(filter, ct), filter, ct);

    private Task<RareNames> Matching(TicketFilter filter, CancellationToken ct) => RareNames.In(filter.On(db.Tickets.VisibleTo(actor).AsNoTracking(), db), db, ct);

    private static async Task<Count> Count(RareNames matching, TicketFilter filter, CancellationToken ct)
    {
        if (filter.IsUnsolved) return new(await matching.Counted.LongCountAsync(ct), false);
        var counted = matching.ByCode is { } places ? await places.Take(CountCap + 1).CountAsync(ct) : await matching.Counted.Take(CountCap + 1).CountAsync(ct);
        return new(Math.Min(counted, CountCap), counted > CountCap);
    }
}
