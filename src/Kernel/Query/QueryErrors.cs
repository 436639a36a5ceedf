namespace Bridgewatch.Kernel.Query;

/// <summary>What is wrong with a query, as the API says it.</summary>
public static class QueryErrors
{
    /// <param name="parameter">By which the query came.</param>
    public static Invalid Invalid(string parameter, IReadOnlyList<QueryError> errors) =>
        new(new Dictionary<string, string[]> { [parameter] = [.. errors.Select(InWords)] }) { Facts = new Dictionary<string, object?> { [Fact] = errors } };

    /// <summary>What is wrong with a query where it stands, when that is the matter.</summary>
    public static IReadOnlyList<QueryError> Of(Invalid invalid) => invalid.Facts.GetValueOrDefault(Fact) as IReadOnlyList<QueryError> ?? [];

    private const string Fact = "query";

    private static string InWords(QueryError error) => $"At {error.At}: {error.What}{(error.Nearest is { } near ? $" Did you mean {near}?" : "")}";
}
