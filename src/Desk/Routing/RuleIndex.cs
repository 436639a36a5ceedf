using System.Collections.Frozen;

namespace Bridgewatch.Desk.Routing;

internal enum RuleKeyKind
{
    /// <summary>A value of the field is this.</summary>
    Is,

    /// <summary>A value of the field begins so.</summary>
    Begins,

    /// <summary>It stands somewhere in the field's text.</summary>
    Has,
}

/// <summary>Something that an arrival must have for a rule to be worth asking.</summary>
internal sealed record RuleKey(string Field, RuleKeyKind Kind, string Text)
{
    /// <summary>How few tickets have one of the keys: whole values before beginnings before words of texts, codes before all else, few before many.</summary>
    public static int Worth(IReadOnlyList<RuleKey> keys) => (100 * keys.Min(Worth)) - keys.Count;

    private static int Worth(RuleKey key) => (key.Kind, key.Field) switch
    {
        (RuleKeyKind.Is, "code") => 5,
        (RuleKeyKind.Begins, "code") => 4,
        (RuleKeyKind.Is, _) => 3,
        (RuleKeyKind.Begins, _) => 2,
        _ => 1,
    };
}

/// <summary>Names the rules whose conditions an arrival may fulfil, without asking the others.</summary>
internal sealed class RuleIndex
{
    private readonly int[] _always;
    private readonly FieldIndex[] _fields;

    public RuleIndex(IReadOnlyList<RuleCondition> conditions)
    {
        var keys = conditions.Select(c => c.Keys).ToList();
        _always = [.. Enumerable.Range(0, keys.Count).Where(i => keys[i] is null)];
        _fields = [.. keys.SelectMany((k, rule) => (k ?? []).Select(key => (Key: key, Rule: rule))).GroupBy(k => k.Key.Field).Select(g => new FieldIndex(g.Key, [.. g]))];
    }

    /// <summary>In the order of the rules, each once.</summary>
    public IReadOnlyList<int> Candidates(Arrival arrival)
    {
        List<int> found = [.. _always];
        foreach (var field in _fields) field.Find(arrival, found);
        if (found.Count == _always.Length) return _always;
        found.Sort();
        var kept = 0;
        for (var i = 0; i < found.Count; i++)
            if (i == 0 || found[i] != found[i - 1]) found[kept++] = found[i];
        found.RemoveRange(kept, found.Count - kept);
        return found;
    }

    private sealed class FieldIndex
    {
        private readonly Func<Arrival, IReadOnlyList<string>> _values;
        private readonly FrozenDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _whole, _begins;
        private readonly int[] _lengths;
        private readonly LiteralIndex _within;

        public FieldIndex(string field, IReadOnlyList<(RuleKey Key, int Rule)> keys)
        {
            _values = ArrivalNoun.Values(field);
            _whole = ByText(keys, RuleKeyKind.Is);
            _begins = ByText(keys, RuleKeyKind.Begins);
            _lengths = [.. keys.Where(k => k.Key.Kind == RuleKeyKind.Begins).Select(k => k.Key.Text.Length).Distinct().Order()];
            _within = new([.. keys.Where(k => k.Key.Kind == RuleKeyKind.Has).Select(k => (k.Key.Text, k.Rule))]);
        }

        public void Find(Arrival arrival, List<int> rules)
        {
            foreach (var value in _values(arrival))
            {
                if (_whole.TryGetValue(value, out var whole)) rules.AddRange(whole);
                foreach (var length in _lengths)
                {
                    if (length > value.Length) break;
                    if (_begins.TryGetValue(value.AsSpan(0, length), out var begun)) rules.AddRange(begun);
                }
                _within.Find(value, rules);
            }
        }

        private static FrozenDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> ByText(IReadOnlyList<(RuleKey Key, int Rule)> keys, RuleKeyKind kind) =>
            keys.Where(k => k.Key.Kind == kind).GroupBy(k => k.Key.Text, StringComparer.OrdinalIgnoreCase)
                .ToFrozenDictionary(g => g.Key, g => g.Select(k => k.Rule).ToArray(), StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
