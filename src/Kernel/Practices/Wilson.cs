namespace Bridgewatch.Kernel;

/// <summary>How sure a share is.</summary>
/// <param name="Lower">0 to 1.</param>
/// <param name="Upper">0 to 1.</param>
public readonly record struct ShareInterval(double Lower, double Upper);

/// <summary>The score interval of a share, which holds its promise also for few cases and for shares near 0 and 1.</summary>
public static class Wilson
{
    /// <summary>The confidence of the interval: both ends together miss the true share one time in twenty.</summary>
    public const double Level = 0.95;

    /// <summary>The 97.5 % quantile of the normal distribution.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>The two-sided 95 % interval.</summary>
    /// <param name="hits">Cases that count, 0 to <paramref name="cases"/>.</param>
    /// <param name="cases">All cases; none gives 0 to 1, since nothing is known.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    /// <remarks>Cases are independent. Source: Wilson, Journal of the American Statistical Association 22 (1927), 209–212.</remarks>
    public static ShareInterval Of(long hits, long cases)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hits, cases);
        if (cases == 0) return new(0, 1);
        double n = cases, share = hits / n, z2 = Z * Z;
        var centre = share + (z2 / (2 * n));
        var spread = Z * Math.Sqrt((share * (1 - share) / n) + (z2 / (4 * n * n)));
        var scale = 1 + (z2 / n);
        // Rounding must not let an end that is exactly 0 or 1 miss it.
        return new(hits == 0 ? 0 : Math.Max(0, (centre - spread) / scale), hits == cases ? 1 : Math.Min(1, (centre + spread) / scale));
    }
}
