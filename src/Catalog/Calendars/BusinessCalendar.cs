using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Catalog.Calendars;

/// <summary>
/// Business time: how much work fits between two instants, and where an amount of it ends. It is time that really passes: an hour that clocks show twice
/// counts twice where they show business hours, one that they skip does not count. Immutable, and safe for many threads.
/// </summary>
/// <remarks>Openings are worked out stretch by stretch when they are first asked for, and kept.</remarks>
public sealed class BusinessCalendar
{
    /// <summary>Where reckoning begins.</summary>
    public static readonly Instant Earliest = Instant.FromUtc(1900, 1, 1, 0, 0);

    /// <summary>Where reckoning ends, in 2150: whatever is not reached by then is an answer, and no endless search.</summary>
    public static readonly Instant Latest = Earliest + Duration.FromDays(DaysOfStretch * Stretches);

    private const int DaysOfStretch = 366;
    private const int Stretches = 250;
    private const long Stretch = DaysOfStretch * NodaConstants.NanosecondsPerDay;

    private readonly Func<LocalDate, IReadOnlyList<Opening>> _hours;
    private readonly OpenStretch?[] _stretches = new OpenStretch?[Stretches];

    private BusinessCalendar(DateTimeZone zone, Func<LocalDate, IReadOnlyList<Opening>> hours) => (Zone, _hours) = (zone, hours);

    /// <summary>The zone whose clocks on the wall the hours are read from.</summary>
    public DateTimeZone Zone { get; }

    /// <exception cref="Invalid">Something is wrong with it: every finding, by field.</exception>
    public static BusinessCalendar Of(CalendarDefinition definition)
    {
        var findings = new FieldFindings();
        var reading = CalendarReading.Of(definition, findings);
        findings.Throw();
        return new(reading.Zone!, reading.On);
    }

    /// <summary>One calendar made of versions, each of which holds from its day until that of the next. A night that begins under one ends as it says.</summary>
    /// <param name="versions">In the order in which they were made: of two from the same day the later one holds.</param>
    /// <exception cref="Invalid">Something is wrong with one of them, or a night of one runs into a morning of the next: then on <c>from</c>.</exception>
    public static BusinessCalendar OfVersions(IEnumerable<(LocalDate From, CalendarDefinition Definition)> versions)
    {
        var findings = new FieldFindings();
        var readings = versions.OrderBy(v => v.From).Select(v => (v.From, Reading: CalendarReading.Of(v.Definition, findings))).ToArray();
        IReadOnlyList<Opening> On(LocalDate day) => (Array.FindLast(readings, r => r.From <= day).Reading ?? readings[0].Reading).On(day);
        foreach (var (from, _) in readings.Skip(1)) CalendarReading.FindRunningInto(On(from.PlusDays(-1)), On(from), "from", findings);
        findings.Throw();
        return new(readings[^1].Reading.Zone!, On);
    }

    /// <summary>The earliest instant at which that much business time has passed since <paramref name="from"/>: 11:00 and an hour gives 12:00 before
    /// a lunch, and not 13:00. Nothing more than zero gives <paramref name="from"/> itself, open or not.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The work is negative.</exception>
    /// <exception cref="Refusal">It is not reached before <see cref="Latest"/>.</exception>
    public Instant Add(Instant from, Duration work)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(work, Duration.Zero);
        var (stretch, elapsed) = Elapsed(from);
        if (work == Duration.Zero) return from;
        var target = elapsed + InRange(work);
        for (; target > Open(stretch).Total; stretch++)
        {
            target -= Open(stretch).Total;
            if (stretch == Stretches - 1) throw CalendarRefusals.NeverReached();
        }
        return At(Open(stretch).Reaches(target));
    }

    /// <summary>The mirror of <see cref="Add"/>: the latest instant from which that much business time passes until <paramref name="until"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The work is negative.</exception>
    /// <exception cref="Refusal">It is not reached after <see cref="Earliest"/>.</exception>
    public Instant Subtract(Instant until, Duration work)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(work, Duration.Zero);
        var (stretch, elapsed) = Elapsed(until);
        if (work == Duration.Zero) return until;
        var target = elapsed - InRange(work);
        while (target < 0)
        {
            if (stretch == 0) throw CalendarRefusals.NeverReached();
            target += Open(--stretch).Total;
        }
        return At(Open(stretch).Exceeds(target));
    }

    /// <summary>The business time that passes from one instant to another; negative when <paramref name="until"/> is before <paramref name="from"/>.</summary>
    /// <exception cref="Refusal">One of them is beyond <see cref="Earliest"/> or <see cref="Latest"/>.</exception>
    public Duration Between(Instant from, Instant until)
    {
        if (until < from) return -Between(until, from);
        var ((first, before), (last, after)) = (Elapsed(from), Elapsed(until));
        for (var stretch = first; stretch < last; stretch++) after += Open(stretch).Total;
        return Duration.FromNanoseconds(after - before);
    }

    /// <summary>An interval is open at its beginning, and closed at its end.</summary>
    /// <exception cref="Refusal">It is beyond <see cref="Earliest"/> or <see cref="Latest"/>.</exception>
    public bool IsOpen(Instant at) => Find(at) is var (stretch, since) && Open(stretch).IsOpen(since);

    /// <summary>Nanoseconds since <see cref="Earliest"/>.</summary>
    internal static long Since(Instant instant) => (instant - Earliest).ToInt64Nanoseconds();

    private static Instant At(long since) => Earliest + Duration.FromNanoseconds(since);

    private static long InRange(Duration work) => work < Latest - Earliest ? work.ToInt64Nanoseconds() : throw CalendarRefusals.NeverReached();

    /// <summary>A stretch, and the business time from its beginning.</summary>
    private (int Stretch, long Elapsed) Elapsed(Instant at) => Find(at) is var (stretch, since) ? (stretch, Open(stretch).ElapsedAt(since)) : default;

    private static (int Stretch, long Since) Find(Instant at)
    {
        if (at < Earliest || at >= Latest) throw CalendarRefusals.OutOfReach();
        var since = Since(at);
        return ((int)(since / Stretch), since);
    }

    /// <summary>Two threads may work out the same stretch; either result is right.</summary>
    private OpenStretch Open(int stretch) => Volatile.Read(ref _stretches[stretch]) ?? WorkOut(stretch);

    private OpenStretch WorkOut(int stretch)
    {
        var from = Earliest + Duration.FromDays(stretch * DaysOfStretch);
        var open = OpenStretch.Of(Zone, _hours, from, from + Duration.FromDays(DaysOfStretch));
        Volatile.Write(ref _stretches[stretch], open);
        return open;
    }
}
