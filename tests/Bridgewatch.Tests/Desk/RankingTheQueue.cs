using Bridgewatch.Desk.Sla;
using Bridgewatch.Desk.Tickets;
using CsCheck;
using NodaTime;

namespace Bridgewatch.Tests.Desk;

public class RankingTheQueue
{
    private static readonly Instant s_opened = Instant.FromUtc(2026, 3, 27, 16, 0);
    private static readonly PatienceSettings s_settings = PatienceSettings.Default;

    private static readonly Gen<RankInputs> s_workable = Gen.Select(
        Gen.Bool.Select(b => b ? TicketStatus.New : TicketStatus.Open), Gen.Enum<Priority>(), Gen.Int[0, 100], Gen.Int[0, 50_000_000])
        .Select((status, priority, impact, seconds) =>
            new RankInputs(status, priority, impact, s_opened + Duration.FromSeconds(seconds)));

    [Theory]
    [InlineData(Priority.P1, 100, "2026-03-27T16:30:00Z")]
    [InlineData(Priority.P1, 91, "2026-03-27T16:32:42Z")]
    [InlineData(Priority.P2, 60, "2026-03-27T21:36:00Z")]
    [InlineData(Priority.P3, 40, "2026-03-30T01:36:00Z")]
    [InlineData(Priority.P4, 0, "2026-04-06T16:00:00Z")]
    public void A_ticket_may_wait_as_long_as_its_priority_and_impact_allow(Priority priority, int impact, string at)
    {
        var rank = QueueRank.Of(new(TicketStatus.New, priority, impact, s_opened), s_settings);

        rank.At.ShouldBe(NodaTime.Text.InstantPattern.ExtendedIso.Parse(at).Value);
        rank.Reason.ShouldBe(new(RankTerm.Patience, priority, impact, rank.At - s_opened));
        rank.Reason.TextKey().ShouldBe("Rank.Patience");
    }

    [Theory]
    [InlineData(TicketStatus.WaitingOnCustomer, false, RankTerm.Waiting, "Rank.Waiting")]
    [InlineData(TicketStatus.WaitingOnEngineering, false, RankTerm.Waiting, "Rank.Waiting")]
    [InlineData(TicketStatus.OnHold, false, RankTerm.Waiting, "Rank.Waiting")]
    [InlineData(TicketStatus.Resolved, false, RankTerm.Solved, "Rank.Solved")]
    [InlineData(TicketStatus.Closed, false, RankTerm.Solved, "Rank.Solved")]
    [InlineData(TicketStatus.Open, true, RankTerm.Snoozed, "Rank.Snoozed")]
    public void What_nobody_should_work_on_now_never_comes_up(TicketStatus status, bool snoozed, RankTerm term, string key)
    {
        var rank = QueueRank.Of(new(status, Priority.P1, 100, s_opened, snoozed), s_settings);

        rank.At.ShouldBe(QueueRank.Never);
        rank.Reason.ShouldBe(new(term, Priority.P1, 100, null));
        rank.Reason.TextKey().ShouldBe(key);
    }

    [Fact]
    public void A_higher_priority_a_higher_impact_or_an_earlier_opening_never_moves_a_ticket_back() =>
        Gen.Select(s_workable, Gen.Int[0, 100], Gen.Int[0, 1_000_000]).Sample((ticket, more, seconds) =>
        {
            var before = QueueRank.Of(ticket, s_settings).At;
            RankInputs[] sooner =
            [
                ticket with { Priority = ticket.Priority is Priority.P1 ? Priority.P1 : ticket.Priority - 1 },
                ticket with { Impact = ticket.Impact + more },
                ticket with { OpenedAt = ticket.OpenedAt - Duration.FromSeconds(seconds) },
            ];
            foreach (var t in sooner) QueueRank.Of(t, s_settings).At.ShouldBeLessThanOrEqualTo(before);
        });

