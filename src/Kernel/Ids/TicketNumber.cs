using System.Globalization;

namespace Bridgewatch.Kernel;

/// <summary>The number by which people name a ticket: <c>T-1042</c>. Gaps are normal; order is not promised.</summary>
/// <param name="Value">At least 1.</param>
public readonly record struct TicketNumber(long Value) : IComparable<TicketNumber>
{
    public const string Prefix = "T-";

    /// <summary>Reads <c>T-1042</c>, in either case.</summary>
    public static bool TryParse(string? text, out TicketNumber number)
    {
        number = default;
        if (text is null || !text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return false;
        if (!long.TryParse(text.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return false;
        number = new(value);
        return value > 0;
    }

    public int CompareTo(TicketNumber other) => Value.CompareTo(other.Value);

    public static bool operator <(TicketNumber left, TicketNumber right) => left.Value < right.Value;

    public static bool operator >(TicketNumber left, TicketNumber right) => left.Value > right.Value;

    public static bool operator <=(TicketNumber left, TicketNumber right) => left.Value <= right.Value;

    public static bool operator >=(TicketNumber left, TicketNumber right) => left.Value >= right.Value;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Value}");
}
