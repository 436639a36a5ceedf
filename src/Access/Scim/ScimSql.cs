using System.Linq.Expressions;
using System.Reflection;

namespace Bridgewatch.Access.Scim;

/// <summary>An attribute that lists can be filtered by.</summary>
/// <param name="Text">What is compared; null for one that is only asked for equality.</param>
/// <param name="Folded">It is stored in lower case, and so compared without regard to case.</param>
/// <param name="Is">Whether it has a value that is no text, or is one of several; null when the value fits none.</param>
internal sealed record ScimAttribute<T>(Expression<Func<T, string?>>? Text = null, bool Folded = false, Func<object?, Expression<Func<T, bool>>?>? Is = null);

/// <summary>Translates a filter into a condition that the database judges.</summary>
internal static class ScimSql
{
    private static readonly MethodInfo Contains = typeof(string).GetMethod(nameof(string.Contains), [typeof(string)])!;
    private static readonly MethodInfo StartsWith = typeof(string).GetMethod(nameof(string.StartsWith), [typeof(string)])!;
    private static readonly MethodInfo EndsWith = typeof(string).GetMethod(nameof(string.EndsWith), [typeof(string)])!;

    /// <exception cref="ScimFault">It names an attribute that cannot be asked for, or asks in a way that has no answer.</exception>
    public static Expression<Func<T, bool>> Translate<T>(ScimCondition condition, IReadOnlyDictionary<string, ScimAttribute<T>> attributes)
    {
        var row = Expression.Parameter(typeof(T), "row");
        return Expression.Lambda<Func<T, bool>>(Of(condition, attributes, row), row);
    }

    private static Expression Of<T>(ScimCondition condition, IReadOnlyDictionary<string, ScimAttribute<T>> attributes, ParameterExpression row) => condition switch
    {
        ScimBoth both => Expression.AndAlso(Of(both.Left, attributes, row), Of(both.Right, attributes, row)),
        ScimEither either => Expression.OrElse(Of(either.Left, attributes, row), Of(either.Right, attributes, row)),
        ScimNot not => Expression.Not(Of(not.Inner, attributes, row)),
        ScimComparison comparison => Of(comparison, attributes, row),
        _ => throw new InvalidOperationException($"{condition} is no condition."),
    };

    private static Expression Of<T>(ScimComparison comparison, IReadOnlyDictionary<string, ScimAttribute<T>> attributes, ParameterExpression row)
    {
        var attribute = attributes.FirstOrDefault(a => a.Key.Equals(comparison.Path, StringComparison.OrdinalIgnoreCase)).Value
            ?? throw new ScimFault("invalidFilter", $"Nothing can be found by '{comparison.Path}'. There are: {string.Join(", ", attributes.Keys)}.");
        if (attribute.Text is { } text) return Compare(Inline(text, row), comparison, attribute.Folded);
        if (comparison.Operator is not (ScimOperator.Eq or ScimOperator.Ne)) throw new ScimFault("invalidFilter", $"'{comparison.Path}' is asked for with eq or ne alone.");
        var equal = attribute.Is!(comparison.Value) is { } condition ? Inline(condition, row) : Expression.Constant(false);
        return comparison.Operator == ScimOperator.Eq ? equal : Expression.Not(equal);
    }

    private static Expression Compare(Expression text, ScimComparison comparison, bool folded)
    {
        if (comparison.Operator == ScimOperator.Pr) return Expression.NotEqual(text, Expression.Constant(null, typeof(string)));
        if (comparison.Value is not (string or null)) throw new ScimFault("invalidFilter", $"'{comparison.Path}' is a text: put the value in quotation marks.");
        var given = comparison.Value as string;
        // Not a constant, so that one statement is kept for all values.
        Expression<Func<string?>> value = () => given;
        if (folded && given is not null) given = People.Person.KeyOf(given);
        return comparison.Operator switch
        {
            ScimOperator.Eq => Expression.Equal(text, value.Body),
            ScimOperator.Ne => Expression.NotEqual(text, value.Body),
            ScimOperator.Co when given is not null => Found(Contains),
            ScimOperator.Sw when given is not null => Found(StartsWith),
            ScimOperator.Ew when given is not null => Found(EndsWith),
            _ => throw new ScimFault("invalidFilter", $"'{comparison.Path}' is asked for with eq, ne, co, sw, ew or pr."),
        };

        Expression Found(MethodInfo how) =>
            Expression.AndAlso(Expression.NotEqual(text, Expression.Constant(null, typeof(string))), Expression.Call(text, how, value.Body));
    }

    private static Expression Inline<T, TResult>(Expression<Func<T, TResult>> lambda, ParameterExpression row) => new Exchange(lambda.Parameters[0], row).Visit(lambda.Body);

    private sealed class Exchange(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
