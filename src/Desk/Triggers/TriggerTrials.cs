using Bridgewatch.Desk.Sla;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Triggers;

/// <summary>Which tickets of the last 90 days a trigger would have met. Its condition is asked of them as they stand now, since that is what is kept.</summary>
/// <param name="Tickets">So many had what it looks at happen to them; by time: so many are unsolved for which enough time has passed.</param>
/// <param name="Capped">There were more; the newest were looked at.</param>
/// <param name="Fits">Of these, those that fulfil its condition.</param>
/// <param name="MayHaveBeenOtherwise">Fields of its condition that may have said something else when it happened. Where there are none, the figure is what it would have been.</param>
/// <param name="Examples">Some of those, newest first, as far as the actor sees them.</param>
public sealed record TriggerTrial(Instant From, Instant Until, int Tickets, bool Capped, int Fits, IReadOnlyList<string> MayHaveBeenOtherwise, IReadOnlyList<TriggerTrialCase> Examples);

/// <summary>A ticket that a trigger would have met.</summary>
public sealed record TriggerTrialCase(TicketNumber Ticket, string Subject);

/// <summary>Tries triggers on what happened, and changes nothing.</summary>
internal sealed class TriggerTrials(BridgewatchDb db, Actor actor, TriggerQueries queries, TriggerChecks checks, NamesInQueries names, JournalTypes types, IClock clock)
{
    private const int Days = 90, MostTickets = 20_000, MostExamples = 20;

    /// <summary>What does not change once a ticket is there, or hardly ever.</summary>
    private static readonly string[] Steady = ["created", "channel", "origin", "number", "brand", "requester", "organization", "region", "type", "subject"];

