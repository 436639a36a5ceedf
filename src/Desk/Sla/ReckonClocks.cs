using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>Reckons the clocks of a ticket anew, acts on what passed, and sets when to look again.</summary>
/// <param name="Since">When that happened which may change what is promised; null when only time passed.</param>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record ReckonClocks(TicketId Ticket, Instant? Since = null) : ICommand, IBulkCommand
{
    /// <summary>The kind of due work that sends it: a threshold has come.</summary>
    public const string Kind = "desk.sla-threshold";

    internal static DueHandler Handler { get; } = new(Kind, item => new ReckonClocks(new TicketId(item.Subject)));
}

internal sealed class ReckonClocksHandler(BridgewatchDb db, Envelope envelope, Journal journal, DueWork due, SlaBook book, ClockHistory history, EndedPromises ended, Settings settings) : ICommandHandler<ReckonClocks>
{
    /// <summary>In percent of a target, before it is due.</summary>
    private static readonly int[] Thresholds = [50, 75, 90];

    public async ValueTask<Unit> Handle(ReckonClocks command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Where(t => t.Id == command.Ticket).Select(t => new { t.Id, t.Priority, t.Queue, t.Organization, t.IsSpam }).SingleOrDefaultAsync(ct);
        if (ticket is null) return default;
        var facts = await history.Facts(ticket.Id, ct);
        var last = facts.Select(f => f.Fact).OfType<TicketPromised>().LastOrDefault();
        var now = command.Since is { } since ? await book.For(ticket.Id, ticket.Priority, last, since, ct) : last;
        if (now is null || (last is null && now.Policy is null)) return default;
        if (last is null || (now with { Since = last.Since }) != last)
        {
            journal.Record(About(ticket.Id), now);
            facts = [.. facts, (now, envelope.At, ActorKind.System)];
        }
        var clocks = await history.Clocks(facts, ct);
        var read = clocks.Read(envelope.At);
        await Keep(ticket.Id, read, ct);
        // What was said of spam was promised to nobody.
        await ended.Keep(new(ticket.Id, ticket.Queue, ticket.Organization), ticket.IsSpam ? [] : clocks.Ended(envelope.At), ct);
        await Rank(ticket.Id, read, ct);
        if (clocks.NextThreshold(Thresholds, envelope.At) is { } next) await due.Set(ReckonClocks.Kind, ticket.Id.Value, next, ct);
        else await due.Cancel(ReckonClocks.Kind, ticket.Id.Value, ct);
        return default;
    }

    private async Task Keep(TicketId ticket, IReadOnlyList<Clock> clocks, CancellationToken ct)
    {
        var kept = await db.AllTicketClocks.Where(c => c.Ticket == ticket).ToDictionaryAsync(c => c.Target, ct);
        foreach (var clock in clocks)
        {
            if (!kept.Remove(clock.Target, out var row)) db.Add(row = new() { Ticket = ticket, Target = clock.Target });
            var wasLate = row.BreachedAt is not null && row.Cycle == clock.Cycle;
            row.Take(clock, envelope.At);
            if (clock.BreachedAt is { } at && !wasLate) journal.Record(About(ticket), new SlaBreached(ticket, clock.Target, clock.Cycle, at, clock.ByReclassification));
            if (clock.State == ClockState.Running) Warn(row, clock);
        }
        db.RemoveRange(kept.Values);
    }

    /// <summary>Where it stands in its queue. That is no change of the ticket: whoever writes to it at the same time is not held up.</summary>
    private async Task Rank(TicketId id, IReadOnlyList<Clock> clocks, CancellationToken ct)
    {
        var kept = db.Tickets.Where(t => t.Id == id);
        var ticket = await kept.AsNoTracking().Select(t => new { t.Status, t.Priority, t.ImpactPoints, t.OpenedAt, t.SnoozedUntil, t.DueAt, t.DueTarget, t.BreachedAt, t.RankAt, t.RankTerm }).SingleAsync(ct);
        var due = clocks.Where(c => c is { State: ClockState.Running, DueAt: not null }).Select(c => new NearestDue(c.Target, c.DueAt!.Value)).MinBy(d => d.At);
        var (at, target, breached) = (due?.At, due?.Target, clocks.Max(c => c.BreachedAt));
        var rank = QueueRank.Of(new(ticket.Status, ticket.Priority, ticket.ImpactPoints, ticket.OpenedAt, ticket.SnoozedUntil is not null, due), await settings.Get<PatienceSettings>(ct));
        if ((at, target, breached, rank.At, rank.Reason.Term) == (ticket.DueAt, ticket.DueTarget, ticket.BreachedAt, ticket.RankAt, ticket.RankTerm)) return;
        await kept.ExecuteUpdateAsync(s => s.SetProperty(t => t.DueAt, at).SetProperty(t => t.DueTarget, target).SetProperty(t => t.BreachedAt, breached)
            .SetProperty(t => t.RankAt, rank.At).SetProperty(t => t.RankTerm, rank.Reason.Term), ct);
    }

    private void Warn(TicketClock row, Clock clock)
    {
        var target = clock.Elapsed + clock.Remaining!.Value;
        var passed = clock.Late ? 100 : Thresholds.LastOrDefault(t => clock.Elapsed * 100 >= target * t);
        if (passed <= row.Passed) return;
        row.Passed = passed;
        if (passed < 100) journal.Record(About(row.Ticket), new SlaWarned(row.Ticket, row.Target, row.Cycle, passed, row.DueAt));
    }

    private static Subject About(TicketId ticket) => new("ticket", ticket.Value);
}
