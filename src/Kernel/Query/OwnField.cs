using System.Globalization;
using System.Linq.Expressions;

namespace Bridgewatch.Kernel.Query;

/// <summary>A field of one's own, that is no property of the thing: its value as text, of which the whole must fit, or by size where it has one.</summary>
/// <param name="values">None or one.</param>
/// <param name="sizes">A number, or a day as 20260327; none where the value is neither.</param>
/// <param name="known">Values that it often has, for whoever proposes them; it may have others.</param>
public sealed class OwnField<T>(
    string name, string doc, Expression<Func<T, IEnumerable<string>>> values, Expression<Func<T, IEnumerable<double>>> sizes, IEnumerable<string>? known = null) : QueryField<T>(name, doc)
{
    private readonly Expression<Func<T, bool>> _isNone =
        Expression.Lambda<Func<T, bool>>(Expression.Not(Expression.Call(typeof(Enumerable), nameof(Enumerable.Any), [typeof(string)], values.Body)), values.Parameters);

    public override QueryKind Kind => QueryKind.Name;

    public override bool TakesNone => true;

    public override IReadOnlyList<string> Words { get; } = [.. (known ?? []).Select(QueryWriter.Literal)];

    internal override bool Compares => true;

    internal override IEnumerable<QueryError> Faults(QueryTerm term) => term.Operator == QueryOperator.Is ? base.Faults(term)
        : term.Values.Where(v => SizeOf(v.Text) is null).Select(v => new QueryError(v.At, v.Length, "By size, give a number, or a day such as 2026-03-27."));

    internal override QueryError? Fault(QueryValue value) => QueryPattern.Fault(value) is { } fault ? new(value.At, value.Length, fault)
        : value.Text.Length == 0 ? new(value.At, value.Length, $"Give a value of {Name}.") : null;

    /// <summary>What a customer says in fields cannot be guessed by whoever reads masked.</summary>
    internal override Expression<Func<T, bool>> Condition(QueryOperator @operator, IReadOnlyList<QueryValue> given, QueryBinding binding)
    {
        if (binding.Asker.ReadsMasked) return _ => false;
        return Conditions.Any(given.Select(v => @operator == QueryOperator.Is ? Fits(QueryPattern.Whole(v)) : Sized(@operator, SizeOf(v.Text)!.Value)).ToList());
    }

    internal override Expression<Func<T, bool>> IsNone() => _isNone;

    private Expression<Func<T, bool>> Fits(QueryPattern pattern) => QueryField.Any(values, text => pattern.Fits(text));

    private Expression<Func<T, bool>> Sized(QueryOperator @operator, double than)
    {
        Expression<Func<double, bool>> compared = @operator switch
        {
            QueryOperator.Less => n => n < than,
            QueryOperator.AtMost => n => n <= than,
            QueryOperator.More => n => n > than,
            _ => n => n >= than,
        };
        return Expression.Lambda<Func<T, bool>>(Expression.Call(typeof(Enumerable), nameof(Enumerable.Any), [typeof(double)], sizes.Body, compared), sizes.Parameters);
    }

    private static double? SizeOf(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number
        : DaySize.Of(text);
}
