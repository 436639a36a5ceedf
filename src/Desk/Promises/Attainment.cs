using System.Numerics;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Promises;

/// <summary>How many promises ended how. Counts of parts add up to those of the whole.</summary>
/// <param name="Met">In time.</param>
/// <param name="Missed">Late because time passed.</param>
/// <param name="ByChange">Late because the target was changed: beside attainment, and not in it.</param>
/// <param name="Lapsed">Came to nothing before they were due: beside attainment, and not in it.</param>
/// <param name="ByMacro">Of those that were met: by words that a macro wrote, and nobody else.</param>
/// <param name="Revised">Of those that were met or missed: whose ticket was reopened after it was solved, so that the outcome is another look at the same promise.</param>
/// <param name="FirstMet">Of those that were met or missed: that were met when they ended first.</param>
/// <param name="Again">Of those that were met or missed: made when a ticket was reopened late, as a promise of their own.</param>
/// <param name="CountedSeconds">Business time that counted.</param>
/// <param name="CustomerSeconds">Business time that did not, because the customer was asked; <paramref name="EngineeringSeconds"/> and <paramref name="HoldSeconds"/> likewise.</param>
public readonly record struct Attainment(
    long Met, long Missed, long ByChange, long Lapsed, long ByMacro, long Revised, long FirstMet, long Again,
    long CountedSeconds, long CustomerSeconds, long EngineeringSeconds, long HoldSeconds)
    : IAdditionOperators<Attainment, Attainment, Attainment>
{
    /// <summary>Of fewer promises one alone moves the share by more than five points: no percentage is said.</summary>
    public const int Minimum = 20;

    /// <summary>Promises that were met or missed: what attainment is a share of.</summary>
    public long Judged => Met + Missed;

    /// <summary>All that ended.</summary>
    public long Ended => Judged + ByChange + Lapsed;

    public bool IsEnough => Judged >= Minimum;

    /// <summary>Null where there are too few.</summary>
    public double? Share => IsEnough ? (double)Met / Judged : null;

    public ShareInterval? Interval => IsEnough ? Wilson.Of(Met, Judged) : null;

    /// <summary>As if what a macro alone answered had not been promised; null where there are too few.</summary>
    public double? ShareWithoutMacros => Judged - ByMacro >= Minimum ? (double)(Met - ByMacro) / (Judged - ByMacro) : null;

    /// <summary>As it was when the promises ended first; null where there are too few.</summary>
    public double? FirstShare => IsEnough ? (double)FirstMet / Judged : null;

    /// <summary>Business time between start and end, pauses with it.</summary>
    public long AllSeconds => CountedSeconds + CustomerSeconds + EngineeringSeconds + HoldSeconds;

    /// <summary>The share of that time in which a part of it passed; null where no time passed.</summary>
    public double? ShareOf(long seconds) => AllSeconds == 0 ? null : (double)seconds / AllSeconds;

    public static Attainment operator +(Attainment left, Attainment right) => new(
        left.Met + right.Met, left.Missed + right.Missed, left.ByChange + right.ByChange, left.Lapsed + right.Lapsed, left.ByMacro + right.ByMacro, left.Revised + right.Revised,
        left.FirstMet + right.FirstMet, left.Again + right.Again, left.CountedSeconds + right.CountedSeconds, left.CustomerSeconds + right.CustomerSeconds,
        left.EngineeringSeconds + right.EngineeringSeconds, left.HoldSeconds + right.HoldSeconds);

    public static Attainment Sum(IEnumerable<Attainment> parts) => parts.Aggregate(default(Attainment), (sum, part) => sum + part);
}

/// <summary>By what promises are grouped.</summary>
public enum AttainmentBy
{
    /// <summary>All in one.</summary>
    Nothing,
    Organization,

    /// <summary>In which the ticket stood when the promise was decided.</summary>
    Queue,
    Policy,

    /// <summary>Under which the promise was decided.</summary>
    Priority,
}

/// <summary>Which of the promises are listed.</summary>
public enum PromisesThat
{
    Ended,
    Met,
    Missed,
    MissedByChange,
    Lapsed,
    MetByMacro,

    /// <summary>Reopened after it was over, the same promise went on.</summary>
    Revised,

    /// <summary>Made when a ticket was reopened late.</summary>
    Again,
}
