using System.Globalization;
using Bridgewatch.Catalog.Calendars;
using NodaTime;

namespace Bridgewatch.Tests.Catalog;

/// <summary>A business calendar that is slow and obvious: it walks from minute to minute, and looks at the clock on the wall. Shares nothing with the real one.</summary>
internal sealed class SlowCalendar(CalendarDefinition definition)
{
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[definition.Zone];

    public bool IsOpen(Instant at)
    {
        var wall = at.InZone(_zone).LocalDateTime;
        var minute = wall.Hour * 60 + wall.Minute;
        return HoursOf(wall.Date).Any(h => minute >= h.From && (h.Until <= h.From || minute < h.Until))
            || HoursOf(wall.Date.PlusDays(-1)).Any(h => h.Until <= h.From && minute < h.Until);
    }

    public Instant Add(Instant from, Duration work)
    {
        for (var at = from; work > Duration.Zero; at = NextMinute(at))
        {
            if (!IsOpen(at)) continue;
            if (NextMinute(at) - at >= work) return at + work;
            work -= NextMinute(at) - at;
        }
        return from;
    }

    public Instant Subtract(Instant until, Duration work)
    {
        for (var at = until; work > Duration.Zero; at = MinuteBefore(at))
        {
            if (!IsOpen(MinuteBefore(at))) continue;
            if (at - MinuteBefore(at) >= work) return at - work;
            work -= at - MinuteBefore(at);
        }
        return until;
    }

    public Duration Between(Instant from, Instant until)
    {
        if (until < from) return -Between(until, from);
        var sum = Duration.Zero;
        for (var at = from; at < until; at = NextMinute(at))
            if (IsOpen(at)) sum += Instant.Min(NextMinute(at), until) - at;
        return sum;
    }

    /// <summary>Offsets are whole minutes since 1972, so that minutes begin everywhere at the same time.</summary>
    private static Instant NextMinute(Instant at) => Begin(at.ToUnixTimeSeconds() / 60 + 1);

    /// <summary>The last beginning of a minute that is before an instant.</summary>
    private static Instant MinuteBefore(Instant at) => Begin((at - Duration.Epsilon).ToUnixTimeSeconds() / 60);

    private static Instant Begin(long minute) => Instant.FromUnixTimeSeconds(minute * 60);

    private IEnumerable<(int From, int Until)> HoursOf(LocalDate day)
    {
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var texts = definition.Holidays?.FirstOrDefault(h => h.Date == date) is { } holiday
            ? holiday.Hours ?? []
            : definition.Hours.GetValueOrDefault(day.DayOfWeek.ToString()[..3].ToLowerInvariant(), []);
        return texts.Select(t => t.Split('-')).Select(t => (Minutes(t[0]), Minutes(t[1])));
    }

    private static int Minutes(string clock) =>
        int.Parse(clock[..2], CultureInfo.InvariantCulture) * 60 + int.Parse(clock[3..], CultureInfo.InvariantCulture);
}
