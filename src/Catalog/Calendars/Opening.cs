using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Catalog.Calendars;

/// <summary>An interval in which work is done, by the clock on the wall.</summary>
/// <param name="From">In minutes since the midnight with which its day begins, from 0 to 1439.</param>
/// <param name="Until">Where it has ended, in minutes since the same midnight; beyond 1440 it runs over into the next day.</param>
internal readonly record struct Opening(int From, int Until)
{
    private const int Day = 24 * 60;

    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>Null for what is no interval.</summary>
    public static Opening? Read(string text)
    {
        if (text.Split('-') is not [var begin, var end] || Minutes(begin) is not { } from || from == Day || Minutes(end) is not { } until) return null;
        return until == from ? null : new(from, until > from ? until : until + Day);
    }

    /// <summary>Whether some of this one, on its day, is in the other, on the next.</summary>
    public bool RunsInto(Opening ofNextDay) => Until - Day > ofNextDay.From;

    /// <summary>Whether this one and the other, both of one day, have time in common.</summary>
    public bool Overlaps(Opening other) => From < other.Until && other.From < Until;

    /// <summary>The instant at which the clock on the wall shows its beginning, were the offset the same at all times.</summary>
    public Instant Begins(LocalDate day, Offset offset) => At(day, From, offset);

    public Instant Ends(LocalDate day, Offset offset) => At(day, Until, offset);

    public override string ToString() => $"{Clock.Format(Time(From))}-{(Until == Day ? "24:00" : Clock.Format(Time(Until)))}";

    private static Instant At(LocalDate day, int minutes, Offset offset) => day.AtMidnight().PlusMinutes(minutes).WithOffset(offset).ToInstant();

    private static int? Minutes(string text) =>
        text.Trim() is var time && time == "24:00" ? Day : Clock.Parse(time).TryGetValue(default, out var clock) ? clock.Hour * 60 + clock.Minute : null;

    private static LocalTime Time(int minutes) => LocalTime.FromMinutesSinceMidnight(minutes % Day);
}
