namespace Bridgewatch.Kernel.Query;

/// <summary>Writes a query in the form that we would have chosen.</summary>
internal static class QueryWriter
{
    public static string Write(QueryNode node) => node switch
    {
        AllOf all => string.Join(' ', all.Parts.Select(p => p is AnyOf or AllOf ? Bracketed(p) : Write(p))),
        AnyOf any => string.Join(" OR ", any.Parts.Select(p => p is AnyOf ? Bracketed(p) : Write(p))),
        NoneOf { Part: AnyOf or AllOf } not => "-" + Bracketed(not.Part),
        NoneOf not => "-" + Write(not.Part),
        QueryTerm term => $"{term.Field}:{Sign(term.Operator)}{string.Join(',', term.Values.Select(Value))}",
        QueryWord word => Word(word.Value),
        _ => throw new InvalidOperationException($"There is no way to write a {node.GetType().Name}."),
    };

    /// <summary>A value that means itself, in quotation marks where it needs them.</summary>
    public static string Literal(string text) =>
        text.Length > 0 && text.All(c => QueryGrammar.IsBare(c) && c != '*') && text[0] is not ('<' or '>' or '=')
            && !text.Equals(QueryValue.Nothing, StringComparison.OrdinalIgnoreCase) && !text.Equals(QueryValue.Myself, StringComparison.OrdinalIgnoreCase)
            ? text
            : Quoted(text);

    internal static string Sign(QueryOperator @operator) => @operator switch
    {
        QueryOperator.Less => "<",
        QueryOperator.AtMost => "<=",
        QueryOperator.More => ">",
        QueryOperator.AtLeast => ">=",
        _ => "",
    };

    private static string Bracketed(QueryNode node) => $"({Write(node)})";

    private static string Value(QueryValue value) => value.Quoted ? Quoted(value.Text) : value.Text;

    private static string Word(QueryValue value) => value.Quoted ? Quoted(value.Text) : value.Text;

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
