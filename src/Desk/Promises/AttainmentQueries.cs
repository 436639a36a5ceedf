using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Sla;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Promises;

/// <summary>Reports on promises: how many ended in a month, and how. Counted over rows that are kept as promises end, of tickets that the actor sees.</summary>
public sealed class AttainmentQueries(BridgewatchDb db, Actor actor, IClock clock, Settings settings)
{
    /// <summary>A month, as a whole and by groups, ordered by their names.</summary>
    /// <exception cref="Forbidden">The actor may read no tickets.</exception>
    public async Task<AttainmentReport> Report(AttainmentAsk ask, AttainmentBy by, CancellationToken ct)
    {
        MustRead();
        var month = await Month(ask.Month, ct);
        var cells = await Cells(ask.On(Seen(), month.From, month.Until), ct);
        var groups = cells.GroupBy(c => Key(c, by)).ToList();
        var names = await Names(by, [.. groups.Select(g => g.Key).OfType<string>()], ct);
        return new(
            month.Name, month.Zone.Id, month.From, month.Until, month.IsOver, by, Attainment.Minimum, Targets(cells),
            by == AttainmentBy.Nothing ? [] : [.. groups.Select(g => new AttainmentGroup(g.Key, g.Key is { } key ? names.GetValueOrDefault(key) : null, Targets(g)))
                .OrderBy(g => g.Name is null).ThenBy(g => g.Name, StringComparer.OrdinalIgnoreCase).ThenBy(g => g.Key, StringComparer.Ordinal)]);
    }

    /// <summary>The tickets behind a number of a report, what was decided last first.</summary>
    public async Task<Page<PromiseRow>> Tickets(AttainmentAsk ask, ClockTarget target, PromisesThat that, string? cursor, int size, CancellationToken ct)
    {
        MustRead();
        var month = await Month(ask.Month, ct);
        var promises = AttainmentAsk.That((ask with { Target = target }).On(db.AllEndedPromises.AsNoTracking(), month.From, month.Until), that);
        return await Rows(promises, cursor, size, ct);
    }

    internal async Task<Page<PromiseRow>> Rows(IQueryable<EndedPromise> promises, string? cursor, int size, CancellationToken ct)
    {
        var found = promises.Join(db.Tickets.VisibleTo(actor).AsNoTracking(), p => p.Ticket, t => t.Id, (p, t) => new { p, t.Number, t.Subject, t.Requester, t.Origin });
        if (TicketCursor.Read(cursor) is { At: var at, Number: var number }) found = found.Where(f => f.p.At < at || (f.p.At == at && f.Number < number));
        var rows = await found.OrderByDescending(f => f.p.At).ThenByDescending(f => f.Number).ThenByDescending(f => f.p.Cycle)
            .Select(f => new { f.Number, f.Subject, f.Requester, f.Origin, f.p.Cycle, f.p.Outcome, f.p.At, f.p.First, f.p.FirstAt, f.p.Priority, f.p.ByMacro }).Take(size + 1).ToListAsync(ct);
        var masked = actor.IsMasked(DeskPermissions.ReadTickets);
        var page = Page.Of(rows, size, last => new TicketCursor(last.At, last.Number).ToString());
        return new([.. page.Items.Select(r => new PromiseRow(
            r.Number, TicketSight.SubjectFor(masked, r.Requester, r.Subject), r.Priority, r.Cycle, r.Outcome!.Value, r.At, r.First, r.FirstAt, r.ByMacro, r.Origin))], page.Next);
    }

