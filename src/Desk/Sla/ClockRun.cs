using Bridgewatch.Catalog.Calendars;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>The life of one clock: when it ran, when it was held, how it ended, when it became late. It keeps instants and no sums, so that
/// another target or calendar finds all it needs.</summary>
internal sealed class ClockRun(Instant start, int cycle)
{
    private readonly List<Interval> _counted = [];
    private Instant? _runsSince = start;

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

    public void Hold(Instant at)
    {
        if (_runsSince is { } since && at > since) _counted.Add(new(since, at));
        _runsSince = null;
    }

    public void GoOn(Instant at)
    {
        (MetAt, EndedAt, Final) = (null, null, null);
        _runsSince ??= at;
    }

    public void Meet(Instant at)
    {
        Hold(at);
        MetAt = at;
    }

    public void End(Instant at)
    {
        Hold(at);
        EndedAt = at;
    }

    public void IsJudgedBy(ClockTerms terms, Duration target) => Final ??= (terms, target);

    /// <summary>Notes that it became late before an instant, under the terms that were in force until then.</summary>
    public void PassesUntil(Instant at, ClockTerms terms, Duration target)
    {
        if (BreachedAt is not null || _runsSince is not { } since || Due(terms.Calendar, target) is not { } due) return;
        // What was used up exactly when it was held becomes late with the first moment in which it runs again.
        var late = Instant.Max(due, since);
        if (at <= late) return;
        (BreachedAt, ByReclassification) = (late, due < since && Elapsed(terms.Calendar, since) > target);
    }

    /// <summary>Notes that terms which came into force at an instant make it late there and then.</summary>
    public void JudgedBy(Instant at, ClockTerms terms, Duration target)
    {
        if (BreachedAt is not null || _runsSince is null || Due(terms.Calendar, target) is not { } due || due >= at) return;
        (BreachedAt, ByReclassification) = (at, true);
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
}
