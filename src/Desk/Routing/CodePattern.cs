using System.Text.RegularExpressions;
using Bridgewatch.Desk.Text;
using Bridgewatch.Desk.Tickets;

namespace Bridgewatch.Desk.Routing;

/// <summary>A <see cref="CodeRule"/> that was read: finds codes in texts, and what its named groups say.</summary>
internal sealed partial class CodePattern
{
    /// <summary>Of a pattern.</summary>
    public const int Longest = 500;

    /// <summary>The group whose text is the code.</summary>
    private const string CodeGroup = "code";

    /// <summary>The time that patterns take grows with the text, but some are slow by nature: such a one finds nothing rather than keep everybody.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly Lazy<Regex> _regex;
    private readonly string? _made;
    private readonly string[] _groups, _fields;

    /// <param name="read">The pattern as the library read it.</param>
    private CodePattern(CodeRule rule, Regex read)
    {
        Name = rule.Name;
        // Made when it is first tried: most of ten thousand patterns never are, and each takes a thousand times as long to make as to read.
        _regex = new(() => Bounded(rule.Pattern));
        _groups = read.GetGroupNames();
        _made = rule.Code ?? (_groups.Contains(CodeGroup) ? $"${{{CodeGroup}}}" : null);
        _fields = [.. _groups.Where(g => g != CodeGroup && !char.IsAsciiDigit(g[0]))];
        Literals = RequiredLiterals.Of(rule.Pattern);
    }

    public string Name { get; }

    /// <summary>One of these stands in every text in which it finds something; null when that cannot be said.</summary>
    public IReadOnlyList<string>? Literals { get; }

    /// <summary>Reads a rule, or says all that is wrong with it.</summary>
    public static CodePattern? Read(CodeRule rule, ICollection<RouteFault> faults)
    {
        if (rule.Pattern.Length is 0 or > Longest)
        {
            faults.Add(new(rule.Name, "pattern", $"Give a regular expression of at most {Longest} characters."));
            return null;
        }
        try
        {
            var pattern = new CodePattern(rule, new(rule.Pattern, RegexOptions.CultureInvariant, Patience));
            if (Unbounded.IsMatch(rule.Pattern)) _ = pattern._regex.Value;
            var wrong = pattern.Faults(rule).ToList();
            foreach (var fault in wrong) faults.Add(fault);
            return wrong.Count == 0 ? pattern : null;
        }
        catch (RegexParseException exception)
        {
            faults.Add(new(rule.Name, "pattern", InWords(exception), exception.Offset));
        }
        catch (NotSupportedException)
        {
            var at = Unbounded.Match(rule.Pattern);
            faults.Add(new(rule.Name, "pattern", "Looking around, atomic groups, conditions and backreferences are not taken: they can take any time.", at.Success ? at.Index : 0));
        }
        return null;
    }

    /// <summary>Adds codes, in the order of the text, and fields that nothing has filled yet.</summary>
    public void Find(string text, ICollection<string> codes, IDictionary<string, string> fields)
    {
        try
        {
            var regex = _regex.Value;
            if (_made is null && _fields.Length == 0)
            {
                // Where no group is asked for the library need not look for any.
                foreach (var match in regex.EnumerateMatches(text)) Add(codes, text.Substring(match.Index, match.Length));
                return;
            }
            for (var match = regex.Match(text); match.Success; match = match.NextMatch())
            {
                Add(codes, _made is null ? match.Value : match.Result(_made));
                foreach (var name in _fields)
                {
                    var group = match.Groups[name];
                    if (group is { Success: true, Length: > 0 and <= TicketFields.Longest } && fields.Count < TicketFields.Most) fields.TryAdd(name, group.Value);
                }
            }
        }
        catch (RegexMatchTimeoutException)
        {
            // What it found until then stands.
        }
    }

    private static void Add(ICollection<string> codes, string found)
    {
        if (codes.Count < ErrorCodes.Most && ErrorCodes.Normalise(found) is { } code && !codes.Contains(code)) codes.Add(code);
    }

    /// <exception cref="NotSupportedException">Its time would not be bounded by the length of the text.</exception>
    private static Regex Bounded(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Patience);

    private IEnumerable<RouteFault> Faults(CodeRule rule)
    {
        foreach (var name in _fields.Where(n => !TicketFields.IsName(n)))
            yield return new(rule.Name, "pattern", $"The group {name} cannot be the name of a field: letters, digits, hyphens and underscores, a letter first.", rule.Pattern.IndexOf(name, StringComparison.Ordinal));
        if (rule.Code is not { } code) yield break;
        if (code.Trim().Length is 0 or > Longest) yield return new(rule.Name, "code", $"Say what the code is made of, in at most {Longest} characters, or leave it out.");
        foreach (Match reference in Reference.Matches(code))
            if (!_groups.Contains(reference.Groups[1].Value))
                yield return new(rule.Name, "code", $"The pattern has no group {reference.Groups[1].Value}.", reference.Index);
    }

    /// <summary>The library's own words, without the pattern that they begin with.</summary>
    private static string InWords(RegexParseException exception)
    {
        var words = exception.Message;
        var at = words.LastIndexOf($"at offset {exception.Offset}. ", StringComparison.Ordinal);
        return at < 0 ? words : words[(at + $"at offset {exception.Offset}. ".Length)..];
    }

    /// <summary>Stands wherever a pattern asks for what takes any time, and now and then elsewhere.</summary>
    [GeneratedRegex(@"\(\?(?:[=!>(]|<[=!]|[<'][^>']*-)|\\[1-9]|\\k|\\G", RegexOptions.CultureInvariant)]
    private static partial Regex Unbounded { get; }

    [GeneratedRegex(@"\$\{?(\w+)\}?", RegexOptions.CultureInvariant)]
    private static partial Regex Reference { get; }
}
