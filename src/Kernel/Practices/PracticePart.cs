namespace Bridgewatch.Kernel;

/// <summary>What of a share is held against its target.</summary>
public enum PracticeBound
{
    /// <summary>The lower end of the interval must reach the target.</summary>
    LowerAtLeast,

    /// <summary>The upper end of the interval must not pass the target.</summary>
    UpperAtMost,

    /// <summary>The share itself must reach the target.</summary>
    ShareAtLeast,
}

/// <summary>How a part stands against its target.</summary>
public enum PartVerdict
{
    /// <summary>Fewer cases than it needs.</summary>
    TooLittle,

    /// <summary>The share is on target, its bound is not yet.</summary>
    NotProven,
    Met,

    /// <summary>Enough cases, and the share misses the target.</summary>
    Missed,
}

/// <summary>One measured share of a practice's figure.</summary>
/// <param name="Name">Kebab-case, unique within its practice.</param>
/// <param name="Title">What it counts, in the reader's words: “Tickets scored on known facts”.</param>
/// <param name="Caption">What follows the share on the board: “of tickets score on known facts”.</param>
/// <param name="Numerator">Cases that count.</param>
/// <param name="Denominator">All cases of the period.</param>
/// <param name="Target">As shipped, 0 to 1; another may be in force.</param>
/// <param name="Minimum">Cases needed before anything is said.</param>
public sealed record PracticePart(
    string Name, string Title, string Caption, long Numerator, long Denominator, PracticeBound Bound, decimal Target, int Minimum)
{
    public ShareInterval Interval => Wilson.Of(Numerator, Denominator);

    /// <summary>Null without cases.</summary>
    public double? Share => Denominator == 0 ? null : (double)Numerator / Denominator;

    /// <param name="target">The target in force, 0 to 1.</param>
    public PartVerdict Judge(decimal target)
    {
        if (Denominator < Math.Max(1, Minimum)) return PartVerdict.TooLittle;
        var least = target * Denominator;
        return Bound switch
        {
            PracticeBound.LowerAtLeast => Numerator < least ? PartVerdict.Missed : Proven(Interval.Lower >= (double)target),
            PracticeBound.UpperAtMost => Numerator > least ? PartVerdict.Missed : Proven(Interval.Upper <= (double)target),
            _ => Numerator < least ? PartVerdict.Missed : PartVerdict.Met,
        };
    }

    private static PartVerdict Proven(bool proven) => proven ? PartVerdict.Met : PartVerdict.NotProven;
}