    /// <exception cref="NotVisible">There is none.</exception>
    public async Task<TriggerTrial> Of(TriggerId id, CancellationToken ct)
    {
        queries.MustManage();
        var trigger = await db.AllTriggers.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id && !t.Archived, ct) ?? throw new NotVisible("trigger");
        return await Of(trigger.Text, ct);
    }

    /// <exception cref="Invalid">Something is wrong with it; all of it is said.</exception>
    public async Task<TriggerTrial> Of(TriggerText wanted, CancellationToken ct)
    {
        queries.MustManage();
        var text = await checks.MustBeFine(wanted, ct);
        var until = clock.GetCurrentInstant();
        var from = until - Duration.FromDays(Days);
        var met = text.After is { } after ? await OverTime(after, until, ct) : await Happened(text.On, from, ct);
        var bound = await TicketNoun.Instance.Read(text.When).Bind("when", new(null, until, DateTimeZone.Utc), names.Find, ct);
        var fitting = new List<TicketId>();
        foreach (var some in met.Take(MostTickets).Chunk(1_000).Select(c => c.ToList()))
            fitting.AddRange(await bound.On(db.Tickets.Where(t => some.Contains(t.Id) && !t.IsSpam && (t.Origin == Origin.Live || t.Origin == Origin.Drill)), db.Database.IsNpgsql()).Select(t => t.Id).ToListAsync(ct));
        return new(from, until, Math.Min(met.Count, MostTickets), met.Count > MostTickets, fitting.Count, Otherwise(text), await Examples(fitting, ct));
    }

    /// <summary>The newest first.</summary>
    private async Task<List<TicketId>> Happened(IReadOnlyList<TriggerEvent> events, Instant from, CancellationToken ct)
    {
        if (events is [TriggerEvent.Opened])
            return await db.Tickets.Where(t => t.OpenedAt >= from && (t.Origin == Origin.Live || t.Origin == Origin.Drill)).OrderByDescending(t => t.OpenedAt).Take(MostTickets + 1).Select(t => t.Id).ToListAsync(ct);
        var found = new List<(TicketId Ticket, Instant At)>();
        foreach (var type in events.SelectMany(Facts).Distinct().Select(types.NameOf))
        {
            var rows = await db.Journal.Where(r => r.Type == type && r.At >= from && (r.Origin == Origin.Live || r.Origin == Origin.Drill)).OrderByDescending(r => r.Seq).Take(MostTickets)
                .Select(r => new { r.SubjectId, r.At, r.Data }).ToListAsync(ct);
            found.AddRange(rows.Where(r => types.Read(type, r.Data) is { } fact && Counts(fact)).Select(r => (new TicketId(r.SubjectId), r.At)));
        }
        return [.. found.OrderByDescending(f => f.At).Select(f => f.Ticket).Distinct().Take(MostTickets + 1)];
    }

    /// <summary>As <see cref="LookAtTriggers"/> hears of them.</summary>
    private static IEnumerable<Type> Facts(TriggerEvent happened) => happened switch
    {
        TriggerEvent.Opened => [typeof(TicketOpened)],
        TriggerEvent.CustomerWrote => [typeof(CustomerWrote)],
        TriggerEvent.Replied => [typeof(TicketReplied)],
        TriggerEvent.Noted => [typeof(NoteAdded)],
        TriggerEvent.StatusChanged => [typeof(StatusChanged), typeof(TicketResolved), typeof(TicketReopened), typeof(TicketClosed)],
        TriggerEvent.PriorityChanged => [typeof(ImpactChanged), typeof(PriorityOverridden), typeof(PriorityFollowsScore), typeof(PrioritySetByTrigger)],
        TriggerEvent.Assigned => [typeof(TicketAssigned)],
        TriggerEvent.Unassigned => [typeof(TicketUnassigned)],
        TriggerEvent.Moved => [typeof(TicketSent)],
        TriggerEvent.Resolved => [typeof(TicketResolved)],
        TriggerEvent.Reopened => [typeof(TicketReopened)],
        TriggerEvent.Closed => [typeof(TicketClosed)],
        TriggerEvent.DueSoon => [typeof(SlaWarned)],
        _ => [typeof(SlaBreached)],
    };

    private static bool Counts(JournalEvent fact) => fact switch
    {
        NoteAdded f => LookAtTriggers.IsHeard(f),
        ImpactChanged f => f.Priority != f.PriorityBefore,
        PriorityOverridden f => f.From != f.To,
        PriorityFollowsScore f => f.From != f.To,
        SlaWarned f => f.Percent >= LookAtTriggers.DueSoon,
        SlaBreached f => !f.ByReclassification,
        _ => true,
    };

    private async Task<List<TicketId>> OverTime(TriggerTime time, Instant now, CancellationToken ct)
    {
        var until = now - Duration.FromHours(time.Hours);
        var open = db.Tickets.Where(t => !t.IsSolved && t.MergedInto == null);
        open = time.Since switch
        {
            TriggerSince.Opened => open.Where(t => t.OpenedAt <= until),
            TriggerSince.LastChange => open.Where(t => t.UpdatedAt <= until),
            TriggerSince.CustomerWrote => open.Where(t => t.LastInboundAt <= until),
            TriggerSince.Replied => open.Where(t => t.LastReplyAt <= until),
            _ => open.Where(t => t.StatusSince <= until),
        };
        return await open.OrderByDescending(t => t.Number).Take(MostTickets + 1).Select(t => t.Id).ToListAsync(ct);
    }

    private static IReadOnlyList<string> Otherwise(TriggerText text)
    {
        if (text.After is not null) return [];
        var named = new List<string>();
        TicketNoun.Instance.Read(text.When).Mentions(term =>
        {
            named.Add(term.Field);
            return false;
        });
        return [.. named.Except(Steady).Distinct().Order(StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<TriggerTrialCase>> Examples(List<TicketId> fitting, CancellationToken ct)
    {
        var newest = fitting.Take(10 * MostExamples).ToList();
        var masked = actor.IsMasked(DeskPermissions.ReadTickets);
        var seen = await db.Tickets.VisibleTo(actor).Where(t => newest.Contains(t.Id)).OrderByDescending(t => t.Number).Take(MostExamples)
            .Select(t => new { t.Number, t.Requester, t.Subject }).ToListAsync(ct);
        return seen.ConvertAll(t => new TriggerTrialCase(t.Number, TicketSight.SubjectFor(masked, t.Requester, t.Subject)));
    }
}
