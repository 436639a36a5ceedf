using System.Linq.Expressions;

namespace Bridgewatch.Catalog.Lists;

/// <summary>Comparisons of text that become SQL, where the column's collation decides: byte by byte for keys of lists.</summary>
internal static class TextOrder
{
#pragma warning disable CA1309, CA1310 // Never run in memory.
    /// <summary>The rows that come after a key.</summary>
    public static IQueryable<T> After<T>(this IQueryable<T> rows, Expression<Func<T, string>> key, string? than)
    {
        if (than is null) return rows;
        Expression<Func<string, bool>> isAfter = text => string.Compare(text, than) > 0;
        return rows.Where(isAfter.On(key));
    }

    /// <summary>The rows whose key lies from the first to before the second.</summary>
    public static IQueryable<T> Within<T>(this IQueryable<T> rows, Expression<Func<T, string>> key, (string From, string Until) range)
    {
        var (from, until) = range;
        Expression<Func<string, bool>> isWithin = text => string.Compare(text, from) >= 0 && string.Compare(text, until) < 0;
        return rows.Where(isWithin.On(key));
    }
#pragma warning restore CA1309, CA1310

    private static Expression<Func<T, bool>> On<T>(this Expression<Func<string, bool>> condition, Expression<Func<T, string>> key) =>
        Expression.Lambda<Func<T, bool>>(new Exchange(condition.Parameters[0], key.Body).Visit(condition.Body), key.Parameters);

    private sealed class Exchange(ParameterExpression parameter, Expression by) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? by : node;
    }
}