    /// <summary>A month of the company's days: the one that is asked for, else the last complete one.</summary>
    public async Task<ReportMonth> Month(YearMonth? asked, CancellationToken ct)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull((await settings.Get<Company>(ct)).Zone) ?? DateTimeZone.Utc;
        var now = clock.GetCurrentInstant();
        return ReportMonth.Of(asked ?? now.InZone(zone).Date.ToYearMonth().PlusMonths(-1), zone, now);
    }

    private IQueryable<EndedPromise> Seen()
    {
        var promises = db.AllEndedPromises.AsNoTracking();
        if (actor.SeesAll || actor.Grants.Any(g => g.Scope == GrantScope.Everything && g.Permissions.Contains(DeskPermissions.ReadTickets))) return promises;
        return promises.Join(db.Tickets.VisibleTo(actor), p => p.Ticket, t => t.Id, (p, _) => p);
    }

    /// <summary>Counted by all that one may group by at once; there are few of those beside the promises.</summary>
    private static async Task<List<Cell>> Cells(IQueryable<EndedPromise> promises, CancellationToken ct) =>
        await promises.GroupBy(p => new { p.Target, p.Organization, p.Queue, p.Policy, p.Priority }).Select(g => new Cell(
            g.Key.Target, g.Key.Organization, g.Key.Queue, g.Key.Policy, g.Key.Priority,
            g.LongCount(p => p.Outcome == PromiseOutcome.Met), g.LongCount(p => p.Outcome == PromiseOutcome.Missed),
            g.LongCount(p => p.Outcome == PromiseOutcome.MissedByChange), g.LongCount(p => p.Outcome == PromiseOutcome.Lapsed),
            g.LongCount(p => p.Outcome == PromiseOutcome.Met && p.ByMacro),
            g.LongCount(p => (p.Outcome == PromiseOutcome.Met || p.Outcome == PromiseOutcome.Missed) && p.Revised > 0),
            g.LongCount(p => (p.Outcome == PromiseOutcome.Met || p.Outcome == PromiseOutcome.Missed) && p.First == PromiseOutcome.Met),
            g.LongCount(p => (p.Outcome == PromiseOutcome.Met || p.Outcome == PromiseOutcome.Missed) && p.Target == ClockTarget.Resolution && p.Cycle > 1),
            g.Sum(p => p.CountedSeconds), g.Sum(p => p.CustomerSeconds), g.Sum(p => p.EngineeringSeconds), g.Sum(p => p.HoldSeconds))).ToListAsync(ct);

    private static IReadOnlyList<AttainmentTarget> Targets(IEnumerable<Cell> cells) =>
        [.. cells.GroupBy(c => c.Target).OrderBy(g => g.Key).Select(g => AttainmentTarget.Of(g.Key, Attainment.Sum(g.Select(c => c.Count))))];

    private static string? Key(Cell cell, AttainmentBy by) => by switch
    {
        AttainmentBy.Organization => cell.Organization?.ToString(),
        AttainmentBy.Queue => cell.Queue.ToString(),
        AttainmentBy.Policy => cell.Policy?.ToString(),
        AttainmentBy.Priority => Words.Of(cell.Priority),
        _ => null,
    };

    private async Task<IReadOnlyDictionary<string, string>> Names(AttainmentBy by, IReadOnlyList<string> keys, CancellationToken ct)
    {
        switch (by)
        {
            case AttainmentBy.Organization:
                var organizations = keys.Select(k => OrganizationId.TryParse(k, out var id) ? id : default).ToList();
                return await db.Organizations.Where(o => organizations.Contains(o.Id)).ToDictionaryAsync(o => o.Id.ToString(), o => o.Name, ct);
            case AttainmentBy.Queue:
                var queues = keys.Select(k => QueueId.TryParse(k, out var id) ? id : default).ToList();
                return await db.Queues.Where(q => queues.Contains(q.Id)).ToDictionaryAsync(q => q.Id.ToString(), q => q.Name, ct);
            case AttainmentBy.Policy:
                return await db.SlaPolicies.ToDictionaryAsync(p => p.Id.ToString(), p => p.Name, ct);
            default:
                return keys.ToDictionary(k => k);
        }
    }

    private void MustRead()
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        if (!actor.May(DeskPermissions.ReadTickets)) throw new Forbidden(DeskPermissions.ReadTickets);
    }

    private sealed record Cell(
        ClockTarget Target, OrganizationId? Organization, QueueId Queue, SlaPolicyId? Policy, Priority Priority, long Met, long Missed, long ByChange, long Lapsed, long ByMacro, long Revised,
        long FirstMet, long Again, long Counted, long Customer, long Engineering, long Hold)
    {
        public Attainment Count => new(Met, Missed, ByChange, Lapsed, ByMacro, Revised, FirstMet, Again, Counted, Customer, Engineering, Hold);
    }
}
