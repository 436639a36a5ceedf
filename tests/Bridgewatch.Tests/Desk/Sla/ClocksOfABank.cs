using System.Collections.Immutable;
using Bridgewatch.Catalog.Calendars;
using Bridgewatch.Desk.Sla;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Tests.Harness;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Tests.Desk.Sla;

/// <summary>Four thousand real incidents with all that happened to them, under three policies.</summary>
public class ClocksOfABank
{
    private static readonly string[] Week = ["mon", "tue", "wed", "thu", "fri"];

    private static readonly IReadOnlyList<ClockTerms> Policies =
    [
        Policy("office", new("Europe/Amsterdam", Week.ToDictionary(d => d, IReadOnlyList<string> (_) => ["08:00-12:30", "13:00-18:00"]), [new("2013-12-25"), new("2013-12-26"), new("2014-01-01"), new("2013-12-24", ["08:00-12:00"])]), 4, 8, 40),
        Policy("always", new("UTC", Week.Concat(["sat", "sun"]).ToDictionary(d => d, IReadOnlyList<string> (_) => ["00:00-24:00"])), 1, 4, 72),
        Policy("nights", new("America/New_York", Week.ToDictionary(d => d, IReadOnlyList<string> (_) => ["20:00-04:00"])), 2, 2, 16),
    ];

    [Fact]
    public void The_business_time_until_each_due_time_is_its_target()
    {
        var (clocks, late) = (0, 0);
        foreach (var events in Incidents())
            foreach (var terms in Policies)
            {
                var ticket = new TicketClocks();
                foreach (var happened in events)
                {
                    ticket.Apply(happened, terms);
                    foreach (var clock in ticket.Read(happened.At)) Check(clock, terms, happened.At);
                }
                var last = ticket.Read(events[^1].At);
                clocks += last.Count(c => c.State != ClockState.None);
                late += last.Count(c => c.Late);
            }
        clocks.ShouldBeGreaterThan(20_000);
        late.ShouldBeInRange(1_000, clocks - 1_000);
    }

    /// <summary>Elapsed and remaining are the target; and what is left when it is looked passes until it is due.</summary>
    private static void Check(Clock clock, ClockTerms terms, Instant at)
    {
        if (clock.State == ClockState.None) return;
        (clock.Elapsed + clock.Remaining!.Value).ShouldBe(terms.Targets[clock.Target]);
        if (clock.DueAt is not { } due) return;
        var from = clock.MetAt ?? at;
        if (clock.State is ClockState.Running or ClockState.Met && clock.Remaining > Duration.Zero) terms.Calendar.Between(from, due).ShouldBe(clock.Remaining.Value);
        clock.Late.ShouldBe(clock.BreachedAt is not null);
        if (clock.State == ClockState.Met && due < clock.MetAt) clock.Late.ShouldBeTrue();
    }

    private static IEnumerable<IReadOnlyList<ClockEvent>> Incidents() =>
        File.ReadLines(SharedData.Path("tickets/bpic14-rabobank/bpic14_incident_log.csv")).Skip(1).Select(line => line.Split(','))
            .GroupBy(row => row[0], row => Of(row[3], InstantPattern.General.Parse(row[1]).Value))
            .Select(g => (IReadOnlyList<ClockEvent>)[.. g.OrderBy(e => e.At).Select((e, i) => i == 0 ? e with { Type = ClockEventType.Opened, By = ClockActor.Customer } : e)]);

    private static ClockEvent Of(string activity, Instant at) => activity switch
    {
        "Update from customer" => new(at, ClockEventType.Replied, ClockActor.Customer),
        "Mail to Customer" or "Communication with customer" => new(at, ClockEventType.Replied, ClockActor.Agent),
        "Pending vendor" => new(at, ClockEventType.Status, ClockActor.Agent, To: TicketStatus.WaitingOnCustomer),
        "Status Change" or "Assignment" => new(at, ClockEventType.Status, ClockActor.Agent, To: TicketStatus.Open),
        "Resolved" or "Closed" => new(at, ClockEventType.Resolved, ClockActor.Agent),
        "Reopen" => new(at, ClockEventType.Reopened, ClockActor.Customer),
        _ => new(at, ClockEventType.Changed, ClockActor.System),
    };

    private static ClockTerms Policy(string name, CalendarDefinition calendar, int first, int next, int resolution) => new(name, BusinessCalendar.Of(calendar), ImmutableDictionary.CreateRange(
    [
        KeyValuePair.Create(ClockTarget.FirstResponse, Duration.FromHours(first)), KeyValuePair.Create(ClockTarget.NextResponse, Duration.FromHours(next)),
        KeyValuePair.Create(ClockTarget.Resolution, Duration.FromHours(resolution)),
    ]));
}
