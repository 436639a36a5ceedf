using System.Globalization;

namespace Bridgewatch.Kernel;

/// <summary>A page of a list and the cursor to the next one.</summary>
/// <param name="Next">Opaque; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next)
{
    public static Page<T> Empty { get; } = new([], null);

    /// <summary>How many there are, when that was asked for.</summary>
    public Count? Count { get; init; }
}

/// <param name="Capped">True when there are more than the value says.</param>
public sealed record Count(long Value, bool Capped);

public static class Page
{
    public const int Largest = 200;

    public const int Usual = 50;

    /// <summary>Cuts a list that was read one longer than the page, and makes the cursor from the last row that is shown.</summary>
    public static Page<T> Of<T>(IReadOnlyList<T> oneMore, int size, Func<T, string> cursor) =>
        oneMore.Count > size ? new([.. oneMore.Take(size)], cursor(oneMore[size - 1])) : new(oneMore, null);

    /// <summary>A page of a list that is read whole, since it is short or only grows at its end: the cursor counts what was shown.</summary>
    /// <exception cref="Invalid">Limit or cursor cannot be used.</exception>
    public static Page<T> Part<T>(IReadOnlyList<T> all, int? limit, string? cursor, bool? count)
    {
        var (shown, size) = (0, Size(limit));
        if (!string.IsNullOrEmpty(cursor) && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out shown))
            throw new Invalid("cursor", "Take the cursor from 'next' of the page before.");
        var next = shown + (long)size < all.Count ? (shown + size).ToString(CultureInfo.InvariantCulture) : null;
        return new([.. all.Skip(shown).Take(size)], next) { Count = count == true ? new(all.Count, false) : null };
    }

    /// <exception cref="Invalid">The limit is outside 1 to <see cref="Largest"/>.</exception>
    public static int Size(int? limit) => limit switch
    {
        null => Usual,
        >= 1 and <= Largest => limit.Value,
        _ => throw new Invalid("limit", $"Give a limit from 1 to {Largest}."),
    };
}
