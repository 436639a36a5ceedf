using NodaTime;

namespace Bridgewatch.Catalog.Calendars;

/// <summary>What of a stretch of time is open, with the business time up to each closing, so that both ways between a point in time and business
/// time are a binary search. Everything is in nanoseconds since <see cref="BusinessCalendar.Earliest"/>.</summary>
internal sealed class OpenStretch
{
    private readonly long[] _opens, _closes, _elapsed;

    private OpenStretch(List<(long Opens, long Closes)> open)
    {
        (_opens, _closes, _elapsed) = (new long[open.Count], new long[open.Count], new long[open.Count]);
        foreach (var (i, (opens, closes)) in open.Index())
            (_opens[i], _closes[i], _elapsed[i]) = (opens, closes, (i == 0 ? 0 : _elapsed[i - 1]) + closes - opens);
    }

    /// <summary>All business time of the stretch.</summary>
    public long Total => _elapsed is [.., var all] ? all : 0;

    /// <summary>Open is when the clock on the wall shows a time within an interval. So each part of the zone's history in which the offset is the same
    /// is looked at by itself: what a clock put back shows twice is there twice, what a clock put forward skips is not there.</summary>
    public static OpenStretch Of(DateTimeZone zone, Func<LocalDate, IReadOnlyList<Opening>> hours, Instant from, Instant until)
    {
        var open = new List<(long Opens, long Closes)>();
        foreach (var part in zone.GetZoneIntervals(from, until))
        {
            var (start, end) = (part.HasStart ? Instant.Max(part.Start, from) : from, part.HasEnd ? Instant.Min(part.End, until) : until);
            var last = end.WithOffset(part.WallOffset).Date;
            // The evening before may run over.
            for (var day = start.WithOffset(part.WallOffset).Date.PlusDays(-1); day <= last; day = day.PlusDays(1))
                foreach (var opening in hours(day))
                    Append(open, Instant.Max(start, opening.Begins(day, part.WallOffset)), Instant.Min(end, opening.Ends(day, part.WallOffset)));
        }
        return new(open);
    }

    private static void Append(List<(long Opens, long Closes)> open, Instant from, Instant until)
    {
        if (from >= until) return;
        var (opens, closes) = (BusinessCalendar.Since(from), BusinessCalendar.Since(until));
        if (open is [.., var last] && last.Closes == opens) open[^1] = (last.Opens, closes);
        else open.Add((opens, closes));
    }

    public bool IsOpen(long at) => FirstBeyond(_closes, at) is var i && i < _opens.Length && _opens[i] <= at;

    /// <summary>The business time from the beginning of the stretch to a point in it.</summary>
    public long ElapsedAt(long at) => FirstBeyond(_closes, at) is var i && i < _closes.Length ? _elapsed[i] - (_closes[i] - Math.Max(at, _opens[i])) : Total;

    /// <summary>The earliest point at which that much business time has elapsed: a closing rather than the next opening.</summary>
    /// <param name="elapsed">Above 0, at most <see cref="Total"/>.</param>
    public long Reaches(long elapsed) => Back(FirstBeyond(_elapsed, elapsed - 1), elapsed);

    /// <summary>The latest point at which no more business time has elapsed: an opening rather than the closing before.</summary>
    /// <param name="elapsed">At least 0, below <see cref="Total"/>.</param>
    public long Exceeds(long elapsed) => Back(FirstBeyond(_elapsed, elapsed), elapsed);

    private long Back(int opening, long elapsed) => _closes[opening] - (_elapsed[opening] - elapsed);

    /// <summary>Numbers only rise.</summary>
    private static int FirstBeyond(long[] numbers, long number) => Array.BinarySearch(numbers, number) is var i && i < 0 ? ~i : i + 1;
}
