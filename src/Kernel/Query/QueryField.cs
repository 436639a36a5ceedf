using System.Linq.Expressions;

namespace Bridgewatch.Kernel.Query;

/// <summary>What kind of value a field has, for documentation and completion.</summary>
public enum QueryKind
{
    /// <summary>One of a list of words.</summary>
    Word,

    /// <summary>Said of the thing or not: <c>is:open</c>.</summary>
    Flag,

    /// <summary>Words of a text, anywhere in it.</summary>
    Text,

    /// <summary>A whole code or label.</summary>
    Name,
    Number,
    Instant,

    /// <summary>Another thing, by its name.</summary>
    Reference,
}

/// <summary>Something that can be asked of a noun.</summary>
/// <param name="name">As it is written before the colon.</param>
/// <param name="doc">What it is, in a sentence.</param>
public abstract class QueryField<T>(string name, string doc)
{
    public string Name => name;

    public string Doc => doc;

    /// <summary>Other names that are understood.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public abstract QueryKind Kind { get; }

    /// <summary><c>none</c> asks for those that have no value.</summary>
    public virtual bool TakesNone => false;

    /// <summary>Values that are known without asking the database.</summary>
    public virtual IReadOnlyList<string> Words => [];

    /// <summary>For whoever reads masked: how a value is found without telling what it is.</summary>
    internal virtual string? Names => null;

    /// <summary>Whether its values are names that must be found before it can be asked.</summary>
    internal virtual bool IsLookedUp => Names is not null;

    internal virtual bool Compares => false;

    internal virtual IEnumerable<QueryError> Faults(QueryTerm term)
    {
        if (term.Operator != QueryOperator.Is && !Compares) yield return new(term.At, term.Length, $"{name} is not compared by size; give {name}:VALUE.");
        foreach (var value in term.Values)
        {
            if (value.IsNone && TakesNone)
            {
                if (term.Operator != QueryOperator.Is) yield return new(value.At, value.Length, "Nothing is neither more nor less than that.");
            }
            else if (Fault(value) is { } fault)
            {
                yield return fault;
            }
        }
    }

    /// <summary>Null when the value can be one of the field's.</summary>
    internal abstract QueryError? Fault(QueryValue value);

    internal Expression<Func<T, bool>> Translate(QueryTerm term, QueryBinding binding)
    {
        var given = term.Values.Where(v => !(v.IsNone && TakesNone)).ToList();
        var any = given.Count == 0 ? [] : new List<Expression<Func<T, bool>>> { Condition(term.Operator, given, binding) };
        if (given.Count < term.Values.Count) any.Add(IsNone());
        return Conditions.Any(any);
    }

    internal abstract Expression<Func<T, bool>> Condition(QueryOperator @operator, IReadOnlyList<QueryValue> values, QueryBinding binding);

    internal virtual Expression<Func<T, bool>> IsNone() => throw new InvalidOperationException($"{name} always has a value.");
}

/// <summary>For nouns whose things have several of something.</summary>
public static class QueryField
{
    /// <summary>The condition on a text, asked of a member of a row.</summary>
    public static Expression<Func<T, bool>> On<T>(Expression<Func<T, string>> member, Expression<Func<string, bool>> condition) => Conditions.Of(member, condition);

    /// <summary>One at least of the texts fulfils the condition.</summary>
    public static Expression<Func<T, bool>> Any<T>(Expression<Func<T, IEnumerable<string>>> texts, Expression<Func<string, bool>> condition) =>
        Expression.Lambda<Func<T, bool>>(Expression.Call(typeof(Enumerable), nameof(Enumerable.Any), [typeof(string)], texts.Body, condition), texts.Parameters);
}

/// <summary>One of the words of an enumeration.</summary>
public sealed class WordField<T, TWord>(string name, string doc, Expression<Func<T, TWord?>> member, bool optional = false) : QueryField<T>(name, doc)
    where TWord : struct, Enum
{
    public override QueryKind Kind => QueryKind.Word;

    public override bool TakesNone => optional;

    public override IReadOnlyList<string> Words { get; } = [.. Enum.GetValues<TWord>().Select(Kernel.Words.Of)];

    /// <summary>The members that a value names: one, or all that a star leaves open.</summary>
    public static IReadOnlyList<TWord> Read(QueryValue value)
    {
        var pattern = QueryPattern.Whole(value);
        return [.. Enum.GetValues<TWord>().Where(w => pattern.Fits(Kernel.Words.Of(w)))];
    }

    internal override QueryError? Fault(QueryValue value) => QueryPattern.Fault(value) is { } fault ? new(value.At, value.Length, fault)
        : Read(value).Count > 0 ? null
        : new(value.At, value.Length, $"{Name} is one of {string.Join(", ", Words)}{(optional ? ", none" : "")}.", NearWord.Of(value.Text, Words));

    internal override Expression<Func<T, bool>> Condition(QueryOperator @operator, IReadOnlyList<QueryValue> values, QueryBinding binding)
    {
        var words = values.SelectMany(Read).Distinct().Select(w => (TWord?)w).ToList();
        return Conditions.Of(member, word => words.Contains(word));
    }

    internal override Expression<Func<T, bool>> IsNone() => Conditions.Of(member, word => word == null);
}

/// <summary>Said of the thing or not.</summary>
/// <param name="Other">Another word for the same.</param>
public sealed record QueryFlag<T>(string Word, string Doc, Func<QueryAsker, Expression<Func<T, bool>>> Condition, string? Other = null)
{
    /// <summary>What is so whoever asks, and whenever.</summary>
    public QueryFlag(string word, string doc, Expression<Func<T, bool>> condition, string? other = null) : this(word, doc, _ => condition, other)
    {
    }
}

