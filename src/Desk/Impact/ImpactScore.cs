using System.Globalization;
using System.Text.Json;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Desk.Tickets;

namespace Bridgewatch.Desk.Impact;

/// <summary>How much a ticket hurts customers, 0 to 100, factor by factor (practice 1.3).</summary>
/// <param name="Score">The sum of the factors' points, exactly.</param>
/// <param name="Factors">All six, always in the order of <see cref="ImpactFactorNames.All"/>.</param>
/// <remarks>
/// <para>A factor gives its weight × a share between 0 and 1, rounded to whole points by itself. So a factor's points
/// depend on that factor alone, the sum is exact, and nothing that gets worse can lower the score.</para>
/// <list type="table">
/// <item><term>customers</term><description>log(1+n) / log(1+full): from 1 to 10 matters as much as from 10 to 100.
/// Unknown: 1, the one who writes.</description></item>
/// <item><term>tier</term><description>standard ¼, silver ½, gold ¾, platinum 1: everybody counts. Unknown: standard.
/// </description></item>
/// <item><term>revenue</term><description>log between the two ends, since revenue spans orders of magnitude and twice
/// the money is not twice the urgency. Unknown, or in another currency than the curve: imputed by tier.</description></item>
/// <item><term>severity</term><description>outage 1, degraded 0.6, minor 0.25, cosmetic 0.05. Unknown: minor for faults
/// and alerts (an alert only says that a threshold was crossed), cosmetic for questions and requests.</description></item>
/// <item><term>workaround</term><description>none 1, exists 0. Unknown: none when the function is out or degraded,
/// else there is one: leaving it blank must not pay.</description></item>
/// <item><term>recurrence</term><description>log(1+n) / log(1+full): the first repetitions say the most. Unknown: 0.
/// </description></item>
/// </list>
/// </remarks>
public sealed record ImpactScore(int Score, IReadOnlyList<ImpactFactor> Factors)
{
    /// <summary>Computes the score. The same inputs and settings always give the same result.</summary>
    /// <exception cref="ArgumentException">The settings have <see cref="ImpactSettings.Findings"/>.</exception>
    public static ImpactScore Of(ImpactInputs inputs, ImpactSettings settings)
    {
        if (settings.Findings() is [var first, ..])
            throw new ArgumentException($"These settings cannot be used: {first.Fault} {first.Factor}", nameof(settings));
        var (weights, curves) = (settings.Weights, settings.Curves);

        var customers = Math.Max(0, inputs.CustomersAffected ?? 1);
        var tier = inputs.Tier ?? CustomerTier.Standard;
        var isForeign = inputs is { AnnualRevenue: not null, RevenueCurrency: { } currency } && currency != curves.Currency;
        var paid = isForeign ? null : inputs.AnnualRevenue;
        var revenue = Math.Max(0, paid ?? curves.RevenueAssumedFor(tier));
        var severity = inputs.Severity ?? SeverityAssumedFor(inputs.Type);
        var workaround = inputs.Workaround ?? severity is not (Severity.Outage or Severity.Degraded);
        var recurrences = Math.Max(0, inputs.Recurrences ?? 0);

        ImpactFactor[] factors =
        [
            Factor(ImpactFactorNames.Customers, Text(customers), inputs.CustomersAffected is not null,
                weights.Customers, ShareOfCount(customers, curves.FullCustomers)),
            Factor(ImpactFactorNames.Tier, Word(tier), inputs.Tier is not null, weights.Tier, ShareOf(tier)),
            Factor(ImpactFactorNames.Revenue, Text(revenue), paid is not null,
                weights.Revenue, ShareOfRevenue(revenue, curves)) with { Because = isForeign ? ImpactFactor.OtherCurrency : null },
            Factor(ImpactFactorNames.Severity, Word(severity), inputs.Severity is not null,
                weights.Severity, ShareOf(severity)),
            Factor(ImpactFactorNames.Workaround, workaround ? "true" : "false", inputs.Workaround is not null,
                weights.Workaround, workaround ? 0 : 1),
            Factor(ImpactFactorNames.Recurrence, Text(recurrences), inputs.Recurrences is not null,
                weights.Recurrence, ShareOfCount(recurrences, curves.FullRecurrences)),
        ];
        return new(factors.Sum(f => f.Points), factors);
    }

    /// <summary>How many of the six factors are known, not assumed; practice 1.3 asks for four.</summary>
    public int CountKnown() => Factors.Count(f => f.Known);

    public bool Equals(ImpactScore? other) =>
        other is not null && Score == other.Score && Factors.SequenceEqual(other.Factors);

    public override int GetHashCode() => Factors.Aggregate(Score, HashCode.Combine);

    /// <summary>What is assumed where nobody says how bad it is.</summary>
    public static Severity SeverityAssumedFor(TicketType type) =>
        type is TicketType.Fault or TicketType.Alert ? Severity.Minor : Severity.Cosmetic;

    private static ImpactFactor Factor(string name, string value, bool known, int weight, double share) =>
        new(name, value, known, weight, (int)Math.Round(weight * share, MidpointRounding.AwayFromZero));

    private static double ShareOfCount(int count, int full) =>
        count >= full ? 1 : Math.Log(1d + count) / Math.Log(1d + full);

    private static double ShareOfRevenue(decimal revenue, ImpactCurves curves) =>
        revenue <= curves.LeastRevenue ? 0
        : revenue >= curves.FullRevenue ? 1
        : Math.Log((double)(revenue / curves.LeastRevenue)) / Math.Log((double)(curves.FullRevenue / curves.LeastRevenue));

    private static double ShareOf(CustomerTier tier) => tier switch
    {
        CustomerTier.Platinum => 1,
        CustomerTier.Gold => 0.75,
        CustomerTier.Silver => 0.5,
        _ => 0.25,
    };

    private static double ShareOf(Severity severity) => severity switch
    {
        Severity.Outage => 1,
        Severity.Degraded => 0.6,
        Severity.Minor => 0.25,
        _ => 0.05,
    };

    private static string Word<T>(T word) where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(word.ToString());

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}

/// <summary>One factor's part in an <see cref="ImpactScore"/>.</summary>
/// <param name="Name">One of <see cref="ImpactFactorNames"/>.</param>
/// <param name="Value">What was counted with, as on the wire: a number, a word, `true` or `false`.</param>
/// <param name="Known">False when the value was assumed.</param>
/// <param name="Weight">The most points that this factor can give.</param>
/// <param name="Points">The points that it gives, 0 to <paramref name="Weight"/>.</param>
/// <param name="Because">Why something was assumed although somebody said something: <see cref="OtherCurrency"/>; null otherwise.</param>
public sealed record ImpactFactor(string Name, string Value, bool Known, int Weight, int Points, string? Because = null)
{
    /// <summary>The revenue is known in another currency than the one that scores are made in.</summary>
    public const string OtherCurrency = "other-currency";
}

/// <summary>The names of the six factors on the wire.</summary>
public static class ImpactFactorNames
{
    public const string Customers = "customers";
    public const string Tier = "tier";
    public const string Revenue = "revenue";
    public const string Severity = "severity";
    public const string Workaround = "workaround";
    public const string Recurrence = "recurrence";

    /// <summary>All six, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> All { get; } = [Customers, Tier, Revenue, Severity, Workaround, Recurrence];
}
