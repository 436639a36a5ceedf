using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Bridgewatch.Kernel.Seal;

/// <summary>An entry's sealed columns exactly as the database holds them, texts in UTF-8. Words that this version does not
/// know, or that somebody wrote in capitals, are therefore hashed as they stand.</summary>
/// <param name="At">Microseconds since 1970-01-01T00:00:00Z.</param>
public sealed record EntryColumns(
    long Seq, long At, byte[] Actor, byte[] ActorKind, byte[] SubjectKind, Guid SubjectId, byte[] Type, byte[] Digest, Guid CorrelationId, byte[] Origin);

/// <summary>The hash of one entry. This format is for ever: docs/seal-format.md says it for third parties.</summary>
public static class Leaf
{
    public const int SaltLength = 16;

    public const int HashLength = SHA256.HashSizeInBytes;

    private const int Columns = 10;

    /// <summary>SHA-256 of salt and data. The salt keeps a digest from telling anything once both are erased.</summary>
    /// <remarks>The salt's length is fixed, and checked by whoever verifies: otherwise a byte could move from one to the other.</remarks>
    public static byte[] Digest(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(data);
        return hash.GetHashAndReset();
    }

    /// <summary>SHA-256 over a zero byte and every column but data and salt, each with its length before it.</summary>
    /// <remarks>PostgreSQL's transaction number is left out: a restore into another cluster rewrites it. The order of entries
    /// is sealed by their places in the tree.</remarks>
    public static byte[] Hash(EntryColumns entry)
    {
        var length = 1 + (Columns * 4) + 8 + 8 + entry.Actor.Length + entry.ActorKind.Length + entry.SubjectKind.Length + 16
            + entry.Type.Length + entry.Digest.Length + 16 + entry.Origin.Length;
        var bytes = length <= 1_024 ? stackalloc byte[length] : new byte[length];
        bytes[0] = 0;
        var rest = bytes[1..];
        Append(ref rest, entry.Seq);
        Append(ref rest, entry.At);
        Append(ref rest, entry.Actor);
        Append(ref rest, entry.ActorKind);
        Append(ref rest, entry.SubjectKind);
        Append(ref rest, entry.SubjectId);
        Append(ref rest, entry.Type);
        Append(ref rest, entry.Digest);
        Append(ref rest, entry.CorrelationId);
        Append(ref rest, entry.Origin);
        return SHA256.HashData(bytes);
    }

    private static void Append(ref Span<byte> rest, long value)
    {
        BinaryPrimitives.WriteInt32BigEndian(rest, 8);
        BinaryPrimitives.WriteInt64BigEndian(rest[4..], value);
        rest = rest[12..];
    }

    private static void Append(ref Span<byte> rest, Guid value)
    {
        BinaryPrimitives.WriteInt32BigEndian(rest, 16);
        value.TryWriteBytes(rest[4..], bigEndian: true, out _);
        rest = rest[20..];
    }

    private static void Append(ref Span<byte> rest, byte[] value)
    {
        BinaryPrimitives.WriteInt32BigEndian(rest, value.Length);
        value.CopyTo(rest[4..]);
        rest = rest[(4 + value.Length)..];
    }
}
