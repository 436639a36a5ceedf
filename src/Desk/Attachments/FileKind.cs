using System.Text;

namespace Bridgewatch.Desk.Attachments;

/// <summary>What a file is, by its first bytes. What its name or its sender says counts for nothing.</summary>
internal static class FileKind
{
    public const string WindowsProgram = "application/vnd.microsoft.portable-executable";

    public const string Unknown = "application/octet-stream";

    private const string Text = "text/plain";

    /// <summary>Types that are pictures of points, which can be drawn anew. A drawing (SVG) is a program, and shown to nobody.</summary>
    private static readonly HashSet<string> Pictures = ["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"];

    /// <summary>Begin, offset, type.</summary>
    private static readonly (byte[] Begin, int At, string Type)[] Known =
    [
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], 0, "image/png"),
        ([0xFF, 0xD8, 0xFF], 0, "image/jpeg"),
        ("GIF87a"u8.ToArray(), 0, "image/gif"),
        ("GIF89a"u8.ToArray(), 0, "image/gif"),
        ("WEBP"u8.ToArray(), 8, "image/webp"),
        ("%PDF-"u8.ToArray(), 0, "application/pdf"),
        ([0x50, 0x4B, 0x03, 0x04], 0, "application/zip"),
        ([0x1F, 0x8B], 0, "application/gzip"),
        ([0x42, 0x5A, 0x68], 0, "application/x-bzip2"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], 0, "application/x-xz"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], 0, "application/x-7z-compressed"),
        ([0x7F, 0x45, 0x4C, 0x46], 0, "application/x-elf"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], 0, "application/x-ole-storage"),
        ("ftyp"u8.ToArray(), 4, "video/mp4"),
        ([0x0A, 0x0D, 0x0D, 0x0A], 0, "application/x-pcapng"),
        ([0xD4, 0xC3, 0xB2, 0xA1], 0, "application/vnd.tcpdump.pcap"),
        ("BM"u8.ToArray(), 0, "image/bmp"),
        ("MZ"u8.ToArray(), 0, WindowsProgram),
    ];

    /// <param name="head">The first bytes; a few thousand are enough.</param>
    public static string Of(ReadOnlySpan<byte> head)
    {
        foreach (var (begin, at, type) in Known)
        {
            // Two letters also begin a sentence.
            if (head.Length >= at + begin.Length && head.Slice(at, begin.Length).SequenceEqual(begin) && !(begin.Length == 2 && IsText(head))) return type;
        }
        return head.Length > 0 && IsText(head) ? Text : Unknown;
    }

    public static bool IsPicture(string type) => Pictures.Contains(type);

    /// <summary>UTF-8 without control characters. The last character may be cut.</summary>
    private static bool IsText(ReadOnlySpan<byte> head)
    {
        while (!head.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(head, out var rune, out var read);
            if (status == System.Buffers.OperationStatus.NeedMoreData) return true;
            if (status != System.Buffers.OperationStatus.Done || (rune.Value < ' ' && rune.Value is not ('\t' or '\n' or '\r' or '\f' or 0x1B))) return false;
            head = head[read..];
        }
        return true;
    }
}
