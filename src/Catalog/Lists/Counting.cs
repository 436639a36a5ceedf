using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Lists;

internal static class Counting
{
    /// <summary>Beyond this nobody reads the number.</summary>
    public const int Most = 1_000;

    /// <summary>How many there are, counted up to <see cref="Most"/>.</summary>
    public static async Task<Count> Capped<T>(this IQueryable<T> rows, CancellationToken ct)
    {
        var counted = await rows.Take(Most + 1).CountAsync(ct);
        return new(Math.Min(counted, Most), counted > Most);
    }
}
