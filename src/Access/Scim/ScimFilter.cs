using Parlot.Fluent;
using static Parlot.Fluent.Parsers;

namespace Bridgewatch.Access.Scim;

/// <summary>How two values are compared (RFC 7644, 3.4.2.2); <see cref="Pr"/> asks whether there is one at all.</summary>
internal enum ScimOperator { Eq, Ne, Co, Sw, Ew, Gt, Ge, Lt, Le, Pr }

/// <summary>A filter as it was read.</summary>
internal abstract record ScimCondition;

/// <param name="Path">Without the schema's name: <c>userName</c>, <c>emails.value</c>.</param>
/// <param name="Value">A text, a number, true, false or null.</param>
internal sealed record ScimComparison(string Path, ScimOperator Operator, object? Value) : ScimCondition;

internal sealed record ScimBoth(ScimCondition Left, ScimCondition Right) : ScimCondition;

internal sealed record ScimEither(ScimCondition Left, ScimCondition Right) : ScimCondition;

internal sealed record ScimNot(ScimCondition Inner) : ScimCondition;

/// <summary>What an operation of a PATCH is about: <c>emails[type eq "work"].value</c>.</summary>
/// <param name="Where">Picks values of a list.</param>
internal sealed record ScimPath(string Attribute, ScimCondition? Where, string? Sub);

/// <summary>The grammar of filters and paths.</summary>
internal static class ScimFilter
{
    private const int Longest = 2_000;

    private const int Deepest = 12;

    private static readonly string[] Schemas = ["urn:ietf:params:scim:schemas:core:2.0:user:", "urn:ietf:params:scim:schemas:core:2.0:group:"];

    private static readonly Parser<ScimCondition> Filter;

    private static readonly Parser<ScimPath> Path;

    static ScimFilter()
    {
        var any = Deferred<ScimCondition>();
        var name = Terms.Pattern(IsName).Then(n => Short(n.ToString()!));
        Parser<string> Keyword(string word) => Terms.Text(word, caseInsensitive: true).WhenNotFollowedBy(Literals.Pattern(IsName));
        var value = OneOf(
            Terms.String(StringLiteralQuotes.Double).Then<object?>(s => s.ToString()), Keyword("true").Then<object?>(_ => true), Keyword("false").Then<object?>(_ => false),
            Keyword("null").Then<object?>(_ => null), Terms.Decimal().Then<object?>(d => d));
        var sign = OneOf([.. Enum.GetValues<ScimOperator>().Where(o => o != ScimOperator.Pr).Select(o => Keyword(o.ToString()).Then(_ => o))]);
        var present = name.AndSkip(Keyword("pr")).Then<ScimCondition>(n => new ScimComparison(n, ScimOperator.Pr, null));
        var compared = name.And(sign).And(value).Then<ScimCondition>(c => new ScimComparison(c.Item1, c.Item2, c.Item3));
        var group = Between(Terms.Char('('), any, Terms.Char(')'));
        var not = Keyword("not").SkipAnd(group).Then<ScimCondition>(c => new ScimNot(c));
        var inside = Between(Literals.Char('['), any, Terms.Char(']'));
        var picked = name.And(inside).Then(p => Below(p.Item1, p.Item2));
        var one = OneOf(not, group, picked, present, compared);
        var all = one.And(ZeroOrMany(Keyword("and").SkipAnd(one))).Then(t => t.Item2.Aggregate(t.Item1, (left, right) => new ScimBoth(left, right)));
        any.Parser = all.And(ZeroOrMany(Keyword("or").SkipAnd(all))).Then(t => t.Item2.Aggregate(t.Item1, (left, right) => new ScimEither(left, right)));
        Filter = any.Eof();
        var part = OneOf(
            name.And(inside).And(ZeroOrOne(Literals.Char('.').SkipAnd(name))).Then(p => new ScimPath(p.Item1, p.Item2, p.Item3)),
            name.Then(n => n.Contains(':', StringComparison.Ordinal) || n.Split('.', 2) is not [var whole, var sub] ? new ScimPath(n, null, null) : new ScimPath(whole, null, sub)));
        Path = part.Eof();
    }

    /// <exception cref="ScimFault">It cannot be read.</exception>
    public static ScimCondition Read(string filter) =>
        IsSane(filter) && Filter.TryParse(filter, out var condition) && condition is not null ? condition : throw new ScimFault("invalidFilter", "The filter cannot be read: give comparisons such as userName eq \"kim@example.com\", joined by and, or, not and brackets.");

    /// <exception cref="ScimFault">It cannot be read.</exception>
    public static ScimPath ReadPath(string path) =>
        IsSane(path) && Path.TryParse(path, out var read) && read is not null ? read : throw new ScimFault("invalidPath", $"The path '{path}' cannot be read: give an attribute, such as active, name.familyName or emails[type eq \"work\"].value.");

    private static bool IsName(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '_' or '-' or '$';

    private static string Short(string name) =>
        Array.Find(Schemas, s => name.StartsWith(s, StringComparison.OrdinalIgnoreCase)) is { } schema ? name[schema.Length..] : name;

    private static ScimCondition Below(string attribute, ScimCondition condition) => condition switch
    {
        ScimComparison c => c with { Path = $"{attribute}.{c.Path}" },
        ScimBoth b => new ScimBoth(Below(attribute, b.Left), Below(attribute, b.Right)),
        ScimEither e => new ScimEither(Below(attribute, e.Left), Below(attribute, e.Right)),
        ScimNot n => new ScimNot(Below(attribute, n.Inner)),
        _ => condition,
    };

    /// <summary>Reading goes as deep as brackets do.</summary>
    private static bool IsSane(string text) => text.Length <= Longest && text.Count(c => c is '(' or '[') <= Deepest && Kernel.Wholeness.IsWhole(text);
}