/// <summary>Any of several things that are so or not.</summary>
public sealed class FlagField<T>(string name, string doc, IReadOnlyList<QueryFlag<T>> flags) : QueryField<T>(name, doc)
{
    public override QueryKind Kind => QueryKind.Flag;

    public IReadOnlyList<QueryFlag<T>> Flags => flags;

    public override IReadOnlyList<string> Words { get; } = [.. flags.SelectMany(f => f.Other is null ? [f.Word] : new[] { f.Word, f.Other })];

    internal override QueryError? Fault(QueryValue value) => Flag(value) is not null ? null
        : new(value.At, value.Length, $"{Name} is one of {string.Join(", ", Words)}.", NearWord.Of(value.Text, Words));

    internal override Expression<Func<T, bool>> Condition(QueryOperator @operator, IReadOnlyList<QueryValue> values, QueryBinding binding) =>
        Conditions.Any(values.Select(v => Flag(v)!.Condition(binding.Asker)).ToList());

    private QueryFlag<T>? Flag(QueryValue value) => flags.FirstOrDefault(f =>
        f.Word.Equals(value.Text, StringComparison.OrdinalIgnoreCase) || f.Other?.Equals(value.Text, StringComparison.OrdinalIgnoreCase) == true);
}

/// <summary>A text, of which a part must fit.</summary>
/// <param name="open">Which things show their text also to whoever reads masked.</param>
public sealed class TextField<T>(string name, string doc, Expression<Func<T, string?>> member, Expression<Func<T, bool>>? open = null) : QueryField<T>(name, doc)
{
    public override QueryKind Kind => QueryKind.Text;

    internal override QueryError? Fault(QueryValue value) => QueryPattern.Fault(value) is { } fault ? new(value.At, value.Length, fault) : null;

    internal override Expression<Func<T, bool>> Condition(QueryOperator @operator, IReadOnlyList<QueryValue> values, QueryBinding binding)
    {
        var fits = Conditions.Any(values.Select(v => Fits(QueryPattern.Within(v))).ToList());
        return binding.Asker.ReadsMasked && open is not null ? Conditions.All([open, fits]) : fits;
    }

    private Expression<Func<T, bool>> Fits(QueryPattern pattern) => Conditions.Of(member, text => text != null && pattern.Fits(text));
}

/// <summary>Codes or labels, of which a thing may have several; each fits as a whole.</summary>
/// <param name="member">The condition that one of the thing's names fulfils another.</param>
/// <param name="normal">A name as it is stored; null when it can be none.</param>
/// <param name="folded">A part of a name as it would be stored.</param>
public sealed class NamesField<T>(
    string name, string doc, Func<Expression<Func<string, bool>>, Expression<Func<T, bool>>> member, Expression<Func<T, bool>> without, Func<string, string?> normal,
    Func<string, string> folded)
    : QueryField<T>(name, doc)
{
    public override QueryKind Kind => QueryKind.Name;

    public override bool TakesNone => true;

    internal override QueryError? Fault(QueryValue value) => QueryPattern.Fault(value) is { } fault ? new(value.At, value.Length, fault)
        : Stars(value) || normal(value.Text) is not null ? null
        : new(value.At, value.Length, $"That can be no {Name}.");

    internal override Expression<Func<T, bool>> Condition(QueryOperator @operator, IReadOnlyList<QueryValue> values, QueryBinding binding)
    {
        var any = values.Where(Stars).Select(v => QueryPattern.Stored(v, folded)).Select(pattern => member(text => pattern.Fits(text))).ToList();
        var exact = values.Where(v => !Stars(v)).Select(v => normal(v.Text)!).Distinct().ToList();
        if (exact is [var only]) any.Add(member(text => text == only));
        else if (exact.Count > 1) any.Add(member(text => exact.Contains(text)));
        return Conditions.Any(any);
    }

    internal override Expression<Func<T, bool>> IsNone() => without;

    private static bool Stars(QueryValue value) => !value.Quoted && value.Text.Contains('*');
}

/// <summary>Another thing, by one of its names, or by its id.</summary>
/// <param name="kind">What is asked for by <see cref="FindNamed"/>.</param>
public sealed class ReferenceField<T, TId>(string name, string doc, string kind, Expression<Func<T, TId?>> member, bool optional = true, bool me = false)
    : QueryField<T>(name, doc) where TId : struct, IStrongId<TId>
{
    public override QueryKind Kind => QueryKind.Reference;

    public override bool TakesNone => optional;

    public override IReadOnlyList<string> Words { get; } = me ? [QueryValue.Myself] : [];

    internal override string? Names => kind;

    internal override QueryError? Fault(QueryValue value) => QueryPattern.Fault(value) is { } fault ? new(value.At, value.Length, fault)
        : value.Text.Length == 0 ? new(value.At, value.Length, $"Give the name of a {kind}.") : null;

    internal override Expression<Func<T, bool>> Condition(QueryOperator @operator, IReadOnlyList<QueryValue> values, QueryBinding binding)
    {
        var ids = values.SelectMany(v => me && v.IsMe ? [binding.Asker.Me!.Value.Value] : binding.Named(v)).Distinct().Select(id => (TId?)TId.From(id)).ToList();
        return Conditions.Of(member, id => id != null && ids.Contains(id));
    }

    internal override Expression<Func<T, bool>> IsNone() => Conditions.Of(member, id => id == null);
}
