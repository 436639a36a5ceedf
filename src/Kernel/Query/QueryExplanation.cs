namespace Bridgewatch.Kernel.Query;

/// <summary>How a query is understood, for whoever wants to see it.</summary>
/// <param name="Query">As we would have written it; null when something is wrong with it.</param>
/// <param name="Tree">Null when it could not be taken apart.</param>
public sealed record QueryExplanation(string Noun, string? Query, QueryPart? Tree, IReadOnlyList<QueryError> Errors)
{
    /// <summary>What is asked of each engine; null where something is wrong with the query.</summary>
    public QuerySql? Sql { get; init; }

    public static QueryExplanation Of<T>(QueryReading<T> reading) =>
        new(reading.Noun.Name, reading.Normal, reading.Tree is { } tree ? Part(tree) : null, reading.Errors);

    private static QueryPart Part(QueryNode node) => node switch
    {
        AllOf all => new(QueryPartKind.All) { Parts = [.. all.Parts.Select(Part)] },
        AnyOf any => new(QueryPartKind.Any) { Parts = [.. any.Parts.Select(Part)] },
        NoneOf not => new(QueryPartKind.Not) { Parts = [Part(not.Part)] },
        QueryTerm term => new(QueryPartKind.Term) { Field = term.Field, Operator = term.Operator, Values = [.. term.Values.Select(v => v.Text)], At = term.At, Length = term.Length },
        QueryWord word => new(QueryPartKind.Word) { Values = [word.Value.Text], At = word.Value.At, Length = word.Value.Length },
        _ => throw new InvalidOperationException($"There is no word for a {node.GetType().Name}."),
    };
}

/// <summary>A query as the databases get it.</summary>
public sealed record QuerySql(string Sqlite, string Postgres);

public enum QueryPartKind
{
    /// <summary>Every part must be so.</summary>
    All,

    /// <summary>One part at least.</summary>
    Any,

    /// <summary>The part must not be so.</summary>
    Not,

    /// <summary>A field and its values.</summary>
    Term,

    /// <summary>A word without a field.</summary>
    Word,
}

/// <summary>A part of a query; what it has depends on its kind.</summary>
public sealed record QueryPart(QueryPartKind Kind)
{
    public IReadOnlyList<QueryPart>? Parts { get; init; }

    public string? Field { get; init; }

    public QueryOperator? Operator { get; init; }

    public IReadOnlyList<string>? Values { get; init; }

    public int? At { get; init; }

    public int? Length { get; init; }
}
