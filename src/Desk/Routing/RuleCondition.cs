using System.Globalization;
using Bridgewatch.Kernel.Query;

namespace Bridgewatch.Desk.Routing;

/// <summary>When a rule applies: a query, taken apart once. It has the same answer as the query itself, which a test compares; beside that it says why,
/// and what an arrival must have for it to be asked at all.</summary>
internal abstract class RuleCondition
{
    /// <param name="query">One that was read without errors.</param>
    public static RuleCondition Of(QueryNode query) => query switch
    {
        AllOf all => new AllConditions([.. all.Parts.Select(Of)]),
        AnyOf any => new AnyCondition([.. any.Parts.Select(Of)]),
        NoneOf not => new NotCondition(Of(not.Part), not),
        QueryTerm term => new TermCondition(term, ArrivalNoun.Instance.Field(term.Field)!),
        _ => throw new InvalidOperationException("A word alone is no condition."),
    };

    public abstract bool Fits(Arrival arrival);

    /// <summary>What is so of an arrival that fits, in words. Of what people wrote and of who asks it repeats nothing but what the rule says.</summary>
    public abstract IEnumerable<string> Because(Arrival arrival);

    /// <summary>An arrival that fits has one of these at least; null when nothing can be said.</summary>
    public abstract IReadOnlyList<RuleKey>? Keys { get; }
}

/// <summary>Every part must be so; without parts every ticket fits.</summary>
internal sealed class AllConditions(IReadOnlyList<RuleCondition> parts) : RuleCondition
{
    public override bool Fits(Arrival arrival)
    {
        foreach (var part in parts)
            if (!part.Fits(arrival)) return false;
        return true;
    }

    public override IEnumerable<string> Because(Arrival arrival) => parts.Count == 0 ? ["it applies to every ticket"] : parts.SelectMany(p => p.Because(arrival));

    public override IReadOnlyList<RuleKey>? Keys => parts.Select(p => p.Keys).OfType<IReadOnlyList<RuleKey>>().OrderByDescending(RuleKey.Worth).FirstOrDefault();
}

internal sealed class AnyCondition(IReadOnlyList<RuleCondition> parts) : RuleCondition
{
    public override bool Fits(Arrival arrival)
    {
        foreach (var part in parts)
            if (part.Fits(arrival)) return true;
        return false;
    }

    public override IEnumerable<string> Because(Arrival arrival) => parts.First(p => p.Fits(arrival)).Because(arrival);

    public override IReadOnlyList<RuleKey>? Keys => parts.All(p => p.Keys is not null) ? [.. parts.SelectMany(p => p.Keys!)] : null;
}

internal sealed class NotCondition(RuleCondition part, NoneOf written) : RuleCondition
{
    public override bool Fits(Arrival arrival) => !part.Fits(arrival);

    public override IEnumerable<string> Because(Arrival arrival) => [$"not {written.Part}"];

    public override IReadOnlyList<RuleKey>? Keys => null;
}

/// <summary>One field and what it is asked for.</summary>
internal sealed class TermCondition : RuleCondition
{
    private readonly QueryTerm _term;
    private readonly QueryKind _kind;
    private readonly Func<Arrival, IReadOnlyList<string>> _values;
    private readonly bool _takesNone;
    private readonly QueryPattern[] _patterns;

    public TermCondition(QueryTerm term, QueryField<Arrival> field)
    {
        (_term, _kind, _values) = (term, field.Kind, ArrivalNoun.Values(field.Name));
        _takesNone = field.TakesNone && term.Values.Any(v => v.IsNone);
        var given = term.Values.Where(v => !(v.IsNone && field.TakesNone)).Select(v => v.Quoted || !v.Text.Contains('*') ? v with { Text = ArrivalNoun.Stored(field.Name, v.Text) } : v).ToList();
        _patterns = [.. given.Select(v => _kind == QueryKind.Text ? QueryPattern.Within(v) : QueryPattern.Whole(v))];
        Keys = _takesNone ? null : KeysOf(given);
    }

    public override IReadOnlyList<RuleKey>? Keys { get; }

    public override bool Fits(Arrival arrival)
    {
        var values = _values(arrival);
        if (values.Count == 0) return _takesNone;
        foreach (var value in values)
            if (Fits(value)) return true;
        return false;
    }

    public override IEnumerable<string> Because(Arrival arrival)
    {
        var values = _values(arrival);
        if (values.Count == 0) return [$"no {_term.Field}"];
        // What people wrote, and who asks, stands in the ticket and is taken out of it there.
        if (_kind == QueryKind.Text) return [$"{_term.Field} has {Asked}"];
        if (_term.Field == "requester") return [$"{_term.Field} fits {Asked}"];
        var value = values.First(Fits);
        return [string.Equals(value, Asked, StringComparison.OrdinalIgnoreCase) ? $"{_term.Field} is {value}" : $"{_term.Field} {value} fits {Asked}"];
    }

    /// <summary>What stands behind the colon.</summary>
    private string Asked => field ??= _term.ToString()[(_term.Field.Length + 1)..];

    private bool Fits(string value)
    {
        if (_kind == QueryKind.Number) return _term.Values.Any(v => !v.IsNone && Compared(int.Parse(value, CultureInfo.InvariantCulture), int.Parse(v.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)));
        foreach (var pattern in _patterns)
            if (pattern.Fits(value)) return true;
        return false;
    }

    private bool Compared(int value, int than) => _term.Operator switch
    {
        QueryOperator.Less => value < than,
        QueryOperator.AtMost => value <= than,
        QueryOperator.More => value > than,
        QueryOperator.AtLeast => value >= than,
        _ => value == than,
    };

    private IReadOnlyList<RuleKey>? KeysOf(IEnumerable<QueryValue> given)
    {
        if (_kind is not (QueryKind.Name or QueryKind.Reference or QueryKind.Text)) return null;
        var keys = given.Select(Key).ToList();
        return keys.Contains(null) ? null : [.. keys.OfType<RuleKey>()];
    }

    private RuleKey? Key(QueryValue value)
    {
        var pieces = value.Quoted ? [value.Text] : value.Text.Split('*');
        if (_kind == QueryKind.Text)
            return pieces.MaxBy(p => p.Length) is { Length: >= LiteralIndex.Shortest } longest ? new(_term.Field, RuleKeyKind.Has, longest) : null;
        if (pieces is [var whole]) return new(_term.Field, RuleKeyKind.Is, whole);
        return pieces[0].Length > 0 ? new(_term.Field, RuleKeyKind.Begins, pieces[0]) : null;
    }
}
