using System.Linq.Expressions;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel.Query;

/// <summary>What a text must look like: as it stands, or with stars for anything. Capitals do not matter.</summary>
/// <remarks>The rule is here twice: <see cref="Fits"/> in memory, and <see cref="InSql"/> for the database. A test compares them. Letters beyond
/// ASCII are folded by exchanging those of the pattern alone, since SQLite's <c>lower()</c> knows ASCII only and PostgreSQL's depends on
/// where it was installed.</remarks>
public sealed class QueryPattern
{
    /// <summary>The longest text that is compared with.</summary>
    public const int Longest = 200;

    /// <summary>More would only make the database slow.</summary>
    public const int MostStars = 4;

    private const int MostLetters = 16;

    private readonly string[] _pieces;
    private readonly (char Upper, char Lower)[] _letters;
    private readonly bool _folds;

    private QueryPattern(IEnumerable<string> pieces, string text, bool folds = true)
    {
        Text = text;
        _folds = folds;
        _letters = folds ? [.. Letters(text).Take(MostLetters)] : [];
        _pieces = [.. pieces.Select(Fold)];
    }

    /// <summary>As it was typed.</summary>
    public string Text { get; }

    /// <summary>Without stars: one text only fits, in whatever capitals.</summary>
    public bool IsExact => _pieces.Length == 1;

    /// <summary>For <c>LIKE … ESCAPE '\'</c>.</summary>
    internal string Like => string.Join('%', _pieces.Select(Escaped));

    /// <summary>The whole text must look so.</summary>
    public static QueryPattern Whole(QueryValue value) => new(Pieces(value), value.Text);

    /// <summary>The whole text must look so, and is stored in one form of capitals: what begins so is then found by an index.</summary>
    /// <param name="folded">A part of the pattern in that form.</param>
    public static QueryPattern Stored(QueryValue value, Func<string, string> folded) => new(Pieces(value).Select(folded), value.Text, folds: false);

    /// <summary>The text must begin so.</summary>
    public static QueryPattern Beginning(string text) => new([text, ""], text);

    /// <summary>It must stand somewhere in the text.</summary>
    public static QueryPattern Within(QueryValue value) => new(["", .. Pieces(value), ""], value.Text);

    public static string? Fault(QueryValue value) =>
        value.Text.Length > Longest ? $"Give at most {Longest} characters." :
        !value.Quoted && value.Text.Count(c => c == '*') > MostStars ? $"Give at most {MostStars} stars." : null;

    /// <summary>In the database <see cref="InSql"/> stands in its place.</summary>
    public bool Fits(string text)
    {
        var folded = Fold(text);
        if (IsExact) return folded == _pieces[0];
        var (first, last) = (_pieces[0], _pieces[^1]);
        if (folded.Length < first.Length + last.Length || !folded.StartsWith(first, StringComparison.Ordinal) || !folded.EndsWith(last, StringComparison.Ordinal)) return false;
        var (at, end) = (first.Length, folded.Length - last.Length);
        foreach (var piece in _pieces[1..^1])
        {
            var found = folded.AsSpan(at, end - at).IndexOf(piece, StringComparison.Ordinal);
            if (found < 0) return false;
            at += found + piece.Length;
        }
        return true;
    }

    /// <summary>The condition with every <see cref="Fits"/> put as the database can answer it.</summary>
    public static Expression<Func<T, bool>> InSql<T>(Expression<Func<T, bool>> condition, bool postgres) =>
        (Expression<Func<T, bool>>)new SqlForm(postgres).Visit(condition);

    private static IEnumerable<string> Pieces(QueryValue value)
    {
        if (value.Quoted) return [value.Text];
        var pieces = value.Text.Split('*');
        // Several stars side by side are one.
        return pieces.Where((piece, i) => i == 0 || i == pieces.Length - 1 || piece.Length > 0);
    }

    private string Fold(string text)
    {
        if (!_folds) return text;
        var folded = new StringBuilder(text.Length);
        foreach (var c in text) folded.Append(c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c);
        foreach (var (upper, lower) in _letters) folded.Replace(upper, lower);
        return folded.ToString();
    }

    private static IEnumerable<(char Upper, char Lower)> Letters(IEnumerable<char> text) => text
        .Where(c => !char.IsAscii(c) && !char.IsSurrogate(c))
        .Select(c => (Upper: char.ToUpperInvariant(char.ToLowerInvariant(c)), Lower: char.ToLowerInvariant(c)))
        .Where(l => l.Upper != l.Lower && !char.IsAscii(l.Upper) && !char.IsAscii(l.Lower)).Distinct();

    private static string Escaped(string piece) =>
        piece.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    private Expression<Func<string, bool>> Condition(bool postgres)
    {
        var like = Like;
        if (!_folds && _pieces is [{ Length: > 0 } begins, ""])
        {
            // Everything that begins so lies between these, where the column is compared byte by byte.
            var until = begins + "\U0010FFFF";
#pragma warning disable CA1309, CA1310 // Never run in memory: this becomes SQL.
            return s => string.Compare(s, begins) >= 0 && string.Compare(s, until) < 0;
#pragma warning restore CA1309, CA1310
        }
        if (!_folds) return s => EF.Functions.Like(s, like, @"\");
#pragma warning disable CA1304, CA1311, CA1862, CA1307, RCS1155 // Never run in memory: this becomes SQL.
        Expression<Func<string, string>> lower = postgres ? s => EF.Functions.Collate(s, "C").ToLower() : s => s.ToLower();
#pragma warning restore CA1304, CA1311, CA1862, CA1307, RCS1155
        Expression<Func<string, bool>> fits = s => EF.Functions.Like(s, like, @"\");
        var folded = lower.Body;
        foreach (var (upper, small) in _letters)
            folded = Expression.Call(folded, nameof(string.Replace), null, Expression.Constant(upper.ToString()), Expression.Constant(small.ToString()));
        return Expression.Lambda<Func<string, bool>>(Conditions.Exchange(fits.Body, fits.Parameters[0], folded), lower.Parameters);
    }

    private sealed class SqlForm(bool postgres) : ExpressionVisitor
    {
        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            if (node.Method.DeclaringType != typeof(QueryPattern) || node.Method.Name != nameof(Fits)) return base.VisitMethodCall(node);
            var pattern = Expression.Lambda<Func<QueryPattern>>(node.Object!).Compile()();
            var condition = pattern.Condition(postgres);
            return Conditions.Exchange(condition.Body, condition.Parameters[0], Visit(node.Arguments[0]));
        }
    }
}
