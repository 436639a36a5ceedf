using Bridgewatch.Desk.Text;

namespace Bridgewatch.Desk.Routing;

/// <summary>Reads error codes from the texts of a ticket by rules of one's own, in their order, and then as <see cref="ErrorCodes"/> does.</summary>
internal sealed class CodeReader
{
    /// <summary>So many texts are looked at, each as far as <see cref="ErrorCodes.LongestText"/>.</summary>
    private const int MostTexts = 30;

    private readonly IReadOnlyList<CodePattern> _patterns;
    private readonly bool _standard;
    private readonly LiteralIndex _index;
    private readonly int[] _always;

    public CodeReader(IReadOnlyList<CodePattern> patterns, bool standard)
    {
        (_patterns, _standard) = (patterns, standard);
        _index = new([.. patterns.SelectMany((p, i) => (p.Literals ?? []).Select(l => (l, i)))]);
        _always = [.. Enumerable.Range(0, patterns.Count).Where(i => patterns[i].Literals is null)];
    }

    /// <summary>The arrival with all its codes, those that were given first, and with the fields that named groups fill and nobody had filled.</summary>
    public Arrival Read(Arrival arrival)
    {
        var (codes, fields) = (new List<string>(arrival.Codes), arrival.Fields);
        List<string> texts = [.. arrival.OtherTexts.Prepend(arrival.Body).Prepend(arrival.Subject).Where(t => t.Length > 0).Take(MostTexts).Select(Cut)];
        if (_patterns.Count > 0)
        {
            var filled = new Dictionary<string, string>(arrival.Fields);
            foreach (var text in texts) ReadByRules(text, codes, filled);
            fields = filled;
        }
        if (_standard)
        {
            foreach (var text in texts)
                foreach (var code in ErrorCodes.In(text))
                    if (!codes.Contains(code)) codes.Add(code);
        }
        return arrival with { Codes = codes.Count > ErrorCodes.Most ? codes[..ErrorCodes.Most] : codes, Fields = fields };
    }

    private void ReadByRules(string text, List<string> codes, Dictionary<string, string> fields)
    {
        List<int> found = [.. _always];
        _index.Find(text, found);
        found.Sort();
        for (var i = 0; i < found.Count; i++)
            if (i == 0 || found[i] != found[i - 1]) _patterns[found[i]].Find(text, codes, fields);
    }

    private static string Cut(string text) => text.Length <= ErrorCodes.LongestText ? text : text[..ErrorCodes.LongestText];
}
