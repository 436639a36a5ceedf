using NodaTime;

namespace Bridgewatch.Host.Demo;

/// <summary>A clock that showed another time when it was made, and goes on from there.</summary>
internal sealed class DemoClock(Instant at, IClock real) : IClock
{
    private readonly Duration _behind = real.GetCurrentInstant() - at;

    public Instant GetCurrentInstant() => real.GetCurrentInstant() - _behind;
}
