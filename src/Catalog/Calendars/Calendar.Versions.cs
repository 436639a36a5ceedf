using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Catalog.Calendars;

/// <summary>Which hours and holidays hold from which day on.</summary>
public sealed partial class Calendar
{
    /// <summary>Oldest first; none is ever changed or taken away.</summary>
    public IReadOnlyList<CalendarVersion> Versions => [.. _versions.OrderBy(v => v.Number)];

    /// <summary>The version that holds on a day: of those that began by then the one that began last, and of two from the same day the later one.</summary>
    public CalendarVersion On(LocalDate day) => _versions.Where(v => v.From <= day).OrderBy(v => v.From).ThenBy(v => v.Number).Last();

    /// <summary>The day that an instant belongs to, in the calendar's zone.</summary>
    public LocalDate DayOf(Instant at) => at.InZone(DateTimeZoneProviders.Tzdb[Zone]).Date;

    /// <summary>Reckons with each day as its version says.</summary>
    /// <param name="version">As the calendar stood when this was its newest version; null for as it stands.</param>
    public BusinessCalendar Reckon(int? version = null) => Reckon(Versions.Where(v => version is null || v.Number <= version));

    /// <summary>Other hours and holidays hold from a day on, until the day of the next version if there is one.</summary>
    /// <param name="from">A day in the past corrects what held since then.</param>
    /// <exception cref="Invalid">Something is wrong with the hours, the holidays or the day.</exception>
    internal void ChangeHours(CalendarDefinition definition, LocalDate from, Instant at)
    {
        if (KernelJson.Write(definition) == On(from).Definition) return;
        if (_versions.Count >= CalendarVersion.Most) throw CalendarRefusals.TooManyVersions();
        var number = TakeVersion(from, definition, at);
        Record(new CalendarHoursChanged(Id, number, from));
    }

    private int TakeVersion(LocalDate from, CalendarDefinition definition, Instant at)
    {
        var version = new CalendarVersion(Id, _versions.Count + 1, from, KernelJson.Write(definition), at);
        Reckon([.. Versions, version]);
        _versions.Add(version);
        return version.Number;
    }

    private static BusinessCalendar Reckon(IEnumerable<CalendarVersion> versions) => BusinessCalendar.OfVersions(versions.Select(v => (v.From, v.Read())));
}

/// <summary>Hours and holidays that hold from a day on.</summary>
public sealed class CalendarVersion(CalendarId calendar, int number, LocalDate from, string definition, Instant at)
{
    /// <summary>Of one calendar; each is looked at when one is made.</summary>
    public const int Most = 1_000;

    /// <summary>Stands for "since always" in the column, which is never null.</summary>
    public static readonly LocalDate Always = new(1, 1, 1);

    public CalendarId Calendar { get; private set; } = calendar;

    /// <summary>1 for the first one, in the order in which they were made.</summary>
    public int Number { get; private set; } = number;

    /// <summary>The first day on which it holds, in the calendar's zone; <see cref="Always"/> for the first version.</summary>
    public LocalDate From { get; private set; } = from;

    /// <summary>A <see cref="CalendarDefinition"/>, as JSON.</summary>
    public string Definition { get; private set; } = definition;

    /// <summary>When it was made.</summary>
    public Instant At { get; private set; } = at;

    public CalendarDefinition Read() => KernelJson.Read<CalendarDefinition>(Definition);
}

/// <summary>Other hours or holidays hold from a day on. What held before stays known.</summary>
[JournalType("catalog.calendar.hours-changed.v1")]
public sealed record CalendarHoursChanged(CalendarId Calendar, int Number, LocalDate From) : JournalEvent;
