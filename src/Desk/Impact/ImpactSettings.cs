using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Impact;

/// <summary>How the impact score is made: what each factor may weigh, where its curve ends, where the priorities begin.</summary>
[Setting("desk.impact", DeskPermissions.ManageSettings)]
public sealed record ImpactSettings
{
    /// <summary>What is in force until somebody changes it.</summary>
    public static ImpactSettings Default { get; } = new();

    public ImpactWeights Weights { get; init; } = new();

    public ImpactCurves Curves { get; init; } = new();

    public PriorityCuts Cuts { get; init; } = new();

    /// <summary>What is wrong with these settings; empty when they can be used.</summary>
    public IReadOnlyList<ImpactSettingsFinding> Findings() =>
        [.. Weights.Findings(), .. Curves.Findings(), .. Cuts.Findings()];
}

/// <summary>The most points that each factor can give. Together they are 100.</summary>
public sealed record ImpactWeights
{
    /// <summary>Revenue may not weigh more than this, or a few large customers crowd out all others.</summary>
    public const int MostForRevenue = 30;

    public int Customers { get; init; } = 30;
    public int Tier { get; init; } = 10;
    public int Revenue { get; init; } = 15;
    public int Severity { get; init; } = 20;
    public int Workaround { get; init; } = 15;
    public int Recurrence { get; init; } = 10;

    internal IEnumerable<ImpactSettingsFinding> Findings()
    {
        (string Name, int Weight)[] all =
        [
            (ImpactFactorNames.Customers, Customers), (ImpactFactorNames.Tier, Tier),
            (ImpactFactorNames.Revenue, Revenue), (ImpactFactorNames.Severity, Severity),
            (ImpactFactorNames.Workaround, Workaround), (ImpactFactorNames.Recurrence, Recurrence),
        ];
        foreach (var (name, weight) in all)
            if (weight is < 0 or > 100)
                yield return new(ImpactSettingsFault.WeightOutOfRange, name);
        if (all.Sum(f => (long)f.Weight) != 100) yield return new(ImpactSettingsFault.WeightsDoNotAddUpTo100, null);
        if (Revenue > MostForRevenue) yield return new(ImpactSettingsFault.RevenueWeighsTooMuch, ImpactFactorNames.Revenue);
    }
}

/// <summary>Where the curves of the counted factors end, and what revenue is imputed by tier.</summary>
public sealed record ImpactCurves
{
    /// <summary>So many customers give full points. A vendor with thousands of customers sets it higher.</summary>
    public int FullCustomers { get; init; } = 100;

    /// <summary>In which all amounts here are, ISO 4217. Revenue in another one cannot be compared with them, and is assumed by tier.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>Revenue up to this gives no points.</summary>
    public decimal LeastRevenue { get; init; } = 1_000;

    /// <summary>Revenue from this on gives full points.</summary>
    public decimal FullRevenue { get; init; } = 1_000_000;

    /// <summary>So many earlier ones give full points.</summary>
    public int FullRecurrences { get; init; } = 10;

    /// <summary>Annual revenue assumed of an organization whose revenue nobody entered.</summary>
    public decimal StandardRevenue { get; init; } = 10_000;
    public decimal SilverRevenue { get; init; } = 50_000;
    public decimal GoldRevenue { get; init; } = 200_000;
    public decimal PlatinumRevenue { get; init; } = 1_000_000;

    /// <summary>The revenue that is assumed for a tier.</summary>
    public decimal RevenueAssumedFor(CustomerTier tier) => tier switch
    {
        CustomerTier.Platinum => PlatinumRevenue,
        CustomerTier.Gold => GoldRevenue,
        CustomerTier.Silver => SilverRevenue,
        _ => StandardRevenue,
    };

    internal IEnumerable<ImpactSettingsFinding> Findings()
    {
        if (FullCustomers < 1) yield return new(ImpactSettingsFault.CurveWithoutLength, ImpactFactorNames.Customers);
        if (FullRecurrences < 1) yield return new(ImpactSettingsFault.CurveWithoutLength, ImpactFactorNames.Recurrence);
        if (LeastRevenue <= 0 || FullRevenue <= LeastRevenue)
            yield return new(ImpactSettingsFault.CurveWithoutLength, ImpactFactorNames.Revenue);
        if (Currency is not { Length: 3 } || !Currency.All(char.IsAsciiLetterUpper)) yield return new(ImpactSettingsFault.CurrencyUnknown, ImpactFactorNames.Revenue);
        if (StandardRevenue < 0 || SilverRevenue < StandardRevenue || GoldRevenue < SilverRevenue
            || PlatinumRevenue < GoldRevenue)
            yield return new(ImpactSettingsFault.RevenueFallsWithTier, ImpactFactorNames.Revenue);
    }
}

/// <summary>The lowest score of each priority; below <see cref="P3"/> it is P4.</summary>
public sealed record PriorityCuts(int P1 = 80, int P2 = 55, int P3 = 30)
{
    /// <summary>The priority that follows from a score.</summary>
    public Priority PriorityFrom(int score) =>
        score >= P1 ? Priority.P1 : score >= P2 ? Priority.P2 : score >= P3 ? Priority.P3 : Priority.P4;

    internal IEnumerable<ImpactSettingsFinding> Findings()
    {
        if (P1 > 100 || P2 >= P1 || P3 >= P2 || P3 < 1) yield return new(ImpactSettingsFault.CutsNotDescending, null);
    }
}

/// <summary>Something in <see cref="ImpactSettings"/> that cannot be used.</summary>
/// <param name="Factor">The factor it concerns, one of <see cref="ImpactFactorNames"/>; null for all together.</param>
public sealed record ImpactSettingsFinding(ImpactSettingsFault Fault, string? Factor);

/// <summary>The kinds of <see cref="ImpactSettingsFinding"/>.</summary>
public enum ImpactSettingsFault
{
    /// <summary>A weight is below 0 or above 100.</summary>
    WeightOutOfRange,
    WeightsDoNotAddUpTo100,

    /// <summary>More than <see cref="ImpactWeights.MostForRevenue"/> points.</summary>
    RevenueWeighsTooMuch,

    /// <summary>The upper end of a curve is not above its lower end.</summary>
    CurveWithoutLength,

    /// <summary>Not three capital letters.</summary>
    CurrencyUnknown,

    /// <summary>A higher tier is assumed to pay less than a lower one.</summary>
    RevenueFallsWithTier,

    /// <summary>The cuts must fall from P1 to P3, within 1 to 100.</summary>
    CutsNotDescending,
}
