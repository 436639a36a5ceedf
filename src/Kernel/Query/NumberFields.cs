using System.Globalization;
using System.Linq.Expressions;
using NodaTime;

namespace Bridgewatch.Kernel.Query;

/// <summary>A whole number.</summary>
public sealed class NumberField<T>(string name, string doc, Expression<Func<T, int?>> member, bool optional = false) : QueryField<T>(name, doc)
{
    public override QueryKind Kind => QueryKind.Number;

    public override bool TakesNone => optional;

    internal override bool Compares => true;

    internal override QueryError? Fault(QueryValue value) =>
        TryRead(value.Text, out _) ? null : new(value.At, value.Length, "Give a whole number.");

    internal override Expression<Func<T, bool>> Condition(QueryOperator @operator, IReadOnlyList<QueryValue> values, QueryBinding binding) =>
        Conditions.Any(values.Select(v => Conditions.Of(member, Compared(@operator, v.Text))).ToList());

    internal override Expression<Func<T, bool>> IsNone() => Conditions.Of(member, number => number == null);

    private static Expression<Func<int?, bool>> Compared(QueryOperator @operator, string text)
    {
        _ = TryRead(text, out var than);
        // What has no number is neither more nor less; said by itself, so that its negation is right in SQL as well.
        return @operator switch
        {
            QueryOperator.Less => n => n != null && n < than,
            QueryOperator.AtMost => n => n != null && n <= than,
            QueryOperator.More => n => n != null && n > than,
            QueryOperator.AtLeast => n => n != null && n >= than,
            _ => n => n == than,
        };
    }

    private static bool TryRead(string text, out int number) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}

/// <summary>The number by which people name a ticket, with or without <c>T-</c>.</summary>
public sealed class TicketNumberField<T>(string name, string doc, Expression<Func<T, TicketNumber>> member) : QueryField<T>(name, doc)
{
    public override QueryKind Kind => QueryKind.Number;

    internal override bool Compares => true;

    internal override QueryError? Fault(QueryValue value) =>
        TryRead(value.Text, out _) ? null : new(value.At, value.Length, "Give a number such as T-1042.");

    internal override Expression<Func<T, bool>> Condition(QueryOperator @operator, IReadOnlyList<QueryValue> values, QueryBinding binding) =>
        Conditions.Any(values.Select(v => Conditions.Of(member, Compared(@operator, v.Text))).ToList());

    private static Expression<Func<TicketNumber, bool>> Compared(QueryOperator @operator, string text)
    {
        _ = TryRead(text, out var than);
        return @operator switch
        {
            QueryOperator.Less => n => n < than,
            QueryOperator.AtMost => n => n <= than,
            QueryOperator.More => n => n > than,
            QueryOperator.AtLeast => n => n >= than,
            _ => n => n == than,
        };
    }

    private static bool TryRead(string text, out TicketNumber number) =>
        TicketNumber.TryParse(text, out number) || TicketNumber.TryParse(TicketNumber.Prefix + text, out number);
}

/// <summary>A point in time, asked for by a day, a month, a year, an instant, or how long ago it was.</summary>
/// <param name="ahead">It usually is still to come, and a span of time is one from now on.</param>
public sealed class InstantField<T>(string name, string doc, Expression<Func<T, Instant?>> member, bool optional = false, bool ahead = false) : QueryField<T>(name, doc)
{
    public override QueryKind Kind => QueryKind.Instant;

    public override bool TakesNone => optional;

    public override IReadOnlyList<string> Words { get; } = ahead ? ["<1h", "<4h", "today", "tomorrow", "<1d", "<7d"] : ["today", "yesterday", "<1h", "<1d", "<7d", ">7d", ">30d"];

    internal override bool Compares => true;

    internal override QueryError? Fault(QueryValue value) => QueryMoment.TryRead(value.Text, out _) ? null
        : new(value.At, value.Length, ahead ? "Give a day such as 2026-03-27, or how soon, such as 7d, 12h or 30m." : "Give a day such as 2026-03-27, or how long ago, such as 7d, 12h or 30m.");

    internal override Expression<Func<T, bool>> Condition(QueryOperator @operator, IReadOnlyList<QueryValue> values, QueryBinding binding) =>
        Conditions.Any(values.Select(v => Conditions.Of(member, Compared(@operator, v.Text, binding.Asker))).ToList());

    internal override Expression<Func<T, bool>> IsNone() => Conditions.Of(member, at => at == null);

    private Expression<Func<Instant?, bool>> Compared(QueryOperator @operator, string text, QueryAsker asker)
    {
        _ = QueryMoment.TryRead(text, out var moment);
        if (moment.Age is { } time && ahead)
        {
            var then = Micros.Cut(asker.Now + time);
            return @operator switch
            {
                QueryOperator.Less => at => at != null && at < then,
                QueryOperator.More => at => at != null && at > then,
                QueryOperator.AtLeast => at => at != null && at >= then,
                _ => at => at != null && at <= then,
            };
        }
        if (moment.Age is { } age)
        {
            var then = Micros.Cut(asker.Now - age);
            // "Less than seven days" is since then, "more" is before.
            return @operator switch
            {
                QueryOperator.Less => at => at != null && at > then,
                QueryOperator.More => at => at != null && at < then,
                QueryOperator.AtLeast => at => at != null && at <= then,
                _ => at => at != null && at >= then,
            };
        }
        var (from, until) = moment.Span(asker);
        if (from == until)
        {
            return @operator switch
            {
                QueryOperator.Less => at => at != null && at < from,
                QueryOperator.AtMost => at => at != null && at <= from,
                QueryOperator.More => at => at != null && at > from,
                QueryOperator.AtLeast => at => at != null && at >= from,
                _ => at => at == from,
            };
        }
        return @operator switch
        {
            QueryOperator.Less => at => at != null && at < from,
            QueryOperator.AtMost => at => at != null && at < until,
            QueryOperator.More => at => at != null && at >= until,
            QueryOperator.AtLeast => at => at != null && at >= from,
            _ => at => at != null && at >= from && at < until,
        };
    }
}