    [Theory]
    [InlineData(Priority.P1, "2026-03-27T20:00:00Z", "2026-03-27T16:00:00Z")]
    [InlineData(Priority.P3, "2026-03-27T20:00:00Z", "2026-03-27T19:00:00Z")]
    [InlineData(Priority.P4, "2026-03-27T20:00:00Z", "2026-03-27T19:30:00Z")]
    public void A_promise_puts_a_ticket_in_front_some_time_before_it_is_due(Priority priority, string due, string at)
    {
        var owed = new NearestDue(ClockTarget.Resolution, NodaTime.Text.InstantPattern.ExtendedIso.Parse(due).Value);
        var rank = QueueRank.Of(new(TicketStatus.Open, priority, 0, s_opened, Due: owed), s_settings);

        rank.At.ShouldBe(NodaTime.Text.InstantPattern.ExtendedIso.Parse(at).Value);
        rank.Reason.ShouldBe(new(RankTerm.Due, priority, 0, null, owed));
        QueueRank.Of(new(TicketStatus.WaitingOnCustomer, priority, 0, s_opened, Due: owed), s_settings).Reason.Term.ShouldBe(RankTerm.Waiting);
    }

    [Fact]
    public void A_promise_never_moves_a_ticket_back() =>
        Gen.Select(s_workable, Gen.Int[-1_000_000, 100_000_000]).Sample((ticket, seconds) =>
        {
            var owed = ticket with { Due = new(ClockTarget.FirstResponse, s_opened + Duration.FromSeconds(seconds)) };
            QueueRank.Of(owed, s_settings).At.ShouldBe(Instant.Min(QueueRank.Of(ticket, s_settings).At, owed.Due.At - s_settings.LeadFor(ticket.Priority)));
        });

    [Fact]
    public void Whatever_can_be_worked_on_stands_before_never_and_not_before_it_was_opened() =>
        s_workable.Sample(ticket =>
        {
            var at = QueueRank.Of(ticket, s_settings).At;
            at.ShouldBeLessThan(QueueRank.Never);
            at.ShouldBeGreaterThanOrEqualTo(ticket.OpenedAt);
        });

    [Fact]
    public void The_oldest_of_the_lowest_priority_comes_before_the_newest_of_the_highest() =>
        QueueRank.Of(new(TicketStatus.New, Priority.P4, 0, s_opened), s_settings).At.ShouldBeLessThan(
            QueueRank.Of(new(TicketStatus.New, Priority.P1, 100, s_opened + Duration.FromDays(10)), s_settings).At);

    [Fact]
    public void The_ends_of_time_do_not_overflow()
    {
        QueueRank.Of(new(TicketStatus.New, Priority.P4, 0, Instant.MaxValue), s_settings).At
            .ShouldBeLessThan(QueueRank.Never);
        QueueRank.Of(new(TicketStatus.New, Priority.P4, int.MinValue, Instant.MinValue), s_settings).At
            .ShouldBe(Instant.MinValue + Duration.FromDays(10));
    }

    public static TheoryData<PatienceSettings, PatienceFault> Unusable { get; } = new()
    {
        { new() { P1 = Duration.FromHours(-1) }, PatienceFault.OutOfRange },
        { new() { P4 = Duration.FromDays(4_000) }, PatienceFault.OutOfRange },
        { new() { P2 = Duration.FromDays(5) }, PatienceFault.HigherPriorityWaitsLonger },
        { new() { ImpactShortensBy = 101 }, PatienceFault.ShareOutOfRange },
    };

    [Theory, MemberData(nameof(Unusable))]
    public void Settings_that_cannot_be_used_say_what_is_wrong_and_rank_nothing(PatienceSettings settings, PatienceFault fault)
    {
        settings.Findings().ShouldContain(fault);
        Should.Throw<ArgumentException>(() => QueueRank.Of(new(TicketStatus.New, Priority.P1, 0, s_opened), settings));
    }
}
