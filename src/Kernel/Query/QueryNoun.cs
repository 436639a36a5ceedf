namespace Bridgewatch.Kernel.Query;

/// <summary>What can be asked about a kind of thing. A module declares one for each of its lists.</summary>
/// <param name="name">What the things are called: <c>ticket</c>.</param>
/// <param name="further">Fields that are not known beforehand, by what they are called; null where there is none.</param>
public sealed class QueryNoun<T>(string name, IReadOnlyList<QueryField<T>> fields, Func<string, QueryField<T>?>? further = null)
{
    /// <summary>So many conditions and values one query may have.</summary>
    public const int MostConditions = 40, MostValues = 100;

    private const int MostErrors = 10;

    private readonly Dictionary<string, QueryField<T>> _byName = fields
        .SelectMany(f => f.Aliases.Prepend(f.Name).Select(n => (n, f))).ToDictionary(p => p.n, p => p.f, StringComparer.OrdinalIgnoreCase);

    public string Name => name;

    public IReadOnlyList<QueryField<T>> Fields => fields;

    /// <summary>By its name or another that is understood, in either case.</summary>
    public QueryField<T>? Field(string called) => _byName.GetValueOrDefault(called) ?? further?.Invoke(called);

    /// <summary>Reads any text: what is wrong with it stands in the answer.</summary>
    public QueryReading<T> Read(string? text)
    {
        text ??= "";
        var (tree, error) = QueryGrammar.Parse(text);
        if (tree is null) return new(this, text, null, [error!]);
        var errors = Faults(tree).Take(MostErrors).ToList();
        return new(this, text, errors.Count == 0 ? InOurWords(tree) : tree, errors);
    }

    private IEnumerable<QueryError> Faults(QueryNode tree)
    {
        var (conditions, values) = (0, 0);
        foreach (var (node, depth) in Walk(tree, 0))
        {
            if (node is not (QueryTerm or QueryWord)) continue;
            var (at, length) = node is QueryTerm t ? (t.At, t.Length) : ((QueryWord)node).Value is var v ? (v.At, v.Length) : default;
            if (depth > 2 * QueryGrammar.Deepest) yield return new(at, length, "That is nested too deep.");
            values += node is QueryTerm several ? several.Values.Count : 1;
            if (++conditions > MostConditions || values > MostValues)
            {
                yield return new(at, length, $"A query has at most {MostConditions} conditions and {MostValues} values.");
                yield break;
            }
            foreach (var fault in node is QueryTerm term ? Faults(term) : [Fault(((QueryWord)node).Value)]) yield return fault;
        }
    }

    private IEnumerable<QueryError> Faults(QueryTerm term) => Field(term.Field) is { } field
        ? field.Faults(term)
        : [new(term.At, term.Field.Length, $"There is no field {term.Field}.", NearWord.Of(term.Field, _byName.Keys))];

    private QueryError Fault(QueryValue word) => word.Quoted || word.Text is not ("or" or "and" or "not")
        ? new(word.At, word.Length, "Words are found by the search page. Here, give a field and a value, such as subject:printer.", NearWord.Of(word.Text, _byName.Keys) is { } field ? field + ":" : null)
        : new(word.At, word.Length, $"Write {word.Text.ToUpperInvariant()} in capitals.", word.Text.ToUpperInvariant());

    /// <summary>With each field by its own name.</summary>
    private QueryNode InOurWords(QueryNode node) => node switch
    {
        AllOf all => new AllOf([.. all.Parts.Select(InOurWords)]),
        AnyOf any => new AnyOf([.. any.Parts.Select(InOurWords)]),
        NoneOf not => new NoneOf(InOurWords(not.Part)),
        QueryTerm term => term with { Field = Field(term.Field)!.Name },
        _ => node,
    };

    private static IEnumerable<(QueryNode Node, int Depth)> Walk(QueryNode node, int depth)
    {
        IEnumerable<QueryNode> parts = node switch { AllOf all => all.Parts, AnyOf any => any.Parts, NoneOf not => [not.Part], _ => [] };
        return parts.SelectMany(p => Walk(p, depth + 1)).Prepend((node, depth));
    }
}
