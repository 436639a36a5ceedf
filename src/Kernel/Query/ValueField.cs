using System.Linq.Expressions;

namespace Bridgewatch.Kernel.Query;

/// <summary>Values that a thing carries itself, of which one must fit as a whole: for things that are asked in memory and stand in no table.</summary>
/// <param name="values">All the names by which it may be called, for one.</param>
/// <param name="kind">The kind of thing that is named, for whoever proposes names; null when the values name nothing else.</param>
public sealed class ValueField<T>(string name, string doc, Expression<Func<T, IEnumerable<string>>> values, string? kind = null, bool optional = true) : QueryField<T>(name, doc)
{
    private readonly Expression<Func<T, bool>> _isNone =
        Expression.Lambda<Func<T, bool>>(Expression.Not(Expression.Call(typeof(Enumerable), nameof(Enumerable.Any), [typeof(string)], values.Body)), values.Parameters);

    public override QueryKind Kind => kind is null ? QueryKind.Name : QueryKind.Reference;

    public override bool TakesNone => optional;

    internal override string? Names => kind;

    internal override bool IsLookedUp => false;

    internal override QueryError? Fault(QueryValue value) => QueryPattern.Fault(value) is { } fault ? new(value.At, value.Length, fault)
        : value.Text.Length == 0 ? new(value.At, value.Length, $"Give a value of {Name}.") : null;

    internal override Expression<Func<T, bool>> Condition(QueryOperator @operator, IReadOnlyList<QueryValue> given, QueryBinding binding) =>
        Conditions.Any(given.Select(QueryPattern.Whole).Select(pattern => QueryField.Any(values, text => pattern.Fits(text))).ToList());

    internal override Expression<Func<T, bool>> IsNone() => _isNone;
}
