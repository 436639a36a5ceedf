using System.Globalization;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Desk.Tickets;
using CsCheck;

namespace Bridgewatch.Tests.Desk;

public class ScoringImpact
{
    private static readonly ImpactSettings s_settings = ImpactSettings.Default;

    private static readonly Gen<ImpactInputs> s_inputs = Gen.Select(
        Gen.Enum<TicketType>(), Gen.Int[0, 500].Nullable(), Gen.Enum<CustomerTier>().Nullable(),
        Gen.Decimal[0, 3_000_000].Nullable(), Gen.Enum<Severity>().Nullable(), Gen.Bool.Nullable(),
        Gen.Int[0, 30].Nullable(),
        (type, customers, tier, revenue, severity, workaround, recurrences) => new ImpactInputs
        {
            Type = type,
            CustomersAffected = customers,
            Tier = tier,
            AnnualRevenue = revenue,
            Severity = severity,
            Workaround = workaround,
            Recurrences = recurrences,
        });

    /// <summary>Six parts of 100, with revenue within its limit.</summary>
    private static readonly Gen<ImpactSettings> s_anySettings = Gen.Select(Gen.Int[0, 30], Gen.Int[0, 100].Array[4])
        .Select((revenue, cuts) =>
        {
            int[] c = [0, .. cuts.Select(x => x * (100 - revenue) / 100).Order(), 100 - revenue];
            return new ImpactSettings
            {
                Weights = new()
                {
                    Revenue = revenue,
                    Customers = c[1] - c[0],
                    Tier = c[2] - c[1],
                    Severity = c[3] - c[2],
                    Workaround = c[4] - c[3],
                    Recurrence = c[5] - c[4],
                },
            };
        });

    [Fact]
    public void A_large_customers_outage_without_a_workaround_is_a_P1_and_every_factor_says_why()
    {
        var score = ImpactScore.Of(new()
        {
            Type = TicketType.Fault,
            CustomersAffected = 40,
            Tier = CustomerTier.Platinum,
            AnnualRevenue = 2_400_000.50m,
            Severity = Severity.Outage,
            Workaround = false,
            Recurrences = 4,
        }, s_settings);

        score.Score.ShouldBe(91);
        score.Factors.ShouldBe(
        [
            new("customers", "40", true, 30, 24),
            new("tier", "platinum", true, 10, 10),
            new("revenue", "2400000.50", true, 15, 15),
            new("severity", "outage", true, 20, 20),
            new("workaround", "false", true, 15, 15),
            new("recurrence", "4", true, 10, 7),
        ]);
        s_settings.Cuts.PriorityFrom(score.Score).ShouldBe(Priority.P1);
    }

    [Theory]
    [InlineData(TicketType.Question, "cosmetic", "true")]
    [InlineData(TicketType.Request, "cosmetic", "true")]
    [InlineData(TicketType.Fault, "minor", "true")]
    [InlineData(TicketType.Alert, "minor", "true")]
    public void A_ticket_of_which_nothing_is_known_is_a_P4_and_says_what_was_assumed(
        TicketType type, string severity, string workaround)
    {
        var score = ImpactScore.Of(new() { Type = type }, s_settings);

        score.CountKnown().ShouldBe(0);
        score.Factors.Select(f => f.Value).ShouldBe(["1", "standard", "10000", severity, workaround, "0"]);
        s_settings.Cuts.PriorityFrom(score.Score).ShouldBe(Priority.P4);
    }

    [Fact]
    public void Unknown_revenue_is_imputed_by_tier() =>
        ImpactScore.Of(new() { Tier = CustomerTier.Gold }, s_settings).Factors[2]
            .ShouldBe(new("revenue", "200000", false, 15, 12));

    [Fact]
    public void An_outage_of_unknown_workaround_is_taken_to_have_none() =>
        ImpactScore.Of(new() { Severity = Severity.Outage }, s_settings).Factors[4]
            .ShouldBe(new("workaround", "false", false, 15, 15));

    [Fact]
    public void Values_below_zero_count_as_zero_and_the_largest_values_do_not_overflow()
    {
        ImpactScore.Of(new() { CustomersAffected = int.MinValue, AnnualRevenue = decimal.MinValue, Recurrences = -1 },
            s_settings).Factors.Where(f => f.Known).Sum(f => f.Points).ShouldBe(0);
        ImpactScore.Of(new()
        {
            CustomersAffected = int.MaxValue,
            Tier = CustomerTier.Platinum,
            AnnualRevenue = decimal.MaxValue,
            Severity = Severity.Outage,
            Workaround = false,
            Recurrences = int.MaxValue,
        }, s_settings).Score.ShouldBe(100);
    }

    [Fact]
    public void The_points_add_up_to_the_score_within_0_and_100_and_no_factor_passes_its_weight() =>
        Gen.Select(s_inputs, s_anySettings).Sample((inputs, settings) =>
        {
            settings.Findings().ShouldBeEmpty();
            var score = ImpactScore.Of(inputs, settings);
            score.Score.ShouldBe(score.Factors.Sum(f => f.Points));
            score.Score.ShouldBeInRange(0, 100);
            score.Factors.ShouldAllBe(f => f.Points >= 0 && f.Points <= f.Weight);
            score.Factors.Sum(f => f.Weight).ShouldBe(100);
            score.Factors.Select(f => f.Name).ShouldBe(ImpactFactorNames.All);
            score.ShouldBe(ImpactScore.Of(inputs with { }, settings));
        }, iter: 2_000);

