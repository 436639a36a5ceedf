using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Triggers;

/// <summary>Lets a trigger act on a ticket, in its own name, and keeps what came of it. What cannot be done is said, and the rest is done.</summary>
internal sealed class TriggerWork(BridgewatchDb db, Envelope envelope, Journal journal, Attempts attempts, TriggerDeeds deeds)
{
    /// <param name="stop">Why it must not; null where it may.</param>
    public async Task<TriggerRun> Act(KnownTrigger trigger, Ticket ticket, TriggerCause cause, TriggerStop? stop, CancellationToken ct)
    {
        var run = TriggerRun.Of(trigger.Id, ticket.Id, cause, envelope.At);
        stop ??= await ActedTooOften(ticket.Id, ct) ? TriggerStop.TooOften : null;
        if (stop is { } why)
        {
            db.AllTriggerRuns.Add(run.StoppedBy(why));
            journal.Record(ticket.About, new TriggerStopped(ticket.Id, trigger.Id, run.Id, why));
            return run;
        }
        if (trigger.Observes) run.Observed([.. trigger.Text.Do.Select(a => new TriggerStep(a.Do, null))]);
        envelope.Speak(Caller.ByTrigger(trigger.Id));
        if (!trigger.Observes) await Do(trigger, ticket, run, ct);
        db.AllTriggerRuns.Add(run);
        journal.Record(ticket.About, new TriggerRan(
            ticket.Id, trigger.Id, run.Id, trigger.Observes, [.. run.Steps.Select(s => s.Do)], [.. run.Steps.Where(s => s.Error is not null).Select(s => s.Do)]));
        envelope.Speak(envelope.Actor.Caller);
        return run;
    }

    private async Task Do(KnownTrigger trigger, Ticket ticket, TriggerRun run, CancellationToken ct)
    {
        var steps = new List<TriggerStep>();
        foreach (var action in trigger.Text.Do)
            steps.Add(new(action.Do, Short(await attempts.Try(() => deeds.Do(action, trigger.Id, ticket.Number, ct), ct))));
        run.Did(steps, steps.Exists(s => s is { Do: TriggerDeed.Reply, Error: null }) ? ticket.Requester : null);
    }

    private async Task<bool> ActedTooOften(TicketId ticket, CancellationToken ct)
    {
        var since = envelope.At - Duration.FromHours(1);
        return await db.AllTriggerRuns.CountAsync(r => r.Ticket == ticket && r.At > since && (r.Outcome == TriggerOutcome.Done || r.Outcome == TriggerOutcome.Partly), ct) >= TriggerRun.MostInAnHour;
    }

    private static string? Short(string? error) => error is { Length: > TriggerStep.LongestError } ? error[..TriggerStep.LongestError] : error;
}
