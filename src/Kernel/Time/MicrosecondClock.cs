using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>Cuts time to whole microseconds, the finest that both engines store, so that what is read equals what was written.</summary>
public sealed class MicrosecondClock(IClock inner) : IClock
{
    public Instant GetCurrentInstant() => Micros.Cut(inner.GetCurrentInstant());
}

public static class Micros
{
    /// <summary>The last instant that is stored; stands for "never" in sort keys, which are never null.</summary>
    public static readonly Instant Never = Instant.FromUtc(9999, 12, 31, 0, 0);

    public static Instant Cut(Instant instant) => Of(InMicros(instant));

    /// <summary>Microseconds since 1970, the form in which SQLite keeps an instant.</summary>
    public static long InMicros(Instant instant) => Whole(instant - NodaConstants.UnixEpoch);

    public static Instant Of(long micros) => NodaConstants.UnixEpoch + Duration.FromTicks(micros * 10);

    private static long Whole(Duration duration) => duration.BclCompatibleTicks >= 0
        ? duration.BclCompatibleTicks / 10
        : (duration.BclCompatibleTicks - 9) / 10;
}
