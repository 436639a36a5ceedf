using System.Collections.Immutable;
using Bridgewatch.Desk.Tickets;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>The clocks of one ticket, made of what happened to it and of nothing else.</summary>
/// <remarks>Events are given in the order in which they were, each with the terms that are in force from it on; null where no policy fits.
/// A clock is never told how much time passed: it keeps instants, so that other terms are judged over the whole life.</remarks>
public sealed class TicketClocks
{
    private static readonly ImmutableHashSet<TicketStatus> UsualPauses = [TicketStatus.WaitingOnCustomer];

    /// <summary>At the due time itself nothing is late.</summary>
    private static readonly Duration Late = Duration.FromSeconds(1);

    private readonly List<(ClockTarget Target, ClockRun Run)> _past = [];
    private ClockTerms? _terms;
    private ClockRun? _first, _next, _resolution;
    private TicketStatus _status;
    private bool _wasAnswered;

    private IEnumerable<(ClockTarget Target, ClockRun Run)> Runs
    {
        get
        {
            if (_first is not null) yield return (ClockTarget.FirstResponse, _first);
            if (_next is not null) yield return (ClockTarget.NextResponse, _next);
            if (_resolution is not null) yield return (ClockTarget.Resolution, _resolution);
        }
    }

    public void Apply(ClockEvent happened, ClockTerms? terms)
    {
        PassUntil(happened.At);
        var newTerms = _resolution is not null && terms != _terms;
        _terms = terms;
        Happen(happened);
        Settle(happened.At);
        if (newTerms) Judge(happened.At);
        Close(happened.At);
    }

    /// <summary>As they stand at an instant, not before the last event. What the terms do not promise is left out, unless it was late once.</summary>
    public IReadOnlyList<Clock> Read(Instant at)
    {
        PassUntil(at);
        return [.. Enum.GetValues<ClockTarget>().Select(target => Read(target, at)).OfType<Clock>()];
    }

    /// <summary>The promises that came to an end, or were late, until an instant; of every cycle. What nothing was promised for is not among them.</summary>
    public IReadOnlyList<PromiseEnd> Ended(Instant at)
    {
        PassUntil(at);
        return [.. _past.Concat(Runs).Select(r => PromiseEnd.Of(r.Target, r.Run, at)).OfType<PromiseEnd>()];
    }

    /// <summary>When the next of some shares of a target has passed, or it is due: the first such instant after another one, of all clocks that run.</summary>
    /// <param name="percent">Shares of a target.</param>
    public Instant? NextThreshold(IReadOnlyList<int> percent, Instant after)
    {
        Instant? next = null;
        foreach (var (what, run) in Runs)
        {
            if (!run.IsRunning || Promised(what) is not { } target) continue;
            foreach (var at in percent.Select(p => run.Due(_terms!.Calendar, target * p / 100)).Append(run.Due(_terms!.Calendar, target) + Late).OfType<Instant>().Where(t => t > after))
                next = next is { } first ? Instant.Min(first, at) : at;
        }
        return next;
    }

    private void PassUntil(Instant at)
    {
        foreach (var (what, run) in Runs)
            if (Promised(what) is { } target) run.PassesUntil(at, _terms!, target);
    }

    private void Happen(ClockEvent happened)
    {
        var at = happened.At;
        switch (happened.Type)
        {
            case ClockEventType.Opened:
                Open(at, happened.By);
                break;
            case ClockEventType.Replied when happened is { By: ClockActor.Agent, Auto: false }:
                Answer(at, happened.ByMacro);
                break;
            case ClockEventType.Replied when happened is { By: ClockActor.Customer, Auto: false }:
                Ask(at);
                break;
            case ClockEventType.Status:
                Turn(happened.To ?? _status, at);
                break;
            case ClockEventType.Resolved:
                Turn(TicketStatus.Resolved, at);
                break;
            case ClockEventType.Reopened when _status is TicketStatus.Resolved or TicketStatus.Closed:
                Turn(TicketStatus.Open, at);
                break;
            case ClockEventType.NoReplyNeeded when _next is { IsOver: false }:
                _next.End(at);
                break;
        }
    }

