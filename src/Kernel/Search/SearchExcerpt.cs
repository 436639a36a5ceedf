namespace Bridgewatch.Kernel.Search;

/// <summary>A piece of a text.</summary>
/// <param name="IsHit">It is a word that was looked for.</param>
public sealed record ExcerptPart(string Text, bool IsHit);

/// <summary>Shows where in a text the words stand. Made from the rows that are shown: the index has no texts.</summary>
public static class SearchExcerpt
{
    /// <summary>So much of a text is looked at.</summary>
    private const int MostRead = 20_000;

    /// <summary>The whole of a short text, with what was found in it.</summary>
    public static IReadOnlyList<ExcerptPart> Whole(string text, SearchQuery query) => Parts(text, 0, text.Length, Hits(text, query));

    /// <summary>How many different words of the query a text has.</summary>
    public static int Words(string text, SearchQuery query) => Hits(text, query).Select(h => h.Folded).Distinct().Count();

    /// <summary>The place of a text where most of the words stand, on one line; empty when none does.</summary>
    public static IReadOnlyList<ExcerptPart> Of(string text, SearchQuery query, int longest)
    {
        var line = string.Join(' ', text[..Math.Min(text.Length, MostRead)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var hits = Hits(line, query);
        if (hits.Count == 0) return [];
        var best = hits.MaxBy(first => hits.Where(h => h.Start >= first.Start && h.Start + h.Length <= first.Start + longest).Select(h => h.Folded).Distinct().Count());
        // A few words before it, so that it can be understood.
        var start = Boundary(line, Math.Max(0, best.Start - (longest / 4)));
        var end = line.Length - start <= longest ? line.Length : Boundary(line, start + longest);
        if (end <= best.Start) end = Math.Min(line.Length, best.Start + best.Length);
        var parts = Parts(line, start, end, [.. hits.Where(h => h.Start >= start && h.Start + h.Length <= end)]);
        return [.. start > 0 ? [new ExcerptPart("… ", false)] : (ReadOnlySpan<ExcerptPart>)[], .. parts, .. end < line.Length ? [new ExcerptPart(" …", false)] : (ReadOnlySpan<ExcerptPart>)[]];
    }

    private static List<SearchWord> Hits(string text, SearchQuery query) => [.. SearchWords.In(text).Where(w => query.Finds(w.Folded))];

    /// <summary>The beginning of the word at a place: no character is cut in two.</summary>
    private static int Boundary(string line, int at)
    {
        var space = at <= 0 ? -1 : line.LastIndexOf(' ', Math.Min(at, line.Length - 1));
        return space >= 0 && at - space < 40 ? space + 1 : at > 0 && at < line.Length && char.IsLowSurrogate(line[at]) ? at - 1 : at;
    }

    private static List<ExcerptPart> Parts(string text, int start, int end, IReadOnlyList<SearchWord> hits)
    {
        var parts = new List<ExcerptPart>();
        foreach (var hit in hits)
        {
            if (hit.Start > start) parts.Add(new(text[start..hit.Start], false));
            parts.Add(new(text.Substring(hit.Start, hit.Length), true));
            start = hit.Start + hit.Length;
        }
        if (end > start) parts.Add(new(text[start..end].TrimEnd(), false));
        return parts;
    }
}
