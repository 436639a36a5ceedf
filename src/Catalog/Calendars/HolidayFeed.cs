using System.Runtime.Serialization;
using Bridgewatch.Kernel;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Catalog.Calendars;

/// <summary>Holidays from a file in iCalendar's format (RFC 5545). Events that last whole days count; those with a time of day, and cancelled ones, do not.</summary>
/// <param name="Holidays">In order, each day once.</param>
/// <param name="PassedOver">How many events of the file were no holidays.</param>
public sealed record HolidayFeed(IReadOnlyList<Holiday> Holidays, int PassedOver)
{
    /// <summary>In bytes; larger than any country's holidays.</summary>
    public const int Largest = 1_000_000;

    /// <summary>What recurs is written out so far.</summary>
    public const int MostYears = 10;

    /// <summary>A holiday that lasts longer is a mistake.</summary>
    private const int LongestDays = 62;

    /// <summary>Steps without a day to be found, after which a rule is given up.</summary>
    private static readonly EvaluationOptions Patience = new() { MaxUnmatchedIncrementsLimit = 10_000 };

    /// <param name="text">The file.</param>
    /// <param name="first">The first year that is wanted.</param>
    /// <param name="years">How many, at most <see cref="MostYears"/>.</param>
    /// <exception cref="Invalid">It cannot be read: on <c>file</c>.</exception>
    public static HolidayFeed Read(string text, int first, int years)
    {
        try
        {
            var calendar = Calendar(text) ?? throw Unreadable();
            var wholeDays = new Ical.Net.Calendar();
            foreach (var one in calendar.Events.Where(IsHoliday)) wholeDays.Events.Add(one);
            return new(Days(wholeDays, new(first, 1, 1), new(first + Math.Clamp(years, 0, MostYears), 1, 1)), calendar.Events.Count - wholeDays.Events.Count);
        }
        catch (Exception exception) when (exception is SerializationException or ArgumentException or FormatException or EvaluationException or InvalidOperationException or OverflowException)
        {
            throw Unreadable();
        }
    }

    private static Ical.Net.Calendar? Calendar(string text) => text.Length > Largest ? null : Ical.Net.Calendar.Load(text);

    private static bool IsHoliday(CalendarEvent one) => one is { IsAllDay: true, Start: not null } && one.Status != EventStatus.Cancelled;

    private static List<Holiday> Days(Ical.Net.Calendar calendar, LocalDate from, LocalDate until)
    {
        // What began a little earlier may last until then.
        var begin = from.PlusDays(-LongestDays);
        return
        [
            .. calendar.GetOccurrences<CalendarEvent>(new CalDateTime(begin.Year, begin.Month, begin.Day), Patience)
                .TakeWhileBefore(new CalDateTime(until.Year, until.Month, until.Day)).Take(CalendarReading.MostHolidays)
                .SelectMany(DaysOf).Where(d => d.Day >= from && d.Day < until).DistinctBy(d => d.Day).OrderBy(d => d.Day)
                .Select(d => new Holiday(LocalDatePattern.Iso.Format(d.Day), Name: d.Name)),
        ];
    }

    private static IEnumerable<(LocalDate Day, string? Name)> DaysOf(Occurrence occurrence)
    {
        var first = LocalDate.FromDateOnly(occurrence.Period.StartTime.Date);
        var end = occurrence.Period.EffectiveEndTime is { } until ? LocalDate.FromDateOnly(until.Date) : first.PlusDays(1);
        var days = Math.Clamp(NodaTime.Period.DaysBetween(first, end), 1, LongestDays);
        return Enumerable.Range(0, days).Select(d => (first.PlusDays(d), (occurrence.Source as CalendarEvent)?.Summary));
    }

    private static Invalid Unreadable() => new("file", RuleTexts.Of<CatalogTexts>("rule.calendar-feed"));
}
