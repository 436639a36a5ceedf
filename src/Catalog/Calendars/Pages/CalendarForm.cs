using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Catalog.Calendars.Pages;

/// <summary>A calendar as it is typed: intervals of a day in one line, with commas between.</summary>
public sealed class CalendarForm
{
    public string? Name { get; set; }

    public string? Slug { get; set; }

    public string? Zone { get; set; }

    /// <summary>The first day on which the hours hold; nothing for a new calendar.</summary>
    public LocalDate? From { get; set; }

    public IReadOnlyList<Day> Week { get; } = [.. CalendarReading.Days.Select(d => new Day(d))];

    public List<HolidayLine> Holidays { get; } = [];

    /// <summary>As it was typed, right or wrong.</summary>
    public CalendarDefinition Read() => new(
        Zone ?? "", Week.Where(d => d.Intervals.Count > 0).ToDictionary(d => d.Key, d => d.Intervals),
        [.. Holidays.Select(h => new Holiday(h.Date ?? "", Split(h.Hours), string.IsNullOrWhiteSpace(h.Name) ? null : h.Name.Trim()))]);

    public void Show(IReadOnlyDictionary<string, IReadOnlyList<string>> hours, IEnumerable<Holiday> holidays)
    {
        foreach (var day in Week) day.Text = hours.TryGetValue(day.Key, out var texts) ? string.Join(", ", texts) : null;
        Holidays.Clear();
        Holidays.AddRange(holidays.Select(HolidayLine.Of));
        Sort();
    }

    /// <summary>Adds days that are not there yet.</summary>
    /// <returns>How many.</returns>
    public int Take(IEnumerable<Holiday> more)
    {
        var known = Holidays.Select(h => h.Date).ToHashSet();
        var added = more.Where(h => known.Add(h.Date)).Select(HolidayLine.Of).ToList();
        Holidays.AddRange(added);
        Sort();
        return added.Count;
    }

    private void Sort() => Holidays.Sort((a, b) => string.CompareOrdinal(a.Date, b.Date));

    private static string[] Split(string? text) => (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    public sealed class Day(string key)
    {
        /// <summary><c>mon</c> to <c>sun</c>.</summary>
        public string Key => key;

        public string? Text { get; set; }

        public IReadOnlyList<string> Intervals => Split(Text);
    }

    public sealed class HolidayLine
    {
        /// <summary>ISO 8601, as the browser's field gives it.</summary>
        public string? Date { get; set; }

        public string? Hours { get; set; }

        public string? Name { get; set; }

        public bool IsBefore(LocalDate day) => LocalDatePattern.Iso.Parse(Date ?? "").TryGetValue(default, out var date) && date < day;

        public static HolidayLine Of(Holiday holiday) => new() { Date = holiday.Date, Hours = string.Join(", ", holiday.Hours ?? []), Name = holiday.Name };
    }
}
