using System.Text;

namespace Bridgewatch.Kernel.Search;

/// <summary>What somebody looks for: words that must all be there, phrases in quotation marks, codes, beginnings with a star.</summary>
public sealed class SearchQuery
{
    /// <summary>The longest text that is looked for.</summary>
    public const int Longest = 400;

    private const int MostTerms = 10;
    private const int MostWords = 24;
    private const int LongestWord = 64;
    private const int ShortestBeginning = 2;

    internal SearchQuery(IReadOnlyList<SearchTerm> terms) => Terms = terms;

    /// <summary>Nothing in it can be looked for.</summary>
    public bool IsEmpty => Terms.Count == 0;

    internal IReadOnlyList<SearchTerm> Terms { get; }

    /// <summary>Reads any text: what cannot be looked for is passed over.</summary>
    /// <param name="typing">The last word may go on.</param>
    public static SearchQuery Read(string? text, bool typing = false)
    {
        text ??= "";
        if (text.Length > Longest) text = text[..Longest];
        var (terms, words) = (new List<SearchTerm>(), 0);
        foreach (var (chunk, quoted, last) in Chunks(text))
        {
            var found = SearchWords.In(chunk).Where(w => w.Folded.Length is > 0 and <= LongestWord).Select(w => w.Folded).ToList();
            if (found.Count == 0 || (words += found.Count) > MostWords || terms.Count == MostTerms) continue;
            var begins = !quoted && (chunk.EndsWith('*') || (typing && last)) && found[^1].Length >= ShortestBeginning;
            terms.Add(new(found, IsCode: !quoted && found.Count > 1 && IsCode(chunk), begins));
        }
        return new(terms);
    }

    /// <summary>The same with another word in the place of one.</summary>
    internal SearchQuery With(int term, string word) =>
        new([.. Terms.Select((t, i) => i == term ? new SearchTerm([word], IsCode: false, Begins: false) : t)]);

    /// <summary>In words again, for whoever is shown what was looked for instead.</summary>
    public override string ToString() => string.Join(' ', Terms.Select(t => t.ToString()));

    /// <summary>True when this word of a text is one that was looked for.</summary>
    internal bool Finds(string folded) => Terms.Any(t => t.Finds(folded));

    private static IEnumerable<(string Chunk, bool Quoted, bool Last)> Chunks(string text)
    {
        var start = 0;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && text[at] != '"' && !char.IsWhiteSpace(text[at])) continue;
            if (at > start) yield return (text[start..at], false, at == text.Length);
            start = at + 1;
            if (at >= text.Length || text[at] != '"') continue;
            // A quotation mark that nobody closed ends with the text.
            var end = text.IndexOf('"', start) is >= 0 and var close ? close : text.Length;
            if (end > start) yield return (text[start..end], true, false);
            (at, start) = (end, end + 1);
        }
    }

    /// <summary>Joined by underscores, or by hyphens with digits among them: <c>ERR_SSL_*</c>, <c>PAY-4102</c>.</summary>
    private static bool IsCode(string chunk) => chunk.Contains('_') || (chunk.Contains('-') && chunk.Any(char.IsAsciiDigit));
}

/// <summary>One thing that must be there.</summary>
/// <param name="Words">One word, or several that stand one after the other.</param>
/// <param name="IsCode">It also stands among the codes, as one word.</param>
/// <param name="Begins">The last word may go on.</param>
internal sealed record SearchTerm(IReadOnlyList<string> Words, bool IsCode, bool Begins)
{
    /// <summary>What a beginning stands for; null to let the index look.</summary>
    public IReadOnlyList<string>? Endings { get; init; }

    public bool IsPhrase => Words.Count > 1 && !IsCode;

    public bool Finds(string folded)
    {
        for (var i = 0; i < Words.Count; i++)
        {
            if (folded == Words[i] || (Begins && i == Words.Count - 1 && folded.StartsWith(Words[i], StringComparison.Ordinal))) return true;
        }
        return false;
    }

    public override string ToString()
    {
        var words = string.Join(IsCode ? '-' : ' ', Words) + (Begins ? "*" : "");
        return IsPhrase ? $"\"{words}\"" : words;
    }
}

/// <summary>A query in the words of the full-text index, with the plan for <see cref="FtsFunctions"/>.</summary>
internal sealed class SearchMatch
{
    private readonly StringBuilder _match = new();
    private readonly List<byte> _plan = [];
    private byte _next;

    /// <param name="notes">Whether notes are looked through as well.</param>
    /// <param name="marks">Of each list one must be on the thing.</param>
    public SearchMatch(SearchQuery query, bool notes, IReadOnlyList<IReadOnlyList<SearchMark>> marks)
    {
        _match.Append(notes ? "{title body notes codes} : (" : "{title body codes} : (");
        for (var i = 0; i < query.Terms.Count; i++)
        {
            if (i > 0) _match.Append(" AND ");
            Add(query.Terms[i]);
        }
        _match.Append(')');
        foreach (var any in marks) _match.Append(" AND marks : (").AppendJoin(" OR ", any.Select(m => Quoted(m.Token))).Append(')');
    }

    public string Text => _match.ToString();

    public byte[] Plan => [.. _plan];

    public bool HasPhrases => _plan.Count > 0;

    private void Add(SearchTerm term)
    {
        var star = term.Begins ? " *" : "";
        if (term.IsCode)
        {
            // Where it is no code to us it stands in a text, word by word.
            _match.Append("({codes notes} : ").Append(Quoted(string.Concat(term.Words))).Append(star).Append(" OR ")
                .Append(Quoted(string.Join(' ', term.Words))).Append(star).Append(')');
            _next += 2;
        }
        else if (term.Endings is { } endings)
        {
            var any = endings.Prepend(term.Words[^1]).Distinct().ToList();
            _match.Append('(').AppendJoin(" OR ", any.Select(Quoted)).Append(')');
            _next += (byte)any.Count;
        }
        else
        {
            if (term.IsPhrase) _plan.Add((byte)term.Words.Count);
            for (var i = 0; i < term.Words.Count; i++)
            {
                if (i > 0) _match.Append(" AND ");
                _match.Append(Quoted(term.Words[i]));
                if (i == term.Words.Count - 1) _match.Append(star);
                if (term.IsPhrase) _plan.Add(_next);
                _next++;
            }
        }
    }

    /// <summary>Only words and marks come here, and neither has a quotation mark.</summary>
    private static string Quoted(string words) => $"\"{words}\"";
}
