using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>The one clock as a <see cref="TimeProvider"/>, for libraries that ask for one. Its timers are real.</summary>
public sealed class ClockTime(IClock clock) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => clock.GetCurrentInstant().ToDateTimeOffset();
}
