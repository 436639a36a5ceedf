using System.Buffers.Binary;
using System.Security.Cryptography;
using NodaTime;

namespace Bridgewatch.Kernel.Seal;

/// <summary>The value that ties a batch to all batches before it. It is what is signed, so one signature speaks for the whole past.</summary>
public static class Chain
{
    private const byte Link = 2;

    /// <summary>What stands before the first batch: 32 zero bytes.</summary>
    public static ReadOnlySpan<byte> Start => new byte[Leaf.HashLength];

    /// <summary>SHA-256 of 0x02, the chain value before, batch (8 bytes), count (4), time in microseconds (8), root.</summary>
    /// <exception cref="ArgumentException">The chain value before or the root is not 32 bytes long.</exception>
    public static byte[] Next(ReadOnlySpan<byte> previous, long batch, int count, Instant at, ReadOnlySpan<byte> root)
    {
        if (previous.Length != Leaf.HashLength || root.Length != Leaf.HashLength) throw new ArgumentException("A hash has 32 bytes.");
        Span<byte> bytes = stackalloc byte[1 + 8 + 4 + 8 + (2 * Leaf.HashLength)];
        bytes[0] = Link;
        previous.CopyTo(bytes[1..]);
        BinaryPrimitives.WriteInt64BigEndian(bytes[33..], batch);
        BinaryPrimitives.WriteInt32BigEndian(bytes[41..], count);
        BinaryPrimitives.WriteInt64BigEndian(bytes[45..], Micros.InMicros(at));
        root.CopyTo(bytes[53..]);
        return SHA256.HashData(bytes);
    }
}
