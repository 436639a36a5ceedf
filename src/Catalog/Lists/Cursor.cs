using System.Buffers.Text;
using System.Text;
using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog.Lists;

/// <summary>The key of the last row of a page, in a form that nobody is tempted to compute with.</summary>
internal static class Cursor
{
    public static string Write(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    /// <summary>Null at the beginning of a list.</summary>
    /// <exception cref="Invalid">It is none of ours.</exception>
    public static string? Read(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        try
        {
            return Strict.GetString(Base64Url.DecodeFromChars(cursor)).Replace("\0", "", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is FormatException or DecoderFallbackException)
        {
            throw new Invalid("cursor", "Give the cursor as 'next' gave it.");
        }
    }

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
}
