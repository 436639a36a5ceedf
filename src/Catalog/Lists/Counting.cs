using System.Linq.Expressions;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Lists;

internal static class Counting
{
    /// <summary>Beyond this nobody reads the number.</summary>
    public const int Most = 1_000;

    /// <summary>How many there are, counted up to <see cref="Most"/> along the index of the list's order.</summary>
    public static async Task<Count> Capped<T>(this IQueryable<T> rows, Expression<Func<T, string>> order, CancellationToken ct)
    {
        var counted = await rows.OrderBy(order).Select(order).Take(Most + 1).CountAsync(ct);
        return new(Math.Min(counted, Most), counted > Most);
    }
}
