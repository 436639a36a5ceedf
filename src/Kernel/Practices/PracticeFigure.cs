using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>Complete days, in the company's zone.</summary>
/// <param name="From">The first day.</param>
/// <param name="Until">The day after the last.</param>
public sealed record PracticePeriod(LocalDate From, LocalDate Until, DateTimeZone Zone)
{
    /// <summary>In days, the shortest first.</summary>
    private static readonly int[] s_lengths = [28, 91, 182, 365];

    public int Days => Period.DaysBetween(From, Until);

    public Instant Start => From.AtStartOfDayInZone(Zone).ToInstant();

    /// <summary>The first instant after it.</summary>
    public Instant End => Until.AtStartOfDayInZone(Zone).ToInstant();

    /// <summary>The last so many complete days; today is never one.</summary>
    public static PracticePeriod Last(int days, Instant now, DateTimeZone zone)
    {
        var today = now.InZone(zone).Date;
        return new(today.PlusDays(-days), today, zone);
    }

    /// <summary>The shortest of 28, 91, 182 and 365 complete days in which enough was counted, and what that is: the newest data that suffice decide. The
    /// longest where none suffice.</summary>
    public static async Task<(PracticePeriod Period, T Counted)> Sufficing<T>(Instant now, DateTimeZone zone, Func<PracticePeriod, Task<T>> count, Func<T, bool> suffices)
    {
        for (var i = 0; ; i++)
        {
            var period = Last(s_lengths[i], now, zone);
            var counted = await count(period);
            if (suffices(counted) || i == s_lengths.Length - 1) return (period, counted);
        }
    }
}

/// <summary>A part of the definition that this version cannot measure.</summary>
/// <param name="Name">Kebab-case.</param>
/// <param name="Title">What it would count, in the reader's words.</param>
/// <param name="Why">What it waits for.</param>
public sealed record PracticeGap(string Name, string Title, string Why);

/// <summary>Cases of the period that are not counted, and why.</summary>
/// <param name="Name">Kebab-case: <c>demo</c>, <c>imported</c>, <c>spam</c>.</param>
public sealed record PracticeExclusion(string Name, long Count);

/// <summary>What was counted for a practice, before it is held against targets.</summary>
/// <param name="Definition">The version of the definition: a changed meaning has another.</param>
/// <param name="Parts">Every part must be met; the first is the headline.</param>
/// <param name="Missing">What belongs to the definition and cannot be measured in this version.</param>
/// <param name="Excluded">What stands outside the population.</param>
/// <param name="Drills">How many of the cases were drills; they count, and are named.</param>
public sealed record PracticeFigure(
    string Definition, PracticePeriod Period, IReadOnlyList<PracticePart> Parts, IReadOnlyList<PracticeGap> Missing,
    IReadOnlyList<PracticeExclusion> Excluded, long Drills)
{
    /// <summary>What has to be set up before anything counted here says something; empty where all is.</summary>
    public IReadOnlyList<PracticeGap> Lacking { get; init; } = [];

    /// <summary>The same counts, held against other targets than the shipped ones.</summary>
    /// <param name="targets">By part; those not named stay.</param>
    public PracticeFigure HeldAgainst(IReadOnlyDictionary<string, decimal> targets) =>
        this with { Parts = [.. Parts.Select(p => targets.TryGetValue(p.Name, out var target) ? p with { Target = target } : p)] };

    /// <summary>The state that the parts give. What cannot be measured is not met, so that a part left out never makes a row green.</summary>
    public PracticeState Judge()
    {
        if (Lacking.Count > 0) return PracticeState.NotSetUp;
        var verdicts = Parts.Select(p => p.Judge()).ToList();
        if (verdicts.Contains(PartVerdict.Missed)) return PracticeState.OffTrack;
        return Missing.Count == 0 && verdicts.Count > 0 && verdicts.TrueForAll(v => v == PartVerdict.Met) ? PracticeState.Working : PracticeState.SetUp;
    }
}

/// <summary>A practice that this program measures. The module that owns the practice implements it, and lists it as a scoped service.</summary>
public interface IPractice
{
    /// <summary>“1.3”.</summary>
    string Number { get; }

    /// <summary>Counts over everything, whoever asks.</summary>
    /// <param name="zone">In which days begin.</param>
    Task<PracticeFigure> Count(Instant now, DateTimeZone zone, CancellationToken ct);

    /// <summary>The records behind a part, newest first, as far as the actor sees them.</summary>
    /// <param name="hits">True for those of the numerator, false for the rest of the denominator.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <exception cref="Invalid">There is no such part, or the cursor is none of ours.</exception>
    Task<Page<PracticeCase>> Cases(string part, bool hits, PracticePeriod period, string? cursor, int size, CancellationToken ct);

    /// <summary>The names of all records behind a part, whoever asks: what a sample is drawn from.</summary>
    /// <param name="hits">True for those of the numerator alone, false for the whole denominator.</param>
    /// <exception cref="Invalid">There is no such part.</exception>
    IAsyncEnumerable<string> Names(string part, bool hits, PracticePeriod period, CancellationToken ct);

    /// <summary>The records of those names, as far as the actor sees them.</summary>
    Task<IReadOnlyList<PracticeCase>> Named(IReadOnlyCollection<string> names, CancellationToken ct);
}

/// <summary>One record behind a figure.</summary>
/// <param name="Name">As people call it: <c>T-1042</c>.</param>
/// <param name="Href">Its page.</param>
public sealed record PracticeCase(string Name, string Title, string Href, Instant At, Origin Origin);
