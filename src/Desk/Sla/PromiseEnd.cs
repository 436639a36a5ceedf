using Bridgewatch.Desk.Tickets;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>How a promise ended.</summary>
public enum PromiseOutcome
{
    /// <summary>It was done in time.</summary>
    Met,

    /// <summary>Time passed, and it was not done. It is missed from then on, whether it was done later or is still owed.</summary>
    Missed,

    /// <summary>It was late because its target was changed, and not because time passed. It stands beside attainment and not in it.</summary>
    MissedByChange,

    /// <summary>It came to nothing before it was due: the ticket was solved before anybody answered, was closed, or no answer was needed.</summary>
    Lapsed,
}

/// <summary>A promise about a ticket that came to an end once, as it stands now.</summary>
/// <param name="At">When it was decided: it became late, was done, or lapsed. Null while it is owed again, after a solved ticket was reopened.</param>
/// <param name="Outcome">Null like <paramref name="At"/>.</param>
/// <param name="FirstAt">When it was decided first.</param>
/// <param name="First">How it was decided then.</param>
/// <param name="Revised">How often it went on after it was over.</param>
/// <param name="ByMacro">It was met by words that a macro wrote, and nobody else.</param>
/// <param name="Counted">Business time that counted, until it ended or now.</param>
/// <param name="Terms">Those that it was decided by.</param>
public sealed record PromiseEnd(
    ClockTarget Target, int Cycle, Instant StartedAt, Instant? At, PromiseOutcome? Outcome, Instant FirstAt, PromiseOutcome First, int Revised, bool ByMacro,
    Duration Counted, Duration WaitedOnCustomer, Duration WaitedOnEngineering, Duration OnHold, ClockTerms Terms)
{
    internal static PromiseEnd? Of(ClockTarget target, ClockRun run, Instant at)
    {
        if (run.First is not { } first || (run.LateUnder ?? run.Decided) is not { } terms) return null;
        var calendar = terms.Calendar;
        return new(
            target, run.Cycle, run.StartedAt, run.BreachedAt ?? run.MetAt ?? run.EndedAt, run.Outcome, first.At, first.Outcome, run.Revised, run.ByMacro, run.Elapsed(calendar, at),
            run.Held(calendar, TicketStatus.WaitingOnCustomer, at), run.Held(calendar, TicketStatus.WaitingOnEngineering, at), run.Held(calendar, TicketStatus.OnHold, at), terms);
    }
}
