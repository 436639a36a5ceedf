using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Triggers;

/// <summary>Asks each trigger about something that happened to a ticket, in their order: each sees what those before it did.</summary>
internal sealed class TriggerLooks(BridgewatchDb db, Envelope envelope, TriggerMemory memory, TriggerConditions conditions, TriggerWork work)
{
    /// <param name="happened">All that the entry is.</param>
    public async ValueTask Look(TicketId id, Entry entry, IReadOnlyList<TriggerEvent> happened, CancellationToken ct)
    {
        var asked = (await memory.Book(ct)).ByEvent.Where(t => t.Text.On.Any(happened.Contains)).ToList();
        // Spam counts nowhere, and what goes on in another ticket is that one's.
        if (asked.Count == 0 || await Read(id, ct) is not { IsSpam: false, MergedInto: null } ticket) return;
        var (rootAt, depth) = await Chain(id, entry, ct);
        var verdicts = new List<TriggerVerdict>();
        foreach (var trigger in asked)
        {
            var verdict = await Ask(trigger, ticket, TriggerCause.Of(entry.Correlation, rootAt, depth, trigger.Text.On.First(happened.Contains)), ct);
            verdicts.Add(verdict);
            if (verdict.Answer == TriggerAnswer.Acted) ticket = (await Read(id, ct))!;
        }
        await Keep(TriggerLook.Of(id, entry.Seq, envelope.At, happened[0], verdicts), ct);
    }

    private async Task<TriggerVerdict> Ask(KnownTrigger trigger, Ticket ticket, TriggerCause cause, CancellationToken ct)
    {
        if (await conditions.NotSo(trigger.Text.When, ticket, ct) is { } because) return Say(TriggerAnswer.NotSo, because);
        var acted = await db.AllTriggerRuns.AnyAsync(r => r.Ticket == ticket.Id && r.Trigger == trigger.Id && r.Cause == cause.Key, ct);
        if (acted && cause.Depth == 0) return Say(TriggerAnswer.ActedBefore);
        TriggerStop? stop = acted ? TriggerStop.Itself : cause.Depth >= TriggerRun.Deepest ? TriggerStop.Depth : null;
        var run = await work.Act(trigger, ticket, cause, stop, ct);
        return Say(run.Outcome switch
        {
            TriggerOutcome.Stopped => TriggerAnswer.Stopped,
            TriggerOutcome.Observed => TriggerAnswer.WouldHaveActed,
            _ => TriggerAnswer.Acted,
        }, run.Stop is { } why ? Words.Of(why) : null);

        TriggerVerdict Say(TriggerAnswer answer, string? why = null) => new(trigger.Id, trigger.Text.Name, answer, why);
    }

    private Task<Ticket?> Read(TicketId id, CancellationToken ct) =>
        db.Tickets.AsNoTracking().Include(t => t.Codes).Include(t => t.Labels).Include(t => t.FieldValues).AsSplitQuery().SingleOrDefaultAsync(t => t.Id == id, ct);

    /// <summary>What a trigger did belongs to the chain in which it acted.</summary>
    private async Task<(Instant RootAt, int Depth)> Chain(TicketId ticket, Entry entry, CancellationToken ct)
    {
        if (!entry.Actor.StartsWith(Caller.TriggerPrefix, StringComparison.Ordinal) || !TriggerId.TryParse(entry.Actor[Caller.TriggerPrefix.Length..], out var by)) return (entry.At, 0);
        var (correlation, at) = (entry.Correlation, entry.At);
        var run = await db.AllTriggerRuns.Where(r => r.Ticket == ticket && r.At == at && r.Trigger == by && r.Correlation == correlation)
            .Select(r => new { r.RootAt, r.Depth }).FirstOrDefaultAsync(ct);
        return run is null ? (at, 1) : (run.RootAt, run.Depth + 1);
    }

    /// <summary>The newest of a ticket are kept.</summary>
    private async Task Keep(TriggerLook look, CancellationToken ct)
    {
        var id = look.Ticket;
        var oldest = await db.AllTriggerLooks.Where(l => l.Ticket == id).OrderByDescending(l => l.Seq).Skip(TriggerLook.MostOfTicket - 1).Select(l => (long?)l.Seq).FirstOrDefaultAsync(ct);
        if (oldest is { } seq) await db.AllTriggerLooks.Where(l => l.Ticket == id && l.Seq <= seq).ExecuteDeleteAsync(ct);
        db.AllTriggerLooks.Add(look);
    }
}

/// <summary>Asks the conditions of triggers. A program asks, so nobody is <c>me</c>, and days are those of UTC.</summary>
internal sealed class TriggerConditions(BridgewatchDb db, Envelope envelope)
{
    /// <summary>To be asked of the database; null where it names what is there no more, and nothing fits it.</summary>
    public async Task<BoundQuery<Ticket>?> Bind(string when, CancellationToken ct)
    {
        try
        {
            return await TicketNoun.Instance.Read(when).Bind("when", new(null, envelope.At, DateTimeZone.Utc), new NamesInQueries(db, Actor.System).Find, ct);
        }
        catch (Invalid)
        {
            return null;
        }
    }

    /// <summary>What of a condition is not so of a ticket; null where all of it is.</summary>
    /// <param name="ticket">With its codes, labels and field values.</param>
    public async Task<string?> NotSo(string when, Ticket ticket, CancellationToken ct)
    {
        var reading = TicketNoun.Instance.Read(when);
        if (reading.Errors is [var error, ..]) return error.What;
        try
        {
            foreach (var part in reading.Parts)
            {
                var bound = await TicketNoun.Instance.Read(part.ToString()).Bind("when", new(null, envelope.At, DateTimeZone.Utc), new NamesInQueries(db, Actor.System).Find, ct);
                // It is asked once: to translate it into machine code would take longer.
                if (!bound.Condition.Compile(preferInterpretation: true)(ticket)) return bound.Text;
            }
            return null;
        }
        catch (Invalid invalid)
        {
            // What it names is there no more, and so nothing fits it.
            return invalid.Errors.SelectMany(e => e.Value).First();
        }
    }
}