    [Fact]
    public void Nothing_that_gets_worse_lowers_the_score() =>
        Gen.Select(s_inputs, s_anySettings, Gen.Int[0, 100], Gen.Decimal[0, 1_000_000]).Sample((inputs, settings, n, money) =>
        {
            var before = ImpactScore.Of(inputs, settings).Score;
            ImpactInputs[] worse =
            [
                inputs with { CustomersAffected = (inputs.CustomersAffected ?? 1) + n },
                inputs with { Tier = Worse(inputs.Tier ?? CustomerTier.Standard) },
                inputs with { AnnualRevenue = (inputs.AnnualRevenue ?? 1_000_000) + money },
                inputs with { Severity = inputs.Severity is { } s and not Severity.Outage ? s - 1 : Severity.Outage },
                inputs with { Workaround = false },
                inputs with { Recurrences = (inputs.Recurrences ?? 0) + n },
            ];
            foreach (var w in worse) ImpactScore.Of(w, settings).Score.ShouldBeGreaterThanOrEqualTo(before);
        }, iter: 2_000);

    [Fact]
    public void An_unknown_value_scores_as_the_value_that_is_shown_for_it_and_never_above_the_worst_known() =>
        s_inputs.Sample(inputs =>
        {
            var score = ImpactScore.Of(inputs, s_settings);
            string Value(string name) => score.Factors.Single(f => f.Name == name).Value;
            var stated = new ImpactInputs
            {
                CustomersAffected = int.Parse(Value("customers"), CultureInfo.InvariantCulture),
                Tier = Enum.Parse<CustomerTier>(Value("tier"), ignoreCase: true),
                AnnualRevenue = decimal.Parse(Value("revenue"), CultureInfo.InvariantCulture),
                Severity = Enum.Parse<Severity>(Value("severity"), ignoreCase: true),
                Workaround = bool.Parse(Value("workaround")),
                Recurrences = int.Parse(Value("recurrence"), CultureInfo.InvariantCulture),
            };
            ImpactScore.Of(stated, s_settings).Score.ShouldBe(score.Score);

            var worst = inputs with
            {
                CustomersAffected = inputs.CustomersAffected ?? 100,
                Tier = inputs.Tier ?? CustomerTier.Platinum,
                AnnualRevenue = inputs.AnnualRevenue ?? 1_000_000,
                Severity = inputs.Severity ?? Severity.Outage,
                Workaround = inputs.Workaround ?? false,
                Recurrences = inputs.Recurrences ?? 10,
            };
            score.Score.ShouldBeLessThanOrEqualTo(ImpactScore.Of(worst, s_settings).Score);
        }, iter: 2_000);

    [Fact]
    public void A_higher_score_never_has_a_lower_priority() =>
        Gen.Select(Gen.Int[-10, 110], Gen.Int[-10, 110]).Sample((a, b) =>
            ((int)s_settings.Cuts.PriorityFrom(Math.Max(a, b)))
                .ShouldBeLessThanOrEqualTo((int)s_settings.Cuts.PriorityFrom(Math.Min(a, b))));

    [Theory]
    [InlineData(80, Priority.P1)]
    [InlineData(79, Priority.P2)]
    [InlineData(55, Priority.P2)]
    [InlineData(54, Priority.P3)]
    [InlineData(30, Priority.P3)]
    [InlineData(29, Priority.P4)]
    public void A_cut_belongs_to_the_higher_priority(int score, Priority priority) =>
        s_settings.Cuts.PriorityFrom(score).ShouldBe(priority);

    public static TheoryData<ImpactSettings, ImpactSettingsFault> Unusable { get; } = new()
    {
        { new() { Weights = new() { Customers = -5, Severity = 55 } }, ImpactSettingsFault.WeightOutOfRange },
        { new() { Weights = new() { Customers = 31 } }, ImpactSettingsFault.WeightsDoNotAddUpTo100 },
        { new() { Weights = new() { Revenue = 31, Customers = 14 } }, ImpactSettingsFault.RevenueWeighsTooMuch },
        { new() { Curves = new() { FullCustomers = 0 } }, ImpactSettingsFault.CurveWithoutLength },
        { new() { Curves = new() { FullRecurrences = 0 } }, ImpactSettingsFault.CurveWithoutLength },
        { new() { Curves = new() { LeastRevenue = 0 } }, ImpactSettingsFault.CurveWithoutLength },
        { new() { Curves = new() { FullRevenue = 1_000 } }, ImpactSettingsFault.CurveWithoutLength },
        { new() { Curves = new() { SilverRevenue = 1 } }, ImpactSettingsFault.RevenueFallsWithTier },
        { new() { Cuts = new(50, 60, 30) }, ImpactSettingsFault.CutsNotDescending },
    };

    [Theory, MemberData(nameof(Unusable))]
    public void Settings_that_cannot_be_used_say_what_is_wrong_and_score_nothing(
        ImpactSettings settings, ImpactSettingsFault fault)
    {
        settings.Findings().Select(f => f.Fault).ShouldContain(fault);
        Should.Throw<ArgumentException>(() => ImpactScore.Of(new(), settings)).Message.ShouldContain(fault.ToString());
    }

    private static CustomerTier Worse(CustomerTier tier) => tier is CustomerTier.Platinum ? tier : tier + 1;
}
