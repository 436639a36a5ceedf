namespace Bridgewatch.Kernel.Query;

/// <summary>What could stand where somebody types.</summary>
/// <param name="From">Where what is typed begins, from 0; a proposal takes its place.</param>
/// <param name="Length">So much it takes the place of.</param>
public sealed record QueryCompletion(int From, int Length, IReadOnlyList<QueryProposal> Proposals)
{
    public static QueryCompletion None { get; } = new(0, 0, []);
}

/// <param name="Text">What is put into the query.</param>
/// <param name="Doc">What it is, for whoever chooses.</param>
public sealed record QueryProposal(string Text, string? Doc);

/// <summary>Names that begin as somebody types, as far as they see them: each with what tells it from others.</summary>
/// <param name="kind">The kind of thing, as its field declares it.</param>
public delegate Task<IReadOnlyList<(string Name, string? Detail)>> ProposeNames(string kind, string typed, CancellationToken ct);

/// <summary>Proposes fields and values while somebody types.</summary>
/// <param name="own">Fields of one's own, which the noun does not know beforehand.</param>
public sealed class QueryCompleter<T>(QueryNoun<T> noun, ProposeNames names, IReadOnlyList<QueryField<T>>? own = null)
{
    private const int Most = 12;

    /// <param name="caret">Behind the character that was typed last.</param>
    public async Task<QueryCompletion> Complete(string text, int caret, CancellationToken ct)
    {
        caret = Math.Clamp(caret, 0, text.Length);
        if (text.Length > QueryGrammar.Longest) return QueryCompletion.None;
        var (start, quoted) = Begin(text[..caret]);
        var word = text[start..caret];
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return quoted ? QueryCompletion.None : new(start, End(text, caret) - start, Fields(word));
        if ((Own(word[..colon]) ?? noun.Field(word[..colon])) is not { } field) return QueryCompletion.None;
        var from = start + colon + 1 + ValueFrom(word[(colon + 1)..]);
        return new(from, End(text, caret) - from, [.. (await Values(field, text[from..caret].TrimStart('"'), ct)).Take(Most)]);
    }

    private QueryField<T>? Own(string called) => own?.FirstOrDefault(f => f.Name.Equals(called, StringComparison.OrdinalIgnoreCase));

    private IReadOnlyList<QueryProposal> Fields(string typed) =>
        [.. noun.Fields.Concat(own ?? []).Where(f => f.Aliases.Prepend(f.Name).Any(n => Begins(n, typed))).Select(f => new QueryProposal($"{f.Name}:", f.Doc)).Take(typed.Length == 0 ? int.MaxValue : Most)];

    private async Task<IEnumerable<QueryProposal>> Values(QueryField<T> field, string typed, CancellationToken ct)
    {
        var known = field.Words.Concat(field.TakesNone ? [QueryValue.Nothing] : []).Where(w => Begins(w.TrimStart('"'), typed) || w.Contains($"-{typed}", StringComparison.OrdinalIgnoreCase))
            .Select(w => new QueryProposal(w, (field as FlagField<T>)?.Flags.FirstOrDefault(f => f.Word == w || f.Other == w)?.Doc));
        var named = field.Names is { } kind && QueryPattern.Longest >= typed.Length ? await names(kind, typed, ct) : [];
        return known.Concat(named.Select(n => new QueryProposal(QueryWriter.Literal(n.Name), n.Detail)));
    }

    /// <summary>Where the condition at the end of what was typed begins, and whether a quotation mark is open.</summary>
    private static (int Start, bool Quoted) Begin(string typed)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i < typed.Length; i++)
        {
            if (typed[i] == '"') quoted = !quoted;
            else if (!quoted && (char.IsWhiteSpace(typed[i]) || typed[i] is '(' or ')')) start = i + 1;
        }
        while (start < typed.Length && typed[start] == '-') start++;
        return (start, quoted);
    }

    /// <summary>Behind signs, and behind the values before it.</summary>
    private static int ValueFrom(string values)
    {
        var (from, quoted) = (0, false);
        while (from < values.Length && values[from] is '<' or '>' or '=') from++;
        for (var i = from; i < values.Length; i++)
        {
            if (values[i] == '"') quoted = !quoted;
            else if (!quoted && values[i] == ',') from = i + 1;
        }
        return from;
    }

    private static int End(string text, int caret)
    {
        while (caret < text.Length && QueryGrammar.IsBare(text[caret])) caret++;
        return caret;
    }

    private static bool Begins(string word, string typed) => word.StartsWith(typed, StringComparison.OrdinalIgnoreCase);
}
