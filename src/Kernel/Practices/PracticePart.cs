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
/// <param name="Target">In force, 0 to 1.</param>
/// <param name="Minimum">Cases needed before anything is said.</param>
public sealed record PracticePart(
    string Name, string Title, string Caption, long Numerator, long Denominator, PracticeBound Bound, decimal Target, int Minimum)
{
    /// <summary>A target may be so much looser than the shipped one, and no more: nobody turns a practice green by lowering it.</summary>
    public const decimal MostLooser = 0.1m;

    private const decimal Smallest = 0.01m;

    /// <summary>The title in two or three words, for where there is little room.</summary>
    public string Short { get; init; } = Title;

    /// <summary>The target that the product came with.</summary>
    public decimal Shipped { get; init; } = Target;

    /// <summary>The loosest target that may be set.</summary>
    public decimal Loosest => Bound == PracticeBound.UpperAtMost ? Math.Min(Shipped + MostLooser, 1 - Smallest) : Math.Max(Shipped - MostLooser, Smallest);

    /// <summary>The strictest target that may be set: an interval never reaches none or all.</summary>
    public decimal Strictest => Bound switch { PracticeBound.UpperAtMost => Smallest, PracticeBound.LowerAtLeast => 1 - Smallest, _ => 1 };

    public ShareInterval Interval => Wilson.Of(Numerator, Denominator);

    /// <summary>Null without cases.</summary>
    public double? Share => Denominator == 0 ? null : (double)Numerator / Denominator;

    /// <summary>Whether that target is easier to reach than the one in force.</summary>
    public bool IsLooser(decimal target) => Bound == PracticeBound.UpperAtMost ? target > Target : target < Target;

    public PartVerdict Judge()
    {
        if (Denominator < Math.Max(1, Minimum)) return PartVerdict.TooLittle;
        var least = Target * Denominator;
        return Bound switch
        {
            PracticeBound.LowerAtLeast => Numerator < least ? PartVerdict.Missed : Proven(Interval.Lower >= (double)Target),
            PracticeBound.UpperAtMost => Numerator > least ? PartVerdict.Missed : Proven(Interval.Upper <= (double)Target),
            _ => Numerator < least ? PartVerdict.Missed : PartVerdict.Met,
        };
    }

    private static PartVerdict Proven(bool proven) => proven ? PartVerdict.Met : PartVerdict.NotProven;
}
