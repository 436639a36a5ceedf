using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Bridgewatch.Kernel.Seal;

/// <summary>The hash of one entry. This format is for ever: docs/seal-format.md says it for third parties.</summary>
public static class Leaf
{
    public const int SaltLength = 16;

    /// <summary>SHA-256 of salt and data. The salt keeps a digest from telling anything once both are erased.</summary>
    public static byte[] Digest(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(salt);
        hash.AppendData(data);
        return hash.GetHashAndReset();
    }

    /// <summary>SHA-256 over a zero byte and every column but data and salt, each with its length before it.</summary>
    public static byte[] Hash(JournalRow row)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0]);
        AppendNumber(hash, row.Seq);
        AppendNumber(hash, Micros.InMicros(row.At));
        AppendText(hash, row.Actor);
        AppendText(hash, Words.Of(row.ActorKind));
        AppendText(hash, row.SubjectKind);
        Append(hash, row.SubjectId.ToByteArray(bigEndian: true));
        AppendText(hash, row.Type);
        Append(hash, row.Digest);
        Append(hash, row.CorrelationId.ToByteArray(bigEndian: true));
        AppendText(hash, Words.Of(row.Origin));
        return hash.GetHashAndReset();
    }

    private static void AppendNumber(IncrementalHash hash, long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        Append(hash, bytes);
    }

    private static void AppendText(IncrementalHash hash, string text) => Append(hash, Encoding.UTF8.GetBytes(text));

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
