using Bridgewatch.Desk.Sla;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Desk.Promises;

/// <summary>A month of a zone.</summary>
/// <param name="Until">The first instant after it.</param>
/// <param name="IsOver">Whether all of it lies behind: what is still owed on its last day may be missed on the next.</param>
public sealed record ReportMonth(YearMonth Month, DateTimeZone Zone, Instant From, Instant Until, bool IsOver)
{
    public string Name => YearMonthPattern.Iso.Format(Month);

    public static ReportMonth Of(YearMonth month, DateTimeZone zone, Instant now)
    {
        Instant Begin(YearMonth of) => of.OnDayOfMonth(1).AtStartOfDayInZone(zone).ToInstant();
        var until = Begin(month.PlusMonths(1));
        return new(month, zone, Begin(month), until, until <= now);
    }
}

/// <summary>How promises were kept in a month.</summary>
/// <param name="Zone">In which the month begins and ends.</param>
/// <param name="IsComplete">The month is over.</param>
/// <param name="Minimum">Promises that must have been met or missed before a percentage is said.</param>
/// <param name="Targets">Of all together.</param>
/// <param name="Groups">None where nothing is grouped.</param>
public sealed record AttainmentReport(
    string Month, string Zone, Instant From, Instant Until, bool IsComplete, AttainmentBy By, int Minimum, IReadOnlyList<AttainmentTarget> Targets, IReadOnlyList<AttainmentGroup> Groups);

/// <param name="Key">An id, or the word of a priority; null for what has none.</param>
/// <param name="Name">Null where it has none, or it is there no more.</param>
public sealed record AttainmentGroup(string? Key, string? Name, IReadOnlyList<AttainmentTarget> Targets);

/// <summary>How the promises of one target were kept.</summary>
/// <param name="Ended">All that came to an end: met, missed, missed by a change of the target, or lapsed.</param>
/// <param name="Share">Of those that were met or missed, what was met; null where they are fewer than the minimum.</param>
/// <param name="Lower">Of the 95 % interval of the share.</param>
/// <param name="FirstShare">The share as it was when the promises ended first, before any was revised.</param>
/// <param name="ShareWithoutMacros">The share without those that a macro alone answered.</param>
/// <param name="Paused">The share of the business time between start and end in which the clock stood still; null where no time passed.</param>
public sealed record AttainmentTarget(
    ClockTarget Target, long Ended, long Met, long Missed, long MissedByChange, long Lapsed, long MetByMacro, long Revised, long FirstMet, long Again,
    double? Share, double? Lower, double? Upper, double? FirstShare, double? ShareWithoutMacros, PausedShare? Paused)
{
    internal static AttainmentTarget Of(ClockTarget target, Attainment a) => new(
        target, a.Ended, a.Met, a.Missed, a.ByChange, a.Lapsed, a.ByMacro, a.Revised, a.FirstMet, a.Again,
        a.Share, a.Interval?.Lower, a.Interval?.Upper, a.FirstShare, a.ShareWithoutMacros, PausedShare.Of(a));
}

/// <summary>Where the business time of promises went while their clocks stood still, each as a share of all of it, 0 to 1.</summary>
public sealed record PausedShare(double All, double WaitingOnCustomer, double WaitingOnEngineering, double OnHold)
{
    internal static PausedShare? Of(Attainment a) => a.ShareOf(a.AllSeconds - a.CountedSeconds) is { } all
        ? new(all, a.ShareOf(a.CustomerSeconds)!.Value, a.ShareOf(a.EngineeringSeconds)!.Value, a.ShareOf(a.HoldSeconds)!.Value) : null;
}

/// <summary>A promise behind a number of a report.</summary>
/// <param name="Priority">Under which it was decided.</param>
/// <param name="At">When it was decided.</param>
/// <param name="First">How it ended first, at <paramref name="FirstAt"/>.</param>
public sealed record PromiseRow(
    TicketNumber Ticket, string Subject, Priority Priority, int Cycle, PromiseOutcome Outcome, Instant At, PromiseOutcome First, Instant FirstAt, bool ByMacro, Origin Origin);
