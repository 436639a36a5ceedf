namespace Bridgewatch.Kernel.Query;

/// <summary>Changes the text of a query as menus do.</summary>
public static class QueryEdit
{
    /// <summary>A condition as it is written: the value means itself, but for words such as <c>me</c> when they are meant.</summary>
    public static string Term(string field, string value, bool word = false) => $"{field}:{(word ? value : QueryWriter.Literal(value))}";

    /// <summary>The query with another condition for a field in the place of those that it had at its top.</summary>
    /// <param name="term">From <see cref="Term"/>; null takes them out.</param>
    public static string With<T>(QueryNoun<T> noun, string text, string field, string? term)
    {
        var reading = noun.Read(text);
        // What cannot be read stays as it is, for whoever wrote it to mend.
        if (reading.Errors.Count > 0) return term is null ? text : $"{text} {term}".Trim();
        var kept = new AllOf([.. reading.Parts.Where(p => p is not QueryTerm { Operator: QueryOperator.Is } t || t.Field != field)]).ToString();
        return term is null ? kept : $"{kept} {term}".Trim();
    }
}
