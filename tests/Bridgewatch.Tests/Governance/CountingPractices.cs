using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Seal;

namespace Bridgewatch.Tests.Governance;

/// <summary>Shares, their intervals, and what they say about a practice.</summary>
public class CountingPractices
{
    [Theory]
    [InlineData(22, 22, 0.85)] // the three values of the definition of the board
    [InlineData(30, 30, 0.89)]
    [InlineData(29, 30, 0.83)]
    public void The_lower_bound_is_the_published_one(long hits, long cases, double lower) =>
        Math.Round(Wilson.Of(hits, cases).Lower, 2).ShouldBe(lower);

    [Fact]
    public void An_interval_holds_its_share_and_is_the_mirror_of_the_rest()
    {
        for (var cases = 1; cases <= 60; cases++)
        {
            for (var hits = 0; hits <= cases; hits++)
            {
                var (of, rest) = (Wilson.Of(hits, cases), Wilson.Of(cases - hits, cases));
                of.Lower.ShouldBeInRange(0, (double)hits / cases);
                of.Upper.ShouldBeInRange((double)hits / cases, 1);
                of.Lower.ShouldBe(1 - rest.Upper, 1e-12);
            }
        }
        Wilson.Of(0, 0).ShouldBe(new(0, 1));
        Wilson.Of(81, 263).Lower.ShouldBe(0.2553, 1e-4); // Newcombe, Statistics in Medicine 17 (1998), table I
        Wilson.Of(81, 263).Upper.ShouldBe(0.3662, 1e-4);
        Should.Throw<ArgumentOutOfRangeException>(() => Wilson.Of(2, 1));
    }

    [Theory]
    [InlineData(99, 99, PracticeBound.LowerAtLeast, 0.85, PartVerdict.TooLittle)]
    [InlineData(84, 100, PracticeBound.LowerAtLeast, 0.85, PartVerdict.Missed)]
    [InlineData(88, 100, PracticeBound.LowerAtLeast, 0.85, PartVerdict.NotProven)]
    [InlineData(96, 100, PracticeBound.LowerAtLeast, 0.85, PartVerdict.Met)]
    [InlineData(21, 100, PracticeBound.UpperAtMost, 0.2, PartVerdict.Missed)]
    [InlineData(18, 100, PracticeBound.UpperAtMost, 0.2, PartVerdict.NotProven)]
    [InlineData(9, 100, PracticeBound.UpperAtMost, 0.2, PartVerdict.Met)]
    [InlineData(75, 100, PracticeBound.ShareAtLeast, 0.75, PartVerdict.Met)]
    public void A_share_is_judged_by_its_bound(long hits, long cases, PracticeBound bound, double target, PartVerdict verdict) =>
        new PracticePart("part", "Part", "part", hits, cases, bound, (decimal)target, 100).Judge().ShouldBe(verdict);

    [Fact]
    public void What_cannot_be_measured_never_makes_a_practice_work()
    {
        var period = PracticePeriod.Last(28, NodaTime.Instant.FromUtc(2026, 3, 27, 16, 0), NodaTime.DateTimeZone.Utc);
        PracticePart met = new("part", "Part", "part", 100, 100, PracticeBound.LowerAtLeast, 0.85m, 100);
        new PracticeFigure("1", period, [met], [], [], 0).Judge().ShouldBe(PracticeState.Working);
        new PracticeFigure("1", period, [met], [new("gap", "Gap", "Not there.")], [], 0).Judge().ShouldBe(PracticeState.SetUp);
        new PracticeFigure("1", period, [met, met with { Numerator = 10 }], [new("gap", "Gap", "Not there.")], [], 0).Judge().ShouldBe(PracticeState.OffTrack);
    }

    [Fact]
    public void A_period_is_made_of_complete_days_in_the_zone_also_when_the_clocks_change()
    {
        var berlin = NodaTime.DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        var period = PracticePeriod.Last(28, NodaTime.Instant.FromUtc(2026, 4, 1, 22, 30), berlin);
        period.Until.ShouldBe(new(2026, 4, 2)); // it is half past midnight there
        (period.End - period.Start).ShouldBe(NodaTime.Duration.FromDays(28) - NodaTime.Duration.FromHours(1));
    }

    [Fact]
    public void With_the_path_of_a_leaf_anybody_computes_the_root()
    {
        for (var count = 1; count <= 70; count++)
        {
            var leaves = Enumerable.Range(0, count).Select(i => System.Security.Cryptography.SHA256.HashData([(byte)i])).ToList();
            var tree = new MerkleTree();
            foreach (var leaf in leaves) tree.Add(leaf);
            for (var index = 0; index < count; index++) RootFrom(leaves[index], index, count, MerkleTree.Path(leaves, index)).ShouldBe(tree.Root());
        }
    }

    /// <summary>The verification of RFC 9162, section 2.1.3.2, word by word.</summary>
    private static byte[] RootFrom(byte[] leaf, int index, int count, IReadOnlyList<byte[]> path)
    {
        var (fn, sn, r) = (index, count - 1, leaf);
        foreach (var p in path)
        {
            sn.ShouldNotBe(0);
            if ((fn & 1) == 1 || fn == sn)
            {
                r = System.Security.Cryptography.SHA256.HashData([1, .. p, .. r]);
                while ((fn & 1) == 0 && fn != 0) (fn, sn) = (fn >> 1, sn >> 1);
            }
            else
            {
                r = System.Security.Cryptography.SHA256.HashData([1, .. r, .. p]);
            }
            (fn, sn) = (fn >> 1, sn >> 1);
        }
        sn.ShouldBe(0);
        return r;
    }
}
