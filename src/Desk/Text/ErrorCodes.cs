using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace Bridgewatch.Desk.Text;

/// <summary>Finds error codes in what people and machines write, so that tickets can be routed and counted by them.</summary>
/// <remarks>
/// <para>The text is cut into words of letters, digits, hyphens and underscores, and each word is looked at alone. It is
/// an error code when it is:</para>
/// <list type="table">
/// <item><term>product-number</term><description>`PAY-4102`, `ORA-00001`, `AUTH-TOKEN-1201`: two or more capitals, a
/// hyphen, three to six digits.</description></item>
/// <item><term>named</term><description>`ERR_SSL_HANDSHAKE`, `err_timeout`, `E_ACCESSDENIED`, `SSL_ERROR_BAD_CERT`,
/// `AUTH_FAILED`: words in capitals joined by underscores of which one says error, failed, timeout, denied, exception,
/// fatal, invalid; what begins with `err_` or `error_` also in small letters.</description></item>
/// <item><term>E-number</term><description>`E1234`, `ERR4711`: three to six digits.</description></item>
/// <item><term>errno</term><description>`ECONNREFUSED`, `ETIMEDOUT` and their like, from a list.</description></item>
/// <item><term>hexadecimal</term><description>`0x80070005`: exactly eight digits. Longer ones are addresses in memory.
/// </description></item>
/// <item><term>HTTP status</term><description>`HTTP 503`, `HTTP/1.1 503`, `HTTP status code 503`, `http-503`: 400 to 599,
/// after the word HTTP.</description></item>
/// </list>
/// <para>Kept out: numbers of our own tickets, problems and incidents (`T-1042`, `P-3`, `INC-7`) and of other trackers'
/// usual papers (`ORDER-1234`, `INV-2026`), dates (`MAR-2026`), UUIDs, names of standards (`ISO-8859`, `SHA-256`,
/// `RFC-9110`), weaknesses (`CVE-2024-3094`, `CWE-079`: they name a hole, not what happened), amounts (`EUR-500`).</para>
/// <para>Precision goes before recall: a wrong code misroutes a ticket, a missing one is added by hand.</para>
/// </remarks>
public static class ErrorCodes
{
    /// <summary>So many codes of one text are taken.</summary>
    public const int Most = 20;

    /// <summary>So much of a text is looked at; a pasted log may be longer.</summary>
    public const int LongestText = 200_000;

    /// <summary>The longest code.</summary>
    public const int Longest = 64;

