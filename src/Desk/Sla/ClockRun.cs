using Bridgewatch.Catalog.Calendars;
using Bridgewatch.Desk.Tickets;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>The life of one clock: when it ran, when it was held, how it ended, when it became late. It keeps instants and no sums, so that
/// another target or calendar finds all it needs.</summary>
internal sealed class ClockRun(Instant start, int cycle)
{
    private readonly List<Interval> _counted = [];
    private readonly List<(Interval Span, TicketStatus Status)> _held = [];
    private Instant? _runsSince = start;
    private (Instant Since, TicketStatus Status)? _holds;

    public Instant StartedAt => start;

    public int Cycle => cycle;

    public Instant? MetAt { get; private set; }

    public Instant? EndedAt { get; private set; }

    public Instant? BreachedAt { get; private set; }

    public bool ByReclassification { get; private set; }

    public bool IsOver => (MetAt ?? EndedAt) is not null;

    public bool IsRunning => _runsSince is not null;

    /// <summary>The terms under which it was over. Those of later do not judge it again.</summary>
    public (ClockTerms Terms, Duration Target)? Final { get; private set; }

    /// <summary>The terms under which it was first late.</summary>
    public ClockTerms? LateUnder { get; private set; }

    /// <summary>The terms under which it was last over; they stay known while it goes on again.</summary>
    public ClockTerms? Decided { get; private set; }

    /// <summary>How it ended first, whatever came of it when it was reopened; null while it never did, and where nothing was promised then.</summary>
    public (Instant At, PromiseOutcome Outcome)? First { get; private set; }

    /// <summary>How often it went on after it was over.</summary>
    public int Revised { get; private set; }

    /// <summary>It was met by words that a macro wrote, and nobody else.</summary>
    public bool ByMacro { get; private set; }

    /// <summary>How it stands; null while it is open and not late.</summary>
    public PromiseOutcome? Outcome => this switch
    {
        { BreachedAt: not null } => ByReclassification ? PromiseOutcome.MissedByChange : PromiseOutcome.Missed,
        { MetAt: not null } => PromiseOutcome.Met,
        { EndedAt: not null } => PromiseOutcome.Lapsed,
        _ => null,
    };

    public void Hold(Instant at, TicketStatus why)
    {
        Stop(at);
        if (_holds is { } holds && holds.Status == why) return;
        Release(at);
        _holds = (at, why);
    }

    public void GoOn(Instant at)
    {
        Release(at);
        if (IsOver) Revised++;
        (MetAt, EndedAt, Final, ByMacro) = (null, null, null, false);
        _runsSince ??= at;
    }

    public void Meet(Instant at, bool byMacro = false)
    {
        Stop(at);
        Release(at);
        (MetAt, ByMacro) = (at, byMacro);
    }

    public void End(Instant at)
    {
        Stop(at);
        Release(at);
        EndedAt = at;
    }

    /// <param name="at">Now: what was over before anything was promised is no promise that ended.</param>
    public void IsJudgedBy(ClockTerms terms, Duration target, Instant at)
    {
        Final ??= (terms, target);
        if ((MetAt ?? EndedAt) != at) return;
        First ??= (at, Outcome!.Value);
        Decided = terms;
    }

    /// <summary>Notes that it became late before an instant, under the terms that were in force until then.</summary>
    public void PassesUntil(Instant at, ClockTerms terms, Duration target)
    {
        if (BreachedAt is not null || _runsSince is not { } since || Due(terms.Calendar, target) is not { } due) return;
        // What was used up exactly when it was held becomes late with the first moment in which it runs again.
        var late = Instant.Max(due, since);
        if (at <= late) return;
        IsLate(late, due < since && Elapsed(terms.Calendar, since) > target, terms);
    }

    /// <summary>Notes that terms which came into force at an instant make it late there and then.</summary>
    public void JudgedBy(Instant at, ClockTerms terms, Duration target)
    {
        if (BreachedAt is not null || _runsSince is null || Due(terms.Calendar, target) is not { } due || due >= at) return;
        IsLate(at, true, terms);
    }

    /// <summary>Business time during which it was held, by the status of the ticket.</summary>
    public Duration Held(BusinessCalendar calendar, TicketStatus status, Instant until)
    {
        var held = Duration.Zero;
        foreach (var (span, _) in _held.Where(h => h.Status == status)) held += calendar.Between(span.Start, span.End);
        return _holds is { } holds && holds.Status == status && until > holds.Since ? held + calendar.Between(holds.Since, until) : held;
    }

    public Duration Elapsed(BusinessCalendar calendar, Instant at)
    {
        var elapsed = Duration.Zero;
        foreach (var part in _counted) elapsed += calendar.Between(part.Start, part.End);
        return _runsSince is { } since && at > since ? elapsed + calendar.Between(since, at) : elapsed;
    }

    /// <summary>The earliest instant at which the counted time reaches the target, if it goes on as it does; of what is over, if it had gone on.</summary>
    /// <returns>Null while it is held and the target not reached: nobody knows when it goes on.</returns>
    public Instant? Due(BusinessCalendar calendar, Duration target)
    {
        var left = target;
        foreach (var part in _counted)
        {
            var counted = calendar.Between(part.Start, part.End);
            if (counted >= left) return calendar.Add(part.Start, left);
            left -= counted;
        }
        return (_runsSince ?? MetAt ?? EndedAt) is { } from ? calendar.Add(from, left) : null;
    }

    public Clock Read(ClockTarget what, ClockTerms terms, Duration target, Instant at)
    {
        var elapsed = Elapsed(terms.Calendar, at);
        return new(what, cycle, State, BreachedAt is not null, start, Due(terms.Calendar, target), elapsed, target - elapsed,
            MetAt, BreachedAt, ByReclassification, terms.Policy);
    }

    private ClockState State => this switch
    {
        { MetAt: not null } => ClockState.Met,
        { EndedAt: not null } => ClockState.Ended,
        { _runsSince: not null } => ClockState.Running,
        _ => ClockState.Paused,
    };

    private void IsLate(Instant at, bool byChange, ClockTerms terms)
    {
        (BreachedAt, ByReclassification, LateUnder) = (at, byChange, terms);
        First ??= (at, Outcome!.Value);
    }

    private void Stop(Instant at)
    {
        if (_runsSince is { } since && at > since) _counted.Add(new(since, at));
        _runsSince = null;
    }

    private void Release(Instant at)
    {
        if (_holds is { } holds && at > holds.Since) _held.Add((new(holds.Since, at), holds.Status));
        _holds = null;
    }
}
