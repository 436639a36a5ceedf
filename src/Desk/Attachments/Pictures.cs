using SkiaSharp;

namespace Bridgewatch.Desk.Attachments;

/// <summary>Draws pictures anew, so that what a browser is given are points and nothing else that the file may hold.</summary>
internal static class Pictures
{
    /// <summary>More points than any screen or camera gives; a small file may claim billions.</summary>
    private const long MostPoints = 60_000_000;

    private const int Quality = 82;

    /// <summary>Each takes up to a quarter of a gigabyte while it is drawn.</summary>
    private static readonly SemaphoreSlim Turns = new(2);

    /// <summary>Width and height as it is to be seen; null when it cannot be drawn.</summary>
    public static (int Width, int Height)? SizeOf(Stream content)
    {
        using var codec = SKCodec.Create(content);
        if (codec is null || (long)codec.Info.Width * codec.Info.Height is <= 0 or > MostPoints) return null;
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        return IsTurned(codec.EncodedOrigin) ? (height, width) : (width, height);
    }

    /// <summary>The picture as WebP, at most that wide and high; null when it cannot be drawn.</summary>
    public static async Task<byte[]?> Draw(Stream content, int most, CancellationToken ct)
    {
        await Turns.WaitAsync(ct);
        try
        {
            // The library reads as it likes, which a stream from the disk is slow at.
            return await Task.Run(() => Draw(content, most), ct);
        }
        finally
        {
            Turns.Release();
        }
    }

    private static byte[]? Draw(Stream content, int most)
    {
        using var codec = SKCodec.Create(content);
        if (codec is null || (long)codec.Info.Width * codec.Info.Height is <= 0 or > MostPoints) return null;
        using var whole = SKBitmap.Decode(codec, new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (whole is null) return null;
        using var upright = Upright(whole, codec.EncodedOrigin);
        var scale = Math.Min(1f, (float)most / Math.Max(upright.Width, upright.Height));
        var size = new SKImageInfo(Math.Max(1, (int)(upright.Width * scale)), Math.Max(1, (int)(upright.Height * scale)));
        using var small = scale < 1 ? upright.Resize(size, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear)) : upright.Copy();
        if (small is null) return null;
        using var data = small.Encode(SKEncodedImageFormat.Webp, Quality);
        return data?.ToArray();
    }

    /// <summary>As the camera was held. The drawing that comes out says nothing of that any more.</summary>
    private static SKBitmap Upright(SKBitmap whole, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.TopLeft or SKEncodedOrigin.Default) return whole.Copy();
        var turned = IsTurned(origin);
        var upright = new SKBitmap(turned ? whole.Height : whole.Width, turned ? whole.Width : whole.Height);
        using var canvas = new SKCanvas(upright);
        var (w, h) = (upright.Width, upright.Height);
        canvas.SetMatrix(origin switch
        {
            SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, w, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, w, 0, -1, h, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, h, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new SKMatrix(0, -1, w, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, w, -1, 0, h, 0, 0, 1),
            _ => new SKMatrix(0, 1, 0, -1, 0, h, 0, 0, 1),
        });
        canvas.DrawBitmap(whole, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest));
        return upright;
    }

    private static bool IsTurned(SKEncodedOrigin origin) =>
        origin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
}