    private static readonly HashSet<string> s_notAProduct = new(
        ("INC PRB CHG REQ TASK CASE TICKET ISSUE BUG ORDER ORD PO SO INV INVOICE RMA REF ID NO NR SKU ROOM PAGE "
        + "CVE CWE GHSA CAPEC RFC ISO IEC DIN EN IEEE ANSI NIST FIPS PEP JSR BCP UTF UCS SHA AES DES RSA DSA ECDSA MD CRC "
        + "JAN FEB MAR APR MAY JUN JUL AUG SEP SEPT OCT NOV DEC MON TUE WED THU FRI SAT SUN "
        + "USD EUR GBP CHF JPY CNY INR AUD CAD SEK NOK DKK PLN BRL").Split(' '), StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_errno =
        ("ECONNREFUSED ECONNRESET ECONNABORTED ETIMEDOUT ENOTFOUND EPIPE EACCES ENOENT EPERM EEXIST EADDRINUSE "
        + "EADDRNOTAVAIL EHOSTUNREACH ENETUNREACH EMFILE ENFILE ENOSPC ENOMEM EROFS EBUSY EAI_AGAIN EPROTO")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Every code but those of the list has one of these: most words are let go without a pattern.</summary>
    private static readonly SearchValues<char> s_marks = SearchValues.Create("_0123456789");

    // Each pattern sees one word of at most 64 characters, from its beginning to its end, and cannot backtrack.
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly Regex s_product = new("^([A-Z]{2,12})(?:-[A-Z]{2,12}){0,2}-[0-9]{3,6}$", Options);
    private static readonly Regex s_named = new(
        "^(?:[A-Z0-9]+_)*(?:E|ERR|ERROR|ERRORS|FAIL|FAILED|FAILURE|TIMEOUT|DENIED|EXCEPTION|FATAL|INVALID)(?:_[A-Z0-9]+)*$",
        Options);
    private static readonly Regex s_namedInAnyCase = new("^(?i:err|error)(?:_[A-Za-z0-9]+)+$", Options);
    private static readonly Regex s_numbered = new("^(?:E|ERR)[0-9]{3,6}$", Options);
    private static readonly Regex s_hexadecimal = new("^0[xX][0-9A-Fa-f]{8}$", Options);
    private static readonly Regex s_httpStatus = new("^[45][0-9]{2}$", Options);

    /// <summary>The codes in a text, in capitals, each once, in the order in which they come. Total for every text.</summary>
    public static IReadOnlyList<string> In(string? text)
    {
        if (string.IsNullOrEmpty(text)) return [];
        List<string>? codes = null;
        var wordsSinceHttp = int.MaxValue;
        // Editors that write Markdown put a backslash before each underscore.
        foreach (var word in new Words(text.Replace("\\_", "_", StringComparison.Ordinal)))
        {
            wordsSinceHttp = Counts(word, wordsSinceHttp);
            // Nearly every word ends here, and no memory is taken for it.
            if (!word.ContainsAny(s_marks) && !(word is ['E', ..] && s_errno.Contains(word))) continue;
            var code = CodeOf(word.ToString(), wordsSinceHttp);
            if (code is null || codes?.Contains(code) is true) continue;
            (codes ??= []).Add(code);
            if (codes.Count == Most) break;
        }
        return codes ?? [];
    }

    /// <summary>
    /// A code as somebody typed it into a field: trimmed, in capitals. Null when it is empty, longer than
    /// <see cref="Longest"/>, or holds control characters.
    /// </summary>
    public static string? Normalise(string? typed)
    {
        var code = typed?.Trim().Normalize(NormalizationForm.FormC).ToUpperInvariant();
        return code is null or "" || code.Length > Longest || code.Any(char.IsControl) ? null : code;
    }

    private static string? CodeOf(string word, int wordsSinceHttp)
    {
        if (wordsSinceHttp is > 0 and <= 3 && s_httpStatus.IsMatch(word)) return "HTTP " + word;
        if (word.StartsWith("http-", StringComparison.OrdinalIgnoreCase) && s_httpStatus.IsMatch(word[5..]))
            return "HTTP " + word[5..];
        if (s_product.Match(word) is { Success: true } product)
            return s_notAProduct.Contains(product.Groups[1].Value) ? null : word;
        var named = word.Contains('_') && (s_named.IsMatch(word) || s_namedInAnyCase.IsMatch(word));
        return named || s_numbered.IsMatch(word) || s_hexadecimal.IsMatch(word) || s_errno.Contains(word)
            ? word.ToUpperInvariant()
            : null;
    }

    /// <summary>How many words the word HTTP lies back, over those that may stand between it and its status.</summary>
    private static int Counts(ReadOnlySpan<char> word, int wordsSinceHttp) =>
        word.Equals("http", StringComparison.OrdinalIgnoreCase) ? 0
        : wordsSinceHttp < 3 && (IsBetweenHttpAndStatus(word) || s_httpStatus.IsMatch(word)) ? wordsSinceHttp + 1
        : int.MaxValue;

    private static bool IsBetweenHttpAndStatus(ReadOnlySpan<char> word) => word is "1" or "0" or "2" or "3"
        || word.Equals("STATUS", StringComparison.OrdinalIgnoreCase) || word.Equals("CODE", StringComparison.OrdinalIgnoreCase)
        || word.Equals("ERROR", StringComparison.OrdinalIgnoreCase) || word.Equals("RESPONSE", StringComparison.OrdinalIgnoreCase);

    /// <summary>The words of a text, one after the other. One longer than any code is left out.</summary>
    private ref struct Words(ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> _text = text;
        private readonly int _end = Math.Min(text.Length, LongestText);
        private int _at;

        public ReadOnlySpan<char> Current { get; private set; }

        public readonly Words GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_at < _end)
            {
                if (!IsPartOfWord(_text[_at]))
                {
                    _at++;
                    continue;
                }
                var start = _at;
                while (_at < _text.Length && IsPartOfWord(_text[_at])) _at++;
                // Markdown's own marks: `_PAY-4102_`, `--PAY-4102`.
                Current = _text[start.._at].Trim("-_");
                if (Current.Length is > 0 and <= Longest) return true;
            }
            return false;
        }

        private static bool IsPartOfWord(char c) => char.IsLetterOrDigit(c) || c is '-' or '_';
    }
}
