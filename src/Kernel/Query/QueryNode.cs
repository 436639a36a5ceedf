namespace Bridgewatch.Kernel.Query;

/// <summary>A query as it was understood. Where a part stands in the text is kept, so that an error can point at it.</summary>
public abstract record QueryNode
{
    private protected QueryNode()
    {
    }

    /// <summary>The same query as it would be written by us; reading that gives the same query again.</summary>
    public sealed override string ToString() => QueryWriter.Write(this);
}

/// <summary>Every part must be so. None: everything fits.</summary>
public sealed record AllOf(IReadOnlyList<QueryNode> Parts) : QueryNode;

/// <summary>One part at least must be so.</summary>
public sealed record AnyOf(IReadOnlyList<QueryNode> Parts) : QueryNode;

/// <summary>The part must not be so.</summary>
public sealed record NoneOf(QueryNode Part) : QueryNode;

/// <summary><c>field:value</c>: the field must be one of the values, or compare so with it.</summary>
/// <param name="At">Where the field's name begins, from 0.</param>
public sealed record QueryTerm(string Field, QueryOperator Operator, IReadOnlyList<QueryValue> Values, int At, int Length) : QueryNode;

/// <summary>A word without a field.</summary>
public sealed record QueryWord(QueryValue Value) : QueryNode;

/// <summary>A value as it was written.</summary>
/// <param name="Quoted">It stood in quotation marks: stars and words such as <c>none</c> mean nothing but themselves.</param>
/// <param name="At">Where it begins, from 0.</param>
public sealed record QueryValue(string Text, bool Quoted, int At, int Length)
{
    public const string Nothing = "none";

    public const string Myself = "me";

    public bool IsNone => !Quoted && Text.Equals(Nothing, StringComparison.OrdinalIgnoreCase);

    public bool IsMe => !Quoted && Text.Equals(Myself, StringComparison.OrdinalIgnoreCase);
}

public enum QueryOperator
{
    /// <summary>Nothing stands after the colon, or an equals sign.</summary>
    Is,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// <summary>What is wrong with a query, and where.</summary>
/// <param name="At">The first character that is meant, from 0; the length of the text when something is missing at its end.</param>
/// <param name="Nearest">What was probably meant, to be put in its place.</param>
public sealed record QueryError(int At, int Length, string What, string? Nearest = null);