    private void Open(Instant at, ClockActor by)
    {
        _resolution = new(at, 1);
        // Whom one of ours writes to first was spoken to by that.
        if (by == ClockActor.Agent && _terms is not { AnswersOwnTickets: true }) _wasAnswered = true;
        else _first = new(at, 1);
    }

    private void Answer(Instant at, bool byMacro)
    {
        _wasAnswered = true;
        if (_first is { IsOver: false }) _first.Meet(at, byMacro);
        if (_next is { IsOver: false }) _next.Meet(at, byMacro);
    }

    private void Ask(Instant at)
    {
        if (_status == TicketStatus.Closed) return;
        if (_status is TicketStatus.WaitingOnCustomer or TicketStatus.Resolved) Turn(TicketStatus.Open, at);
        // Of several messages that wait, the oldest is the one that waits longest.
        if (!_wasAnswered || _next is { IsOver: false }) return;
        if (_next is not null) _past.Add((ClockTarget.NextResponse, _next));
        _next = new(at, (_next?.Cycle ?? 0) + 1);
    }

    private void Turn(TicketStatus to, Instant at)
    {
        var wasSolved = _status is TicketStatus.Resolved or TicketStatus.Closed;
        _status = to;
        if (to is TicketStatus.Resolved or TicketStatus.Closed)
        {
            if (wasSolved) return;
            foreach (var (what, run) in Runs.Where(r => !r.Run.IsOver))
            {
                if (what == ClockTarget.Resolution && to == TicketStatus.Resolved) run.Meet(at);
                else run.End(at);
            }
        }
        else if (wasSolved)
        {
            Reopen(at);
        }
    }

    private void Reopen(Instant at)
    {
        if (_first is { EndedAt: not null }) _first.GoOn(at);
        if (_resolution is not { } solved) return;
        var within = _terms?.ReopensWithin ?? ClockTerms.DefaultReopensWithin;
        if (at - (solved.MetAt ?? solved.EndedAt) <= within)
        {
            solved.GoOn(at);
            return;
        }
        _past.Add((ClockTarget.Resolution, solved));
        _resolution = new(at, solved.Cycle + 1);
    }

    private void Settle(Instant at)
    {
        if (_resolution is not { IsOver: false } open) return;
        if ((_terms?.Pauses ?? UsualPauses).Contains(_status)) open.Hold(at, _status);
        else open.GoOn(at);
    }

    private void Judge(Instant at)
    {
        foreach (var (what, run) in Runs)
            if (Promised(what) is { } target) run.JudgedBy(at, _terms!, target);
    }

    private void Close(Instant at)
    {
        foreach (var (what, run) in Runs)
            if (run.IsOver && Promised(what) is { } target) run.IsJudgedBy(_terms!, target, at);
    }

    private Clock? Read(ClockTarget what, Instant at)
    {
        var run = Runs.FirstOrDefault(r => r.Target == what).Run;
        if (run?.Final is { } final) return run.Read(what, final.Terms, final.Target, at);
        if (Promised(what) is { } target) return run?.Read(what, _terms!, target, at) ?? Nothing(what, run: null);
        return run is { BreachedAt: not null } ? Nothing(what, run) : null;
    }

    private Duration? Promised(ClockTarget what) => _terms is { } terms && terms.Targets.TryGetValue(what, out var target) ? target : null;

    /// <summary>Nothing is owed now; that it was late once stays.</summary>
    private Clock Nothing(ClockTarget what, ClockRun? run) => new(
        what, run?.Cycle ?? 1, ClockState.None, run?.BreachedAt is not null, run?.StartedAt, null, Duration.Zero, null,
        run?.MetAt, run?.BreachedAt, run?.ByReclassification ?? false, _terms?.Policy);
}
