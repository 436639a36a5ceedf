using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Signals.Inbox;

/// <summary>Gives each message a time of its own, so that their times are their order.</summary>
internal sealed class Arrivals(IClock clock)
{
    private long _last;

    /// <summary>Now, or a microsecond after the last one.</summary>
    public Instant Next()
    {
        var now = Micros.InMicros(clock.GetCurrentInstant());
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last) return Micros.Of(next);
        }
    }
}
