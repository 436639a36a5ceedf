namespace Bridgewatch.Desk.Routing;

/// <summary>Texts of which one must stand in whatever a regular expression matches, so that it need not be tried where none does.</summary>
/// <remarks>Understands what patterns of error codes are made of: letters, classes, groups, alternatives, quantifiers. Of anything else it says that
/// nothing is known, and the pattern is tried on every text. The library has the same knowledge and shows it to nobody.</remarks>
internal sealed class RequiredLiterals
{
    private const int Shortest = 2, MostAlternatives = 64;

    private readonly string _pattern;
    private int _at;
    private bool _gaveUp;

    private RequiredLiterals(string pattern) => _pattern = pattern;

    /// <param name="pattern">A valid pattern.</param>
    /// <returns>In ASCII, to be compared without regard to capitals; null when none are known.</returns>
    public static IReadOnlyList<string>? Of(string pattern)
    {
        var reader = new RequiredLiterals(pattern);
        var literals = reader.Alternatives();
        return reader._gaveUp || reader._at < pattern.Length ? null : literals;
    }

    private char Next => _at < _pattern.Length ? _pattern[_at] : '\0';

    private List<string>? Alternatives()
    {
        List<string>? all = [];
        while (true)
        {
            var branch = Sequence();
            if (branch is null || all?.Count + branch.Count > MostAlternatives) all = null;
            all?.AddRange(branch!);
            if (Next != '|') return all;
            _at++;
        }
    }

    private IReadOnlyList<string>? Sequence()
    {
        IReadOnlyList<string>? best = null;
        var run = "";
        while (!_gaveUp && _at < _pattern.Length && Next is not ('|' or ')'))
        {
            var (letter, group) = One();
            var (least, most) = Quantifier();
            if (letter is { } c && least > 0) run += c;
            if (letter is not null && (least, most) == (1, 1)) continue;
            best = Better(best, [run]);
            run = "";
            if (group is not null && least > 0) best = Better(best, group);
        }
        return Better(best, [run]);
    }

    /// <summary>Reads one letter, class, group or anchor.</summary>
    private (char? Letter, IReadOnlyList<string>? Group) One()
    {
        var c = _pattern[_at++];
        switch (c)
        {
            case '\\': return (Escape(), null);
            case '[':
                Class();
                return (null, null);
            case '(': return (null, Group());
            case '.' or '^' or '$': return (null, null);
            default: return (char.IsAscii(c) ? c : null, null);
        }
    }

    private char? Escape()
    {
        var c = Next;
        _at++;
        if (!char.IsAsciiLetterOrDigit(c)) return char.IsAscii(c) ? c : null;
        if (c is 'p' or 'P')
        {
            while (Next is not ('}' or '\0')) _at++;
            _at++;
        }
        // Numbers of characters, backreferences, and what is yet to be invented.
        else if (!"dDwWsSbBAzZGtnrfvae".Contains(c, StringComparison.Ordinal))
        {
            _gaveUp = true;
        }
        return null;
    }

    private void Class()
    {
        if (Next == '^') _at++;
        // A bracket that stands first means itself.
        for (var first = true; _at < _pattern.Length; first = false)
        {
            var c = _pattern[_at++];
            if (c == '\\') _at++;
            else if (c == ']' && !first) return;
            else if (c == '[') _gaveUp = true;
        }
        _gaveUp = true;
    }

    private List<string>? Group()
    {
        if (Next == '?')
        {
            _at++;
            if (Next is '<' or '\'')
            {
                var close = _pattern[_at] == '<' ? '>' : '\'';
                if (_at + 1 < _pattern.Length && _pattern[_at + 1] is '=' or '!') _gaveUp = true;
                _at++;
                while (_at < _pattern.Length && Next != close) _at++;
                _at++;
            }
            else
            {
                // Without x blanks mean themselves; with it this reading would be wrong.
                while (Next is 'i' or 'm' or 's' or 'n' or '-') _at++;
                if (Next == ')')
                {
                    _at++;
                    return null;
                }
                if (Next != ':') _gaveUp = true;
                _at++;
            }
        }
        if (_gaveUp) return null;
        var inner = Alternatives();
        if (Next != ')') _gaveUp = true;
        _at++;
        return inner;
    }

    /// <summary>How often what was read last must and may stand there.</summary>
    private (int Least, int Most) Quantifier()
    {
        (int Least, int Most) times = (1, 1);
        switch (Next)
        {
            case '*': (_at, times) = (_at + 1, (0, int.MaxValue)); break;
            case '+': (_at, times) = (_at + 1, (1, int.MaxValue)); break;
            case '?': (_at, times) = (_at + 1, (0, 1)); break;
            case '{' when Braces() is { } counted: times = counted; break;
            default: return times;
        }
        if (Next == '?') _at++;
        return times;
    }

    /// <summary><c>{2}</c>, <c>{2,}</c>, <c>{2,5}</c>; anything else is a brace that means itself.</summary>
    private (int Least, int Most)? Braces()
    {
        var close = _pattern.IndexOf('}', _at);
        if (close < 0) return null;
        var counts = _pattern[(_at + 1)..close].Split(',');
        if (counts.Length > 2 || !counts[0].All(char.IsAsciiDigit) || counts[0].Length == 0 || !counts[^1].All(char.IsAsciiDigit)) return null;
        _at = close + 1;
        // What stands there twice ends a run as well as what may be missing: whether it must be there is all that matters.
        return (counts[0].All(c => c == '0') ? 0 : 1, int.MaxValue);
    }

    /// <summary>The longer, the fewer texts it stands in; of several the shortest counts.</summary>
    private static IReadOnlyList<string>? Better(IReadOnlyList<string>? one, IReadOnlyList<string> other)
    {
        if (other.Min(l => l.Length) < Shortest) return one;
        return one is null || other.Min(l => l.Length) > one.Min(l => l.Length) ? other : one;
    }
}
