using System.Linq.Expressions;

namespace Bridgewatch.Kernel.Query;

/// <summary>Puts conditions together so that Entity Framework can still read them.</summary>
internal static class Conditions
{
    /// <summary>The condition on a value, asked of a member of the row.</summary>
    public static Expression<Func<T, bool>> Of<T, TValue>(Expression<Func<T, TValue>> member, Expression<Func<TValue, bool>> condition) =>
        Expression.Lambda<Func<T, bool>>(Exchange(condition.Body, condition.Parameters[0], member.Body), member.Parameters);

    public static Expression<Func<T, bool>> All<T>(IReadOnlyList<Expression<Func<T, bool>>> conditions) =>
        conditions.Count == 0 ? _ => true : Join(conditions, Expression.AndAlso);

    public static Expression<Func<T, bool>> Any<T>(IReadOnlyList<Expression<Func<T, bool>>> conditions) =>
        conditions.Count == 0 ? _ => false : Join(conditions, Expression.OrElse);

    public static Expression<Func<T, bool>> Not<T>(Expression<Func<T, bool>> condition) =>
        Expression.Lambda<Func<T, bool>>(Expression.Not(condition.Body), condition.Parameters);

    public static Expression Exchange(Expression within, ParameterExpression parameter, Expression by) => new Exchanger(parameter, by).Visit(within);

    private static Expression<Func<T, bool>> Join<T>(IReadOnlyList<Expression<Func<T, bool>>> conditions, Func<Expression, Expression, Expression> with)
    {
        var row = conditions[0].Parameters[0];
        return Expression.Lambda<Func<T, bool>>(conditions.Select(c => Exchange(c.Body, c.Parameters[0], row)).Aggregate(with), row);
    }

    private sealed class Exchanger(ParameterExpression parameter, Expression by) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? by : node;
    }
}
