using Bridgewatch.Access.People;
using Bridgewatch.Desk.Assignment;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Tests.Desk.Assignment;

/// <summary>The choice of the program alone, without a database.</summary>
public class ChoosingWhoGetsIt
{
    [Fact]
    public void In_turn_whoever_was_given_something_longest_ago_gets_it()
    {
        var (taker, others) = PushChoice.Of(Need(), PushMode.RoundRobin, null, [Person("Ada", turn: 3), Person("Bo", turn: 1, open: 9), Person("Cy", turn: 2)]);
        taker!.Name.ShouldBe("Bo");
        others.Select(o => o.Why).ShouldBe([PassedOverReason.LaterInTurn, PassedOverReason.LaterInTurn]);
    }

    [Fact]
    public void By_load_whoever_has_the_least_gets_it_and_among_equals_the_turn_decides()
    {
        var (taker, others) = PushChoice.Of(Need(), PushMode.LeastLoaded, null, [Person("Ada", turn: 1, open: 2), Person("Bo", turn: 9, open: 1), Person("Cy", turn: 8, open: 1)]);
        taker!.Name.ShouldBe("Cy");
        others.Select(o => o.Why).ShouldBe([PassedOverReason.LaterInTurn, PassedOverReason.HasMore]);
    }

    [Fact]
    public void Who_cannot_take_it_is_passed_over_each_for_a_reason()
    {
        var had = Person("Had");
        var (taker, others) = PushChoice.Of(Need(SupportTier.L2, "sso", had.Person), PushMode.RoundRobin, 3,
        [
            had, Person("Away", away: new LocalDate(2026, 4, 1)), Person("Full", open: 3, skills: "sso"), Person("Low", tier: SupportTier.L1, skills: "sso"),
            Person("Unskilled"), Person("Guest") with { MayWork = false }, Person("Right", tier: SupportTier.L3, skills: "sso", turn: 99),
        ]);
        taker!.Name.ShouldBe("Right");
        others.Select(o => o.Why).ShouldBe(
            [PassedOverReason.HadIt, PassedOverReason.Away, PassedOverReason.AtCapacity, PassedOverReason.LowerTier, PassedOverReason.LacksSkill, PassedOverReason.MayNotWork], ignoreOrder: true);
    }

    [Fact]
    public void Where_nobody_can_nobody_does() => PushChoice.Of(Need(skill: "sso"), PushMode.LeastLoaded, null, [Person("Ada")]).Taker.ShouldBeNull();

    [Fact]
    public void Debt_goes_next_while_less_than_its_reserve_was_taken_and_never_before_a_P1()
    {
        (bool Debt, Priority Priority)[] waiting = [(false, Priority.P3), (true, Priority.P4)];
        int Next(DebtShare share, params (bool Debt, Priority Priority)[] these) => share.Next(these, t => t.Debt, t => t.Priority);
        Next(new(20, 0, 0), waiting).ShouldBe(0, "nothing was taken, so nothing is owed");
        Next(new(20, 4, 0), waiting).ShouldBe(1);
        Next(new(20, 5, 1), waiting).ShouldBe(0, "it has its share");
        Next(new(20, 6, 1), waiting).ShouldBe(1, "16.7 % are less than 20 %");
        Next(new(20, 4, 0), (false, Priority.P1), (true, Priority.P4)).ShouldBe(0);
        Next(new(20, 4, 0), (false, Priority.P3)).ShouldBe(0, "there is none");
        Next(new(0, 4, 0), waiting).ShouldBe(0, "none is reserved");
        var share = new DebtShare(20, 0, 0);
        for (var i = 0; i < 100; i++) share = share.After(share.Owes);
        share.Pulled!.Value.ShouldBe(20, tolerance: 1);
    }

    private static Need Need(SupportTier tier = SupportTier.L1, string? skill = null, PersonId? had = null) => new(tier, skill, had);

    private static Candidate Person(string name, long turn = 0, int open = 0, SupportTier? tier = null, string skills = "", LocalDate? away = null) =>
        new(PersonId.New(), name, tier, skills.Split(',').ToHashSet(), away, MayWork: true, open, turn);
}
