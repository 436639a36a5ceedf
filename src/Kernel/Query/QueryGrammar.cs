using Parlot;
using Parlot.Fluent;
using static Parlot.Fluent.Parsers;

namespace Bridgewatch.Kernel.Query;

/// <summary>The grammar. It knows no fields: what they are called is a matter of the noun.</summary>
/// <remarks>
/// <code>
/// query = [ any ]            any   = all { "OR" all }        all  = one { [ "AND" ] one }
/// one   = ( "-" | "NOT" ) one | "(" any ")" | term | value
/// term  = name ":" [ "&lt;" | "&lt;=" | ">" | ">=" | "=" ] value { "," value }
/// value = quoted | bare      quoted = '"' … '"', in which '""' is one quotation mark
/// </code>
/// </remarks>
internal static class QueryGrammar
{
    /// <summary>The longest query.</summary>
    public const int Longest = 1_000;

    /// <summary>So deep may brackets and negations be nested.</summary>
    public const int Deepest = 12;

    private const string Missing = "Here a condition is missing.";

    private static readonly string[] Keywords = ["OR", "AND", "NOT"];

    private static readonly Parser<QueryNode> Root = Build();

    /// <summary>What a value is made of when it stands in no quotation marks.</summary>
    public static bool IsBare(char c) => !char.IsWhiteSpace(c) && c is not ('"' or '(' or ')' or ',');

    /// <returns>The query, or the first thing that is wrong with it.</returns>
    public static (QueryNode? Tree, QueryError? Error) Parse(string text)
    {
        if (Unreadable(text) is { } unreadable) return (null, unreadable);
        if (string.IsNullOrWhiteSpace(text)) return (new AllOf([]), null);
        var context = new ParseContext(new Scanner(text));
        var result = new ParseResult<QueryNode>();
        try
        {
            var parsed = Root.Parse(context, ref result);
            var end = context.Scanner.Cursor.Position.Offset;
            return parsed && end == text.Length ? (result.Value, null) : (null, Leftover(text, parsed ? end : FirstWord(text)));
        }
        catch (ParseException exception)
        {
            var at = exception.Position.Offset;
            return (null, new(at, WordAt(text, at).Length, exception.Message));
        }
    }

    private static Parser<QueryNode> Build()
    {
        var (any, one) = (Deferred<QueryNode>(), Deferred<QueryNode>());
        var blanks = Literals.Pattern(char.IsWhiteSpace);
        var blank = ZeroOrOne(blanks);
        var bare = Literals.Pattern(IsBare).Then((_, start, end, text) => new QueryValue(text.ToString(), false, start, end - start));
        var quoted = Literals.Char('"')
            .SkipAnd(Capture(ZeroOrMany(OneOf(Literals.Pattern(c => c != '"').Then('x'), Literals.Text("\"\"").Then('x')))))
            .AndSkip(Literals.Char('"'))
            .Then((_, start, end, text) => new QueryValue(text.ToString()!.Replace("\"\"", "\"", StringComparison.Ordinal), true, start, end - start));
        var value = OneOf(quoted, bare);
        Parser<string> Keyword(string word) => Literals.Text(word).WhenNotFollowedBy(Literals.Pattern(IsBare));

        var name = Literals.Pattern(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-').When((_, n) => char.IsAsciiLetter(n.Span[0]));
        var sign = OneOf(
            Literals.Text(">=").Then(QueryOperator.AtLeast), Literals.Text("<=").Then(QueryOperator.AtMost), Literals.Char('>').Then(QueryOperator.More),
            Literals.Char('<').Then(QueryOperator.Less), Literals.Char('=').Then(QueryOperator.Is), Always(QueryOperator.Is));
        var values = Separated(Literals.Char(','), value).ElseError("Give a value right after the colon, without a blank.");
        var term = name.AndSkip(Literals.Char(':')).And(sign).And(values)
            .Then<QueryNode>((_, start, end, t) => new QueryTerm(t.Item1.ToString()!, t.Item2, t.Item3, start, end - start));
        var word = value.When((_, v) => v.Quoted || !Keywords.Contains(v.Text, StringComparer.Ordinal)).Then<QueryNode>(v => new QueryWord(v));

        var operand = one.ElseError(Missing);
        var minus = Literals.Char('-').SkipAnd(operand).Then<QueryNode>(n => new NoneOf(n));
        var not = Keyword("NOT").SkipAnd(blank).SkipAnd(operand).Then<QueryNode>(n => new NoneOf(n));
        var group = Literals.Char('(').SkipAnd(blank).SkipAnd(any.ElseError(Missing)).AndSkip(blank).AndSkip(Literals.Char(')').ElseError("A bracket is not closed."));
        one.Parser = OneOf(group, minus, not, term, word);
        var all = one.And(ZeroOrMany(blank.SkipAnd(ZeroOrOne(Keyword("AND").AndSkip(blank))).SkipAnd(one)))
            .Then<QueryNode>(t => t.Item2.Count == 0 ? t.Item1 : new AllOf([t.Item1, .. t.Item2]));
        any.Parser = all.And(ZeroOrMany(blank.SkipAnd(Keyword("OR")).SkipAnd(blank).SkipAnd(all.ElseError(Missing))))
            .Then<QueryNode>(t => t.Item2.Count == 0 ? t.Item1 : new AnyOf([t.Item1, .. t.Item2]));
        return blank.SkipAnd(any).AndSkip(blank);
    }

    /// <summary>What no reading could make good, or would cost too much to try.</summary>
    private static QueryError? Unreadable(string text)
    {
        if (text.Length > Longest) return new(Longest, text.Length - Longest, $"A query has at most {Longest:N0} characters.");
        var (depth, negations, open) = (0, 0, -1);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            // Databases take neither, and nobody types them.
            if (char.IsControl(c) && !char.IsWhiteSpace(c)) return new(i, 1, "This character cannot be read.");
            if (char.IsSurrogate(c) && !(char.IsHighSurrogate(c) ? i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) : i > 0 && char.IsHighSurrogate(text[i - 1])))
                return new(i, 1, "This character cannot be read.");
            if (c == '"') open = open < 0 ? i : -1;
            if (open >= 0) continue;
            var not = IsNot(text, i);
            negations = c == '-' || not ? negations + 1 : char.IsWhiteSpace(c) ? negations : 0;
            if (not) i += 2;
            if (c == '(' && ++depth > Deepest) return new(i, 1, $"Brackets are nested deeper than {Deepest}.");
            if (c == ')') depth--;
            if (negations > Deepest) return new(i, 1, "That is negated too often.");
        }
        return open >= 0 ? new(open, text.Length - open, "This quotation mark is not closed.") : null;
    }

    /// <summary>The word NOT begins here.</summary>
    private static bool IsNot(string text, int at) =>
        string.CompareOrdinal(text, at, "NOT", 0, 3) == 0 && (at == 0 || !IsBare(text[at - 1]) || text[at - 1] == '-') && (at + 3 == text.Length || !IsBare(text[at + 3]));

    private static QueryError Leftover(string text, int from)
    {
        var at = from;
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        var word = WordAt(text, at);
        var what = word switch
        {
            "OR" or "AND" or "NOT" => $"{word} needs a condition beside it.",
            [')', ..] => "This bracket was never opened.",
            [',', ..] => "A comma stands between two values, without blanks.",
            _ => "This cannot be read.",
        };
        return new(at, word is ['(' or ')' or ',', ..] ? 1 : word.Length, what);
    }

    private static int FirstWord(string text) => text.Length - text.TrimStart().Length;

    private static string WordAt(string text, int at)
    {
        var end = at;
        while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
        return text[at..end];
    }
}
