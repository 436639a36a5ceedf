using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Signals.Integrations;

/// <summary>A place in a list that is sorted by time and then by a name, as an opaque cursor.</summary>
internal sealed record ListPlace(Instant At, string Name)
{
    public string Write() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Micros.InMicros(At)} {Name}")));

    /// <summary>Null at the beginning of a list.</summary>
    /// <exception cref="Invalid">It is none of ours.</exception>
    public static ListPlace? Read(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        if (Base64Url.IsValid(cursor) && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(' ', 2) is [var at, var name]
            && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var micros) && micros <= Micros.InMicros(Micros.Never) && !name.Contains('\0', StringComparison.Ordinal))
            return new(Micros.Of(micros), name);
        throw new Invalid("cursor", "Give the cursor as 'next' gave it.");
    }
}
