using Bridgewatch.Catalog.Calendars;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Triggers;

/// <summary>Lets triggers act for which enough time has passed, on tickets that are not solved. Each acts once from each start of its time, and not from
/// one that it made itself.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record SweepTriggers : ICommand, IBulkCommand
{
    /// <summary>The kind of due work that sends it.</summary>
    public const string Kind = "desk.sweep-triggers";

    internal static DueHandler Handler { get; } = new(Kind, _ => new SweepTriggers(), Duration.FromMinutes(5));
}

internal sealed class SweepTriggersHandler(
    BridgewatchDb db, Envelope envelope, DueWork due, TriggerMemory memory, TriggerConditions conditions, TriggerWork work, KnownCalendars calendars) : ICommandHandler<SweepTriggers>
{
    /// <summary>So few that nobody waits for them, since on SQLite one writer serves everybody. The rest comes at once after them.</summary>
    private const int AtOnce = 20;

    public async ValueTask<Unit> Handle(SweepTriggers command, CancellationToken ct)
    {
        var left = AtOnce;
        foreach (var trigger in (await memory.Book(ct)).ByTime)
        {
            foreach (var (queues, since, until) in await Spans(trigger, ct))
            {
                if (left == 0) break;
                foreach (var ticket in await Due(trigger, queues, since, until, left, ct))
                {
                    left--;
                    await Act(trigger, ticket, ct);
                }
            }
        }
        if (left == 0) await due.Set(SweepTriggers.Kind, Guid.Empty, envelope.At, ct);
        return default;
    }

    /// <summary>From when on, and until when, time must have begun. In business time that is another span for each calendar.</summary>
    /// <returns>With the queues for which each holds; null for all.</returns>
    private async Task<List<(List<QueueId>? Queues, Instant Since, Instant Until)>> Spans(KnownTrigger trigger, CancellationToken ct)
    {
        var time = trigger.Text.After!;
        var all = ((List<QueueId>?)null, trigger.Since - Duration.FromHours(time.Hours), envelope.At - Duration.FromHours(time.Hours));
        if (!time.Business) return [all];
        var spans = new List<(List<QueueId>?, Instant, Instant)>();
        foreach (var group in (await db.Queues.Select(q => new { q.Id, q.Calendar }).ToListAsync(ct)).GroupBy(q => q.Calendar))
        {
            var known = group.Key is { } id ? await calendars.Find(id, null, ct) : null;
            var queues = group.Select(q => q.Id).ToList();
            if (known is null) spans.Add((queues, all.Item2, all.Item3));
            else if (Back(known.Reckons, envelope.At, time.Hours) is { } until) spans.Add((queues, Back(known.Reckons, trigger.Since, time.Hours) ?? NodaConstants.UnixEpoch, until));
        }
        return spans;
    }

    /// <summary>Null where there never was so much business time.</summary>
    private static Instant? Back(BusinessCalendar calendar, Instant from, int hours)
    {
        try
        {
            return calendar.Subtract(from, Duration.FromHours(hours));
        }
        catch (Refusal)
        {
            return null;
        }
    }

    private async Task<List<DueTicket>> Due(KnownTrigger trigger, List<QueueId>? queues, Instant since, Instant until, int most, CancellationToken ct)
    {
        var open = db.Tickets.Where(t => !t.IsSolved && t.MergedInto == null && (t.Origin == Origin.Live || t.Origin == Origin.Drill));
        if (queues is not null) open = open.Where(t => queues.Contains(t.Queue));
        if (await conditions.Bind(trigger.Text.When, ct) is not { } bound) return [];
        open = bound.On(open, db.Database.IsNpgsql());
        var (id, runs) = (trigger.Id, db.AllTriggerRuns);
        return await Starts(open, trigger.Text.After!.Since)
            .Where(t => t.Start >= since && t.Start <= until && !runs.Any(r => r.Ticket == t.Ticket && r.Trigger == id && (r.Since == t.Start || r.At == t.Start)))
            .OrderBy(t => t.Start).ThenBy(t => t.Ticket).Take(most).ToListAsync(ct);
    }

    private static IQueryable<DueTicket> Starts(IQueryable<Ticket> tickets, TriggerSince since) => since switch
    {
        TriggerSince.Opened => tickets.Select(t => new DueTicket { Ticket = t.Id, Start = t.OpenedAt }),
        TriggerSince.LastChange => tickets.Select(t => new DueTicket { Ticket = t.Id, Start = t.UpdatedAt }),
        TriggerSince.CustomerWrote => tickets.Where(t => t.LastInboundAt != null).Select(t => new DueTicket { Ticket = t.Id, Start = t.LastInboundAt!.Value }),
        TriggerSince.Replied => tickets.Where(t => t.LastReplyAt != null).Select(t => new DueTicket { Ticket = t.Id, Start = t.LastReplyAt!.Value }),
        _ => tickets.Select(t => new DueTicket { Ticket = t.Id, Start = t.StatusSince }),
    };

    private async Task Act(KnownTrigger trigger, DueTicket found, CancellationToken ct)
    {
        var ticket = await db.Tickets.AsNoTracking().SingleAsync(t => t.Id == found.Ticket, ct);
        await work.Act(trigger, ticket, TriggerCause.Of(envelope.Correlation, envelope.At, trigger.Text.After!.Since, found.Start), stop: null, ct);
    }

    private sealed record DueTicket
    {
        public TicketId Ticket { get; init; }

        public Instant Start { get; init; }
    }
}
