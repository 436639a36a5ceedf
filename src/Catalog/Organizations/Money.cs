using System.Text.Json.Serialization;
using NodaTime;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>An amount of money as it was known on a day.</summary>
/// <param name="Amount">In whole and broken units of the currency, at most four decimals; not negative.</param>
/// <param name="Currency">ISO 4217, upper-case: <c>EUR</c>.</param>
/// <param name="AsOf">The day on which the amount was right.</param>
public sealed record Money(decimal Amount, string Currency, LocalDate AsOf)
{
    /// <summary>Without zeros at its end, which one engine adds and the other does not.</summary>
    [JsonPropertyOrder(-1)]
    public decimal Amount { get; init; } = Amount / 1.0000000000000000000000000000m;

    /// <summary>More than any customer pays, and still exact on both engines.</summary>
    public const decimal Most = 1_000_000_000_000m;
}
