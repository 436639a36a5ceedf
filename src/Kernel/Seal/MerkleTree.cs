using System.Security.Cryptography;

namespace Bridgewatch.Kernel.Seal;

/// <summary>The Merkle tree of RFC 6962 over leaf hashes, built from the left without keeping the leaves.</summary>
/// <remarks>It holds the roots of the perfect subtrees so far: as many as the count has one bits.</remarks>
public sealed class MerkleTree
{
    private const byte Node = 1;

    private readonly byte[] _roots = new byte[64 * Leaf.HashLength];
    private int _height;
    private long _count;

    public long Count => _count;

    /// <param name="leaf">The hash of an entry, see <see cref="Leaf.Hash"/>.</param>
    public void Add(ReadOnlySpan<byte> leaf)
    {
        leaf.CopyTo(_roots.AsSpan(_height++ * Leaf.HashLength, Leaf.HashLength));
        for (var count = ++_count; (count & 1) == 0; count >>= 1) MergeLastTwo(_roots, ref _height);
    }

    /// <exception cref="InvalidOperationException">The tree is empty.</exception>
    public byte[] Root()
    {
        if (_count == 0) throw new InvalidOperationException("A tree without leaves has no root.");
        var (roots, height) = (_roots.ToArray(), _height);
        while (height > 1) MergeLastTwo(roots, ref height);
        return roots[..Leaf.HashLength];
    }

    private static void MergeLastTwo(byte[] roots, ref int height)
    {
        height--;
        var left = roots.AsSpan((height - 1) * Leaf.HashLength, Leaf.HashLength);
        Span<byte> node = stackalloc byte[1 + (2 * Leaf.HashLength)];
        node[0] = Node;
        roots.AsSpan((height - 1) * Leaf.HashLength, 2 * Leaf.HashLength).CopyTo(node[1..]);
        SHA256.HashData(node, left);
    }

    /// <summary>The hashes that lead from one leaf to the root, the deepest first (RFC 6962, 2.1.1): with them anybody can compute the
    /// root from the leaf alone.</summary>
    /// <param name="index">Which leaf, from 0.</param>
    public static IReadOnlyList<byte[]> Path(IReadOnlyList<byte[]> leaves, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leaves.Count);
        var (path, from, to) = (new List<byte[]>(), 0, leaves.Count);
        while (to - from > 1)
        {
            // The largest power of two below the count stands on the left.
            var middle = from + (1 << (int)Math.Log2(to - from - 1));
            path.Add(index < middle ? Root(leaves, middle, to) : Root(leaves, from, middle));
            (from, to) = index < middle ? (from, middle) : (middle, to);
        }
        path.Reverse();
        return path;
    }

    private static byte[] Root(IReadOnlyList<byte[]> leaves, int from, int to)
    {
        var tree = new MerkleTree();
        for (var i = from; i < to; i++) tree.Add(leaves[i]);
        return tree.Root();
    }
}
