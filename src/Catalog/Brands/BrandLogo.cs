using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Xml;
using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog.Brands;

/// <summary>The picture at the head of a brand's pages.</summary>
public sealed class BrandLogo(BrandId brand, string type, byte[] content)
{
    /// <summary>Customers load it with every first page, also on a train.</summary>
    public const int Largest = 100_000;

    public const int Widest = 2_000;

    public const string Png = "image/png";

    public const string Svg = "image/svg+xml";

    private static readonly byte[] PngHead = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static readonly HashSet<string> Drawing =
    [
        "svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
        "linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern",
    ];

    public BrandId Brand { get; private set; } = brand;

    public string Type { get; private set; } = type;

    public byte[] Content { get; private set; } = content;

    internal string Hash => Convert.ToHexStringLower(SHA256.HashData(Content));

    internal void Replace(string type, byte[] content) => (Type, Content) = (type, content);

    /// <summary>What the bytes are, whatever their name says; null when they are no picture that is safe to show.</summary>
    public static string? TypeOf(byte[] content) =>
        content.Length is 0 or > Largest ? null : IsPng(content) ? Png : IsSafeSvg(content) ? Svg : null;

    /// <summary>By its signature and the size that its first chunk tells: a small file may unfold to gigabytes.</summary>
    private static bool IsPng(byte[] content) =>
        content.Length > 33 && content.AsSpan().StartsWith(PngHead) && content.AsSpan(12, 4).SequenceEqual("IHDR"u8)
        && BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(16)) is >= 1 and <= Widest
        && BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(20)) is >= 1 and <= Widest;

    /// <summary>Shapes alone: no script, no handler, no style, nothing from elsewhere, no entities.</summary>
    private static bool IsSafeSvg(byte[] content)
    {
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(content), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var first = true;
            while (xml.Read())
            {
                if (xml.NodeType == XmlNodeType.ProcessingInstruction) return false;
                if (xml.NodeType != XmlNodeType.Element) continue;
                if (first && xml.LocalName != "svg") return false;
                first = false;
                if (!Drawing.Contains(xml.LocalName) || !HasSafeAttributes(xml)) return false;
            }
            return !first;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static bool HasSafeAttributes(XmlReader xml)
    {
        for (var more = xml.MoveToFirstAttribute(); more; more = xml.MoveToNextAttribute())
        {
            var name = xml.LocalName;
            if (name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || name == "style") return false;
            if (name == "href" && !xml.Value.StartsWith('#')) return false;
            if (xml.Value.Contains("url(", StringComparison.OrdinalIgnoreCase) && !xml.Value.TrimStart().StartsWith("url(#", StringComparison.OrdinalIgnoreCase)) return false;
        }
        xml.MoveToElement();
        return true;
    }
}
