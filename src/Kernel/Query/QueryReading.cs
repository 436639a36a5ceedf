using System.Linq.Expressions;

namespace Bridgewatch.Kernel.Query;

/// <summary>A query that was read: what it means, or what is wrong with it.</summary>
/// <param name="Tree">Null when it could not be taken apart.</param>
public sealed record QueryReading<T>(QueryNoun<T> Noun, string Text, QueryNode? Tree, IReadOnlyList<QueryError> Errors)
{
    /// <summary>More of one name are not asked for at once.</summary>
    public const int MostNamed = 500;

    public bool IsEmpty => Tree is AllOf { Parts.Count: 0 };

    /// <summary>As we would have written it; null when it cannot be read.</summary>
    public string? Normal => Errors.Count == 0 ? Tree?.ToString() : null;

    /// <summary>What stands side by side at the top, each of which must be so.</summary>
    public IReadOnlyList<QueryNode> Parts => Tree switch { AllOf all => all.Parts, null => [], var one => [one] };

    /// <summary>True when nothing fits that does not fulfil what is asked about.</summary>
    /// <param name="fulfils">True for conditions that cannot be so without it.</param>
    public bool Demands(Func<QueryTerm, bool> fulfils) => Errors.Count == 0 && Tree is not null && Demands(Tree, fulfils);

    /// <summary>True when a condition such as is asked about stands anywhere in it.</summary>
    public bool Mentions(Func<QueryTerm, bool> wanted) => Tree is not null && Terms(Tree).Any(wanted);

    /// <summary>Finds what it names, so that it can be asked of a database or of one thing.</summary>
    /// <exception cref="Invalid">It cannot be read, or names something that the asker does not see.</exception>
    public async Task<BoundQuery<T>> Bind(string parameter, QueryAsker asker, FindNamed find, CancellationToken ct)
    {
        if (Errors.Count > 0) throw QueryErrors.Invalid(parameter, Errors);
        var (named, errors) = (new Dictionary<QueryValue, IReadOnlyList<Guid>>(), new List<QueryError>());
        foreach (var term in Terms(Tree!))
        {
            var field = Noun.Field(term.Field)!;
            if (!field.IsLookedUp || field.Names is not { } kind) continue;
            foreach (var value in term.Values.Where(v => !(v.IsNone && field.TakesNone)))
            {
                if (field.Words.Contains(QueryValue.Myself) && value.IsMe)
                {
                    if (asker.Me is null) errors.Add(new(value.At, value.Length, "Only a person is me."));
                    continue;
                }
                var pattern = QueryPattern.Whole(value);
                var ids = await find(kind, pattern, ct);
                if (ids is null) errors.Add(new(value.At, value.Length, $"That fits more than {MostNamed}. Say more of the name."));
                else if (ids.Count == 0 && pattern.IsExact) errors.Add(new(value.At, value.Length, $"There is no {kind} by that name."));
                named[value] = ids ?? [];
            }
        }
        if (errors.Count > 0) throw QueryErrors.Invalid(parameter, errors);
        return new(Normal!, Translate(Tree!, new(asker, named)));
    }

    private static bool Demands(QueryNode node, Func<QueryTerm, bool> fulfils) => node switch
    {
        AllOf all => all.Parts.Any(p => Demands(p, fulfils)),
        AnyOf any => any.Parts.All(p => Demands(p, fulfils)),
        QueryTerm term => fulfils(term),
        _ => false,
    };

    private static IEnumerable<QueryTerm> Terms(QueryNode node) => node switch
    {
        AllOf all => all.Parts.SelectMany(Terms),
        AnyOf any => any.Parts.SelectMany(Terms),
        NoneOf not => Terms(not.Part),
        QueryTerm term => [term],
        _ => [],
    };

    private Expression<Func<T, bool>> Translate(QueryNode node, QueryBinding binding) => node switch
    {
        AllOf all => Conditions.All(all.Parts.Select(p => Translate(p, binding)).ToList()),
        AnyOf any => Conditions.Any(any.Parts.Select(p => Translate(p, binding)).ToList()),
        NoneOf not => Conditions.Not(Translate(not.Part, binding)),
        QueryTerm term => Noun.Field(term.Field)!.Translate(term, binding),
        _ => throw new InvalidOperationException("A word alone is no condition."),
    };
}

/// <summary>A query whose names are found.</summary>
/// <param name="Text">As we would have written it.</param>
/// <param name="Condition">To be asked of a thing in memory as it stands; for a database see <see cref="On"/>.</param>
public sealed record BoundQuery<T>(string Text, Expression<Func<T, bool>> Condition)
{
    /// <summary>Those of the rows that fit.</summary>
    public IQueryable<T> On(IQueryable<T> rows, bool postgres) => rows.Where(QueryPattern.InSql(Condition, postgres));

    /// <summary>The same of one thing, which must have been loaded with all that belongs to it.</summary>
    public Func<T, bool> InMemory() => Condition.Compile();
}
