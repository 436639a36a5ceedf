using System.Globalization;
using Bridgewatch.Kernel;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Bridgewatch.Governance.Practices;

/// <summary>What a practice's figure says, in a person's words.</summary>
public sealed class PracticeWords(IStringLocalizer<GovernanceTexts> text)
{
    /// <summary>“76%”, “94.1%”; a whole number where the interval is wider than a point.</summary>
    public static string Percent(double share, double width = 1) =>
        (100 * share).ToString(width < .01 && share is > 0 and < 1 ? "0.0" : "0", CultureInfo.CurrentCulture) + "%";

    public static string Day(LocalDate day) => day.ToString("d MMM uuuu", CultureInfo.CurrentCulture);

    /// <summary>A target as it was set: “85%”, “87.5%”.</summary>
    public static string Exact(decimal share) => (100 * share).ToString("0.#", CultureInfo.CurrentCulture) + "%";

    public static string Percent(PracticePartResource part) =>
        part is { Share: { } share, Interval: var interval } ? Percent(share, interval is { } ends ? ends.Upper - ends.Lower : 1) : "–";

    /// <summary>The figure on the board: the headline's share, or how much data there is so far.</summary>
    public string? Figure(PracticeResource practice) => practice.State == PracticeState.NotSetUp || Headline(practice) is not { } part ? null
        : part.Verdict == PartVerdict.TooLittle ? text["board.so-far", part.Denominator, part.Minimum]
        : Percent(part);

    /// <summary>The sentence below the figure.</summary>
    public string Caption(PracticeResource practice)
    {
        if (practice.NotApplicable is { } aside) return text["board.not-applicable", aside.Reason];
        if (Headline(practice) is not { } part) return text["board.not-built"];
        if (practice.Figure!.Lacking is [var lacking, ..]) return lacking.Title;
        if (part.Verdict == PartVerdict.TooLittle && Demonstration(practice.Figure) is > 0 and var made) return text["board.too-little-demo", made];
        return practice.Because switch
        {
            PracticeReason.TooLittleData when part.Verdict == PartVerdict.TooLittle => text["board.too-little"],
            PracticeReason.BelowTarget => text["board.below", part.Caption, Exact(part.Target)],
            PracticeReason.NotProven => text["board.not-proven", part.Caption],
            PracticeReason.PartNotMeasured => text["board.not-measured", part.Caption],
            _ => part.Caption,
        };
    }

    /// <summary>Cases that were made up to look at.</summary>
    private static long Demonstration(PracticeFigureResource figure) => figure.Excluded.Where(e => e.Name == "demo").Sum(e => e.Count);

    /// <summary>“At least 85%, with the lower end of the interval”.</summary>
    public string Target(PracticePartResource part) => text[$"bound.{part.Bound}", Exact(part.Target)];

    /// <summary>“76%, between 71% and 80%; target 85%”.</summary>
    public string Interval(PracticePartResource part) => part.Interval is not { } ends
        ? text["part.none"]
        : text["part.interval", Percent(part), Percent(ends.Lower, .001), Percent(ends.Upper, .001), Exact(part.Target)];

    /// <summary>The part that the board names: one that misses its target before the first.</summary>
    private static PracticePartResource? Headline(PracticeResource practice) =>
        practice.Figure?.Parts is { Count: > 0 } parts ? parts.FirstOrDefault(p => p.Verdict == PartVerdict.Missed) ?? parts[0] : null;
}
