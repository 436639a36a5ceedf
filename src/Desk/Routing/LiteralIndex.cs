using System.Buffers;

namespace Bridgewatch.Desk.Routing;

/// <summary>Says which of many literals stand in a text, in one walk over it, whatever their number. Capitals do not matter.</summary>
/// <remarks>Each literal waits at the rarest four of its letters (fewer when it is shorter); the text is read through a window of as many. Most
/// windows are dismissed by one bit.</remarks>
internal sealed class LiteralIndex
{
    public const int Shortest = 2;

    private const int Window = 4, Bits = 1 << 18;

    private readonly Windows[] _bySize;

    /// <param name="literals">At least <see cref="Shortest"/> letters each, and whom they concern. One may stand there several times.</param>
    public LiteralIndex(IReadOnlyCollection<(string Literal, int Owner)> literals)
    {
        var folded = literals.Select(l => (Literal: string.Create(l.Literal.Length, l.Literal, (to, from) => Fold(from, to)), l.Owner)).ToList();
        _bySize = [.. folded.GroupBy(l => Math.Min(Window, l.Literal.Length)).Select(g => new Windows(g.Key, [.. g]))];
    }

    /// <summary>Adds the owners of the literals that stand in the text; one may be added several times.</summary>
    public void Find(ReadOnlySpan<char> text, ICollection<int> owners)
    {
        if (_bySize.Length == 0) return;
        var rented = ArrayPool<char>.Shared.Rent(text.Length);
        var folded = rented.AsSpan(0, text.Length);
        Fold(text, folded);
        foreach (var windows in _bySize) windows.Find(folded, owners);
        ArrayPool<char>.Shared.Return(rented);
    }

    /// <summary>Letters that the query language or a regular expression takes for one become one; that others do as well costs a trial only.</summary>
    private static void Fold(ReadOnlySpan<char> text, Span<char> folded)
    {
        for (var i = 0; i < text.Length; i++)
        {
            folded[i] = text[i] switch
            {
                >= 'a' and <= 'z' => (char)(text[i] & ~0x20),
                < '\x80' => text[i],
                '\u212A' => 'K', // Kelvin
                '\u0130' or '\u0131' => 'I', // with and without its dot
                '\u017F' => 'S', // long
                _ => char.ToUpperInvariant(text[i]),
            };
        }
    }

    private static ulong Key(ReadOnlySpan<char> window)
    {
        var key = 0UL;
        foreach (var c in window) key = (key << 16) | c;
        return key;
    }

    private sealed class Windows
    {
        private readonly int _size;
        private readonly ulong _mask;
        private readonly ulong[] _seen = new ulong[Bits / 64];
        private readonly Dictionary<ulong, List<(string Literal, int Offset, int Owner)>> _waiting = [];

        public Windows(int size, IReadOnlyCollection<(string Literal, int Owner)> literals)
        {
            (_size, _mask) = (size, ulong.MaxValue >> (64 - (16 * size)));
            var counts = new Dictionary<ulong, int>();
            foreach (var (literal, _) in literals)
                for (var i = 0; i + size <= literal.Length; i++) counts[KeyAt(literal, i)] = counts.GetValueOrDefault(KeyAt(literal, i)) + 1;
            foreach (var (literal, owner) in literals)
            {
                var rarest = Enumerable.Range(0, literal.Length - size + 1).MinBy(i => counts[KeyAt(literal, i)]);
                var key = KeyAt(literal, rarest);
                if (!_waiting.TryGetValue(key, out var here)) _waiting[key] = here = [];
                here.Add((literal, rarest, owner));
                _seen[Bit(key) >> 6] |= 1UL << (Bit(key) & 63);
            }
        }

        public void Find(ReadOnlySpan<char> text, ICollection<int> owners)
        {
            var key = 0UL;
            for (var i = 0; i < text.Length; i++)
            {
                key = ((key << 16) | text[i]) & _mask;
                var bit = Bit(key);
                if ((_seen[bit >> 6] & (1UL << (bit & 63))) == 0 || i + 1 < _size || !_waiting.TryGetValue(key, out var here)) continue;
                foreach (var (literal, offset, owner) in here)
                {
                    var start = i + 1 - _size - offset;
                    if (start >= 0 && text[start..].StartsWith(literal, StringComparison.Ordinal)) owners.Add(owner);
                }
            }
        }

        private ulong KeyAt(string literal, int at) => Key(literal.AsSpan(at, _size));

        private static int Bit(ulong key) => (int)((key * 0x9E3779B97F4A7C15) >> 46);
    }
}
