using Bridgewatch.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Catalog.Calendars;

/// <summary>A definition, read: what it means, and all that is wrong with it.</summary>
internal sealed class CalendarReading
{
    /// <summary>As days of the week are written, in the order of <see cref="IsoDayOfWeek"/>.</summary>
    public static readonly IReadOnlyList<string> Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    /// <summary>More than anybody's day has; what overlaps is told pair by pair.</summary>
    public const int MostIntervals = 24;

    /// <summary>A country's holidays of a hundred years.</summary>
    public const int MostHolidays = 2_000;

    private readonly FieldFindings _findings;
    private readonly IReadOnlyList<Opening>[] _week = [[], [], [], [], [], [], []];
    private readonly Dictionary<LocalDate, IReadOnlyList<Opening>> _holidays = [];

    private CalendarReading(FieldFindings findings) => _findings = findings;

    /// <summary>Null when there is none of that name.</summary>
    public DateTimeZone? Zone { get; private set; }

    /// <param name="findings">Takes what is wrong; may hold findings of before.</param>
    public static CalendarReading Of(CalendarDefinition definition, FieldFindings findings)
    {
        var reading = new CalendarReading(findings);
        reading.ReadZone(definition.Zone);
        reading.ReadWeek(definition.Hours);
        reading.ReadHolidays(definition.Holidays ?? []);
        return reading;
    }

    /// <summary>The intervals that begin on a day, earliest first.</summary>
    public IReadOnlyList<Opening> On(LocalDate day) => _holidays.TryGetValue(day, out var own) ? own : OfWeek((int)day.DayOfWeek - 1);

    /// <summary>Finds nights that run into what begins on the next day.</summary>
    public static void FindRunningInto(IReadOnlyList<Opening> dayBefore, IReadOnlyList<Opening> day, string field, FieldFindings findings)
    {
        foreach (var late in dayBefore)
            foreach (var early in day.Where(late.RunsInto)) findings.Add(field, RuleTexts.Of<CatalogTexts>("rule.calendar-runs-into", late, early));
    }

    private void ReadZone(string name)
    {
        Zone = DateTimeZoneProviders.Tzdb.Ids.Contains(name) ? DateTimeZoneProviders.Tzdb[name] : null;
        if (Zone is null) _findings.Add("zone", RuleTexts.Of<CatalogTexts>("rule.calendar-zone", name));
    }

    private void ReadWeek(IReadOnlyDictionary<string, IReadOnlyList<string>> hours)
    {
        foreach (var unknown in hours.Keys.Except(Days)) _findings.Add($"hours.{unknown}", RuleTexts.Of<CatalogTexts>("rule.calendar-day", string.Join(", ", Days)));
        for (var day = 0; day < Days.Count; day++)
            if (hours.TryGetValue(Days[day], out var texts)) _week[day] = ReadDay($"hours.{Days[day]}", texts);
        for (var day = 0; day < Days.Count; day++) FindRunningInto(OfWeek(day - 1), _week[day], $"hours.{Days[day]}", _findings);
        if (_week.All(d => d is []) && !_findings.IsOn("hours"))
            _findings.Add("hours", RuleTexts.Of<CatalogTexts>("rule.calendar-without-hours"));
    }

    private IReadOnlyList<Opening> OfWeek(int day) => _week[(day + Days.Count) % Days.Count];

    private List<Opening> ReadDay(string field, IReadOnlyList<string> texts)
    {
        if (texts.Count > MostIntervals) _findings.Add(field, RuleTexts.Of<CatalogTexts>("rule.calendar-intervals", MostIntervals));
        var openings = new List<Opening>();
        foreach (var text in texts.Take(MostIntervals))
        {
            if (Opening.Read(text) is not { } opening)
            {
                _findings.Add(field, RuleTexts.Of<CatalogTexts>("rule.calendar-interval", text));
                continue;
            }
            foreach (var other in openings.Where(opening.Overlaps)) _findings.Add(field, RuleTexts.Of<CatalogTexts>("rule.calendar-overlap", other, opening));
            openings.Add(opening);
        }
        openings.Sort((a, b) => a.From.CompareTo(b.From));
        return openings;
    }

    private void ReadHolidays(IReadOnlyList<Holiday> holidays)
    {
        if (holidays.Count > MostHolidays) _findings.Add("holidays", RuleTexts.Of<CatalogTexts>("rule.calendar-holidays", MostHolidays));
        var dates = new List<(LocalDate Date, string Field)>();
        foreach (var (i, holiday) in holidays.Take(MostHolidays).Index())
        {
            var field = $"holidays[{i}]";
            var hours = ReadDay(field, holiday.Hours ?? []);
            if (!LocalDatePattern.Iso.Parse(holiday.Date).TryGetValue(default, out var date)) _findings.Add(field, RuleTexts.Of<CatalogTexts>("rule.calendar-date", holiday.Date));
            else if (!_holidays.TryAdd(date, hours)) _findings.Add(field, RuleTexts.Of<CatalogTexts>("rule.calendar-twice", holiday.Date));
            else dates.Add((date, field));
        }
        foreach (var (date, field) in dates) FindRunningAround(date, field);
    }

    /// <summary>A day after that is a holiday, too, looks back itself.</summary>
    private void FindRunningAround(LocalDate date, string field)
    {
        if (_holidays[date] is []) return;
        FindRunningInto(On(date.PlusDays(-1)), _holidays[date], field, _findings);
        if (!_holidays.ContainsKey(date.PlusDays(1))) FindRunningInto(_holidays[date], On(date.PlusDays(1)), field, _findings);
    }
}
