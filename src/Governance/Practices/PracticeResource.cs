using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using NodaTime;

namespace Bridgewatch.Governance.Practices;

/// <summary>Why a practice is not working.</summary>
public enum PracticeReason
{
    /// <summary>Its module is not in this version.</summary>
    NotBuilt,

    /// <summary>Fewer cases than a part needs.</summary>
    TooLittleData,

    /// <summary>Shares are on target, and one is not proven yet by its interval.</summary>
    NotProven,

    /// <summary>What is measured is on target, and a part of the definition cannot be measured in this version.</summary>
    PartNotMeasured,

    /// <summary>Enough cases, and a share misses its target.</summary>
    BelowTarget,

    /// <summary>Something must be set up first.</summary>
    Lacking,

    /// <summary>A lead decided that it does not apply.</summary>
    DecidedSo,
}

/// <summary>A practice as the board shows it.</summary>
/// <param name="Name">Short, for the board.</param>
/// <param name="Promise">What the software does for it.</param>
/// <param name="Because">Why it is in that state; null when it works.</param>
/// <param name="Figure">Null while nothing measures it.</param>
public sealed record PracticeResource(
    string Number, string Title, string Name, int Field, string FieldTitle, string Module, string Promise, PracticeState State,
    PracticeReason? Because, PracticeFigureResource? Figure)
{
    /// <summary>When it came into that state, as far as that is noted: a new state is noted within six hours.</summary>
    public Instant? Since { get; init; }

    /// <summary>Why it does not apply, and until when; null for all others.</summary>
    public PracticeExemption? NotApplicable { get; init; }

    /// <summary>What is wished about it and waits for another person; null in lists.</summary>
    public PracticeWaiting? Waiting { get; init; }
}

/// <summary>That a practice does not apply.</summary>
/// <param name="ReviewOn">The first day on which it counts again.</param>
/// <param name="Approver">Who agreed; null while a small team goes ahead and nobody has looked yet.</param>
/// <param name="ApprovalDue">Until when another person looks at it; null once one has.</param>
public sealed record PracticeExemption(string Reason, LocalDate ReviewOn, DutyPerson Proposer, Instant At, DutyPerson? Approver, Instant? ApprovalDue);

/// <summary>A wish that another person has not decided yet.</summary>
/// <param name="Mine">The reader asked for it, and so cannot decide.</param>
public sealed record PracticeWaiting(ApprovalId Approval, string Title, string Reason, DutyPerson Author, Instant Due, bool Mine);

/// <param name="Definition">Version of the definition.</param>
/// <param name="From">First day.</param>
/// <param name="Until">The day after the last.</param>
/// <param name="Parts">All must be met; the first is the headline.</param>
/// <param name="Missing">What cannot be measured in this version; it counts as not met.</param>
/// <param name="Lacking">What has to be set up first.</param>
/// <param name="Excluded">Cases that never count.</param>
/// <param name="Drills">Cases of the population that were drills.</param>
public sealed record PracticeFigureResource(
    string Definition, LocalDate From, LocalDate Until, int Days, string Zone, IReadOnlyList<PracticePartResource> Parts,
    IReadOnlyList<PracticeGap> Missing, IReadOnlyList<PracticeGap> Lacking, IReadOnlyList<PracticeExclusion> Excluded, long Drills)
{
    public static PracticeFigureResource Of(PracticeFigure figure) => new(
        figure.Definition, figure.Period.From, figure.Period.Until, figure.Period.Days, figure.Period.Zone.Id,
        [.. figure.Parts.Select(PracticePartResource.Of)], figure.Missing, figure.Lacking, figure.Excluded, figure.Drills);
}

/// <param name="Short">The title in two or three words.</param>
/// <param name="Share">0 to 1; null without cases.</param>
/// <param name="Interval">95 % Wilson interval of the share; null without cases.</param>
/// <param name="Bound">What of the share is held against the target.</param>
/// <param name="Target">In force.</param>
/// <param name="Shipped">The target that the product came with.</param>
/// <param name="Loosest">The loosest target that may be set.</param>
/// <param name="Strictest">The strictest one.</param>
public sealed record PracticePartResource(
    string Name, string Title, string Short, string Caption, long Numerator, long Denominator, double? Share, ShareInterval? Interval, PracticeBound Bound,
    decimal Target, decimal Shipped, decimal Loosest, decimal Strictest, int Minimum, PartVerdict Verdict)
{
    public static PracticePartResource Of(PracticePart part) => new(
        part.Name, part.Title, part.Short, part.Caption, part.Numerator, part.Denominator, part.Share, part.Denominator == 0 ? null : part.Interval,
        part.Bound, part.Target, part.Shipped, part.Loosest, part.Strictest, part.Minimum, part.Judge());
}
