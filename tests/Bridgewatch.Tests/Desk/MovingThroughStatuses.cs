using Bridgewatch.Desk.Tickets;
using static Bridgewatch.Desk.Tickets.StatusMover;
using static Bridgewatch.Desk.Tickets.TicketStatus;

namespace Bridgewatch.Tests.Desk;

public class MovingThroughStatuses
{
    /// <summary>
    /// The table of the contract, written a second time by hand: who may go from row to column when nothing else stands
    /// in the way. a agent, r rule, c customer, d due work.
    /// </summary>
    private static readonly (TicketStatus From, string[] To)[] s_contract =
    [
        //                       new open   wait-c wait-e hold  resolved closed
        (New,                  ["", "ar",  "ar",  "ar",  "ar", "ar",    "ar"]),
        (Open,                 ["", "",    "ar",  "ar",  "ar", "ar",    ""]),
        (WaitingOnCustomer,    ["", "arc", "",    "ar",  "ar", "ar",    ""]),
        (WaitingOnEngineering, ["", "ar",  "ar",  "",    "ar", "ar",    ""]),
        (OnHold,               ["", "ar",  "ar",  "ar",  "",   "ar",    ""]),
        (Resolved,             ["", "arc",  "",    "",    "",   "",      "acd"]),
        (Closed,               ["", "",    "",    "",    "",   "",      ""]),
    ];

    public static TheoryData<TicketStatus, TicketStatus, StatusMover, bool> EveryCase()
    {
        var cases = new TheoryData<TicketStatus, TicketStatus, StatusMover, bool>();
        foreach (var (from, row) in s_contract)
            foreach (var to in Enum.GetValues<TicketStatus>())
                foreach (var (letter, mover) in new[] { ('a', Agent), ('r', Rule), ('c', Customer), ('d', DueWork) })
                    cases.Add(from, to, mover, row[(int)to].Contains(letter));
        return cases;
    }

    [Theory, MemberData(nameof(EveryCase))]
    public void Each_mover_may_go_exactly_where_the_contract_says(
        TicketStatus from, TicketStatus to, StatusMover by, bool allowed)
    {
        // Whichever facts are most favourable: the window still open, or over; said to be spam.
        StatusFacts[] favourable = [new(InsideReopenWindow: true, SpamOrDuplicate: true), new(SpamOrDuplicate: true)];

        favourable.Any(f => TicketStatusRules.Check(from, to, by, f) is StatusVerdict.Allowed).ShouldBe(allowed);
    }

    [Fact]
    public void Each_pair_of_status_and_mover_has_one_answer() =>
        TicketStatusRules.All.SelectMany(t => new[] { Agent, Rule, Customer, DueWork }
            .Where(m => t.By.HasFlag(m)).Select(m => (t.From, t.To, m))).ShouldBeUnique();

    [Fact]
    public void Going_where_it_already_is_is_no_refusal()
    {
        foreach (var status in Enum.GetValues<TicketStatus>())
            TicketStatusRules.Check(status, status, Agent, new()).ShouldBe(StatusVerdict.AlreadyThere);
    }

    [Theory]
    [InlineData(New, Closed, Agent, false, false, StatusVerdict.OnlySpamOrDuplicate)]
    [InlineData(Open, Closed, Agent, false, false, StatusVerdict.NoWayThere)]
    [InlineData(Closed, Open, Customer, true, false, StatusVerdict.NoWayThere)]
    [InlineData(Open, Resolved, Customer, false, false, StatusVerdict.NotByYou)]
    [InlineData(Resolved, Open, Customer, true, false, StatusVerdict.Allowed)]
    [InlineData(Resolved, Open, Customer, false, false, StatusVerdict.ReopenWindowIsOver)]
    [InlineData(Resolved, Open, Agent, false, false, StatusVerdict.ReopenWindowIsOver)]
    [InlineData(Resolved, Open, Agent, false, true, StatusVerdict.Allowed)]
    [InlineData(Resolved, Closed, DueWork, true, false, StatusVerdict.ReopenWindowIsOpen)]
    [InlineData(Resolved, Closed, Agent, true, false, StatusVerdict.ReopenWindowIsOpen)]
    [InlineData(Resolved, Closed, DueWork, false, false, StatusVerdict.Allowed)]
    [InlineData(Resolved, Closed, Customer, true, false, StatusVerdict.Allowed)]
    [InlineData(Resolved, Closed, DueWork, false, true, StatusVerdict.HeldByGate)]
    [InlineData(Resolved, Closed, Customer, true, true, StatusVerdict.HeldByGate)]
    public void A_refusal_says_which(
        TicketStatus from, TicketStatus to, StatusMover by, bool insideWindow, bool held, StatusVerdict verdict) =>
        TicketStatusRules.Check(from, to, by, new(insideWindow, held)).ShouldBe(verdict);

    [Fact]
    public void A_gate_holds_a_new_ticket_open_too_but_never_keeps_anyone_from_resolving()
    {
        TicketStatusRules.Check(New, Closed, Agent, new(HeldByGate: true, SpamOrDuplicate: true))
            .ShouldBe(StatusVerdict.HeldByGate);
        TicketStatusRules.Check(Open, Resolved, Agent, new(HeldByGate: true)).ShouldBe(StatusVerdict.Allowed);
    }

    [Fact]
    public void A_menu_offers_what_would_be_allowed() =>
        TicketStatusRules.Next(Open, Agent, new()).ShouldBe([WaitingOnCustomer, WaitingOnEngineering, OnHold, Resolved]);

    [Fact]
    public void The_first_five_are_unsolved() =>
        Enum.GetValues<TicketStatus>().Where(s => s.IsUnsolved())
            .ShouldBe([New, Open, WaitingOnCustomer, WaitingOnEngineering, OnHold]);
}
