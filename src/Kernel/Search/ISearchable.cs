namespace Bridgewatch.Kernel.Search;

/// <summary>A kind of thing that is found by its words. Scoped; its module lists it, and every node keeps an index of it.</summary>
public interface ISearchable
{
    /// <summary>In small letters, as it is asked for: <c>ticket</c>. Also the kind of the journal's subjects: an entry about one makes its words new.</summary>
    string Kind { get; }

    /// <summary>These, as they are now. What is gone is left out.</summary>
    Task<IReadOnlyList<SearchDocument>> Of(IReadOnlyCollection<Guid> subjects, CancellationToken ct);

    /// <summary>All of them, by key from this one on, for an index that is made anew.</summary>
    Task<IReadOnlyList<SearchDocument>> After(long key, int limit, CancellationToken ct);

    /// <summary>How many there are, for the progress.</summary>
    Task<long> Count(CancellationToken ct);
}

/// <summary>The words of one thing.</summary>
/// <param name="Key">A number of its own that grows with time: newer things are found first.</param>
/// <param name="Title">Counts most.</param>
/// <param name="Body">What a customer may read.</param>
/// <param name="Notes">What only our own people may read.</param>
/// <param name="Codes">Error codes in what a customer may read; they count as much as the title.</param>
/// <param name="Marks">Facts by which it is filtered, and by which it is seen or not.</param>
public sealed record SearchDocument(long Key, string Title, string Body, string Notes, IReadOnlyList<string> Codes, IReadOnlyList<SearchMark> Marks);

/// <summary>A fact about a thing as a word of the index, so that filters and rights are looked up together with the words.</summary>
/// <param name="Sort">A letter that keeps facts of one sort apart from those of another.</param>
public readonly record struct SearchMark(char Sort, string Value)
{
    /// <summary>A letter of nobody's language, by which marks differ from everything that people write.</summary>
    internal const char Sign = '\uE000';

    /// <exception cref="ArgumentException">The value has something other than small letters and digits.</exception>
    public static SearchMark Of(char sort, Guid id) => new(sort, id.ToString("N"));

    internal string Token => Value.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
        ? $"{Sign}{Sort}{Value}"
        : throw new ArgumentException($"{Value} is no value of a mark: small letters and digits only.");
}
