using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Kernel.Query;

/// <summary>A time as a query names it.</summary>
internal readonly record struct QueryMoment
{
    private const int Earliest = 1900, Latest = 9_000;

    private static readonly InstantPattern Exact = InstantPattern.ExtendedIso;

    private static readonly LocalDateTimePattern[] Local =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss"), LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"),
    ];

    /// <summary>How long ago; null for a place in the calendar.</summary>
    public Duration? Age { get; private init; }

    private Instant? At { get; init; }

    private LocalDateTime? Time { get; init; }

    private LocalDate? From { get; init; }

    private LocalDate? Until { get; init; }

    /// <summary>Days before the one on which somebody asks; 0 is today, -1 tomorrow.</summary>
    private int? DaysAgo { get; init; }

    public static bool TryRead(string text, out QueryMoment moment)
    {
        moment = Read(text) ?? default;
        return moment != default;
    }

    /// <summary>From the first instant to before the second; both the same for what is an instant itself.</summary>
    public (Instant From, Instant Until) Span(QueryAsker asker)
    {
        if (At is { } at) return (at, at);
        if (Time is { } time) return (time.InZoneLeniently(asker.Zone).ToInstant(), time.InZoneLeniently(asker.Zone).ToInstant());
        var today = asker.Now.InZone(asker.Zone).Date;
        var (from, until) = DaysAgo is { } ago ? (today.PlusDays(-ago), today.PlusDays(1 - ago)) : (From!.Value, Until!.Value);
        return (asker.Zone.AtStartOfDay(from).ToInstant(), asker.Zone.AtStartOfDay(until).ToInstant());
    }

    private static QueryMoment? Read(string text)
    {
        if (text.Equals("today", StringComparison.OrdinalIgnoreCase)) return new() { DaysAgo = 0 };
        if (text.Equals("yesterday", StringComparison.OrdinalIgnoreCase)) return new() { DaysAgo = 1 };
        if (text.Equals("tomorrow", StringComparison.OrdinalIgnoreCase)) return new() { DaysAgo = -1 };
        if (AgeOf(text) is { } age) return new() { Age = age };
        if (DayOf(text) is var (from, until)) return new() { From = from, Until = until };
        if (Exact.Parse(text).TryGetValue(default, out var at) && IsKnown(at)) return new() { At = Micros.Cut(at) };
        if (OffsetDateTimePattern.Rfc3339.Parse(text).TryGetValue(default, out var offset) && offset.Year is >= Earliest and <= Latest) return new() { At = Micros.Cut(offset.ToInstant()) };
        foreach (var pattern in Local)
            if (pattern.Parse(text).TryGetValue(default, out var time) && time.Year is >= Earliest and <= Latest) return new() { Time = time };
        return null;
    }

    private static bool IsKnown(Instant at) => at >= Instant.FromUtc(Earliest, 1, 1, 0, 0) && at < Instant.FromUtc(Latest, 1, 1, 0, 0);

    private static Duration? AgeOf(string text)
    {
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 100_000) return null;
        return text[^1] switch
        {
            's' => Duration.FromSeconds(count),
            'm' => Duration.FromMinutes(count),
            'h' => Duration.FromHours(count),
            'd' when count <= 36_500 => Duration.FromDays(count),
            'w' when count <= 5_200 => Duration.FromDays(7 * count),
            _ => null,
        };
    }

    private static (LocalDate From, LocalDate Until)? DayOf(string text)
    {
        if (LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var day)) return Known(day, day.PlusDays(1));
        if (YearMonthPattern.Iso.Parse(text).TryGetValue(default, out var month)) return Known(month.OnDayOfMonth(1), month.PlusMonths(1).OnDayOfMonth(1));
        if (text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= Earliest and <= Latest)
            return (new(year, 1, 1), new(year + 1, 1, 1));
        return null;
    }

    private static (LocalDate, LocalDate)? Known(LocalDate from, LocalDate until) => from.Year is >= Earliest and <= Latest ? (from, until) : null;
}
