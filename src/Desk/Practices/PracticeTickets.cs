using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Practices;

/// <summary>The tickets that practices of the desk count, and how they are shown as records: those opened in a period, without what is imported, of a
/// demonstration, or spam. Drills count.</summary>
internal sealed class PracticeTickets(BridgewatchDb db, Actor actor)
{
    /// <summary>All of them, whoever asks.</summary>
    public IQueryable<Ticket> OpenedIn(PracticePeriod period) => OpenedIn(db.Tickets, period);

    /// <summary>Those that the actor sees.</summary>
    public IQueryable<Ticket> SeenOf(PracticePeriod period) => OpenedIn(db.Tickets.VisibleTo(actor), period);

    public async Task<IReadOnlyList<PracticeExclusion>> Excluded(PracticePeriod period, CancellationToken ct)
    {
        var (start, end) = (period.Start, period.End);
        var counts = await db.Tickets.Where(t => t.OpenedAt >= start && t.OpenedAt < end)
            .Where(t => t.IsSpam || t.Origin == Origin.Demo || t.Origin == Origin.Imported)
            .GroupBy(t => t.Origin).Select(g => new { Origin = g.Key, Count = g.LongCount() }).ToListAsync(ct);
        return
        [
            new("spam", counts.Where(c => c.Origin is Origin.Live or Origin.Drill).Sum(c => c.Count)),
            new("imported", counts.Where(c => c.Origin == Origin.Imported).Sum(c => c.Count)),
            new("demo", counts.Where(c => c.Origin == Origin.Demo).Sum(c => c.Count)),
        ];
    }

    /// <summary>A page of some of them, newest first.</summary>
    public async Task<Page<PracticeCase>> Cases(IQueryable<Ticket> tickets, string? cursor, int size, CancellationToken ct)
    {
        if (TicketCursor.Read(cursor) is { At: var at, Number: var number }) tickets = tickets.Where(t => t.OpenedAt < at || (t.OpenedAt == at && t.Number < number));
        var rows = await Rows(tickets.AsNoTracking().OrderByDescending(t => t.OpenedAt).ThenByDescending(t => t.Number)).Take(size + 1).ToListAsync(ct);
        var page = Page.Of(rows, size, last => new TicketCursor(last.OpenedAt, last.Number).ToString());
        return new([.. page.Items.Select(Case)], page.Next);
    }

    /// <summary>The numbers of some of them.</summary>
    public static IAsyncEnumerable<string> Names(IQueryable<Ticket> tickets) => tickets.AsNoTracking().Select(t => t.Number).AsAsyncEnumerable().Select(n => n.ToString());

    /// <summary>Those of some numbers that the actor sees.</summary>
    public async Task<IReadOnlyList<PracticeCase>> Named(IReadOnlyCollection<string> names, CancellationToken ct)
    {
        var numbers = names.Select(n => TicketNumber.TryParse(n, out var number) ? number : (TicketNumber?)null).OfType<TicketNumber>().ToList();
        return [.. (await Rows(db.Tickets.VisibleTo(actor).AsNoTracking().Where(t => numbers.Contains(t.Number))).ToListAsync(ct)).Select(Case)];
    }

    private static IQueryable<Ticket> OpenedIn(IQueryable<Ticket> tickets, PracticePeriod period)
    {
        var (start, end) = (period.Start, period.End);
        return tickets.Where(t => t.OpenedAt >= start && t.OpenedAt < end && (t.Origin == Origin.Live || t.Origin == Origin.Drill) && !t.IsSpam);
    }

    private static IQueryable<Row> Rows(IQueryable<Ticket> tickets) => tickets.Select(t => new Row(t.Number, t.Subject, t.Requester, t.OpenedAt, t.Origin));

    private PracticeCase Case(Row t) => new(
        t.Number.ToString(), TicketSight.SubjectFor(actor.IsMasked(DeskPermissions.ReadTickets), t.Requester, t.Subject), $"/tickets/{t.Number}", t.OpenedAt, t.Origin);

    private sealed record Row(TicketNumber Number, string Subject, ContactId? Requester, Instant OpenedAt, Origin Origin);
}
