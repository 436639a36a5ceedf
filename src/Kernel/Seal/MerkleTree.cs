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
}
