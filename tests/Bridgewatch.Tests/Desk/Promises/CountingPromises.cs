using System.Collections.Immutable;
using Bridgewatch.Catalog.Calendars;
using Bridgewatch.Desk.Promises;
using Bridgewatch.Desk.Sla;
using Bridgewatch.Desk.Tickets;
using CsCheck;
using NodaTime;

namespace Bridgewatch.Tests.Desk.Promises;

/// <summary>The arithmetic of reports on promises.</summary>
public class CountingPromises
{
    private static readonly Gen<long> Few = Gen.Long[0, 40];

    private static readonly Gen<Attainment> Parts = Gen.Select(Few, Few, Few, Few, Gen.Long[0, 9_999].Array[4]).Select((met, missed, changed, lapsed, time) =>
        new Attainment(met, missed, changed, lapsed, met / 3, missed / 2, met / 2, missed / 4, time[0], time[1], time[2], time[3]));

    private static readonly BusinessCalendar Office = BusinessCalendar.Of(new("Europe/Berlin", new[] { "mon", "tue", "wed", "thu", "fri" }.ToDictionary(d => d, IReadOnlyList<string> (_) => ["09:00-12:00", "13:00-17:00"])));

    [Fact]
    public void Parts_add_up_to_the_whole_whatever_they_are_grouped_by() =>
        Parts.Array[0, 8].Sample(parts =>
        {
            var whole = Attainment.Sum(parts);
            (whole.Ended, whole.Judged).ShouldBe((parts.Sum(p => p.Met + p.Missed + p.ByChange + p.Lapsed), parts.Sum(p => p.Met + p.Missed)));
            Attainment.Sum(parts.Reverse()).ShouldBe(whole);
            whole.AllSeconds.ShouldBe(parts.Sum(p => p.AllSeconds));
        });

    [Fact]
    public void A_share_lies_in_its_interval_and_is_said_of_enough_alone() =>
        Parts.Sample(a =>
        {
            (a.Share is null, a.Interval is null).ShouldBe((a.Met + a.Missed < Attainment.Minimum, a.Met + a.Missed < Attainment.Minimum));
            if (a is { Share: { } share, Interval: { } interval })
            {
                share.ShouldBeInRange(interval.Lower, interval.Upper);
                if (a.ShareWithoutMacros is { } without) without.ShouldBeLessThanOrEqualTo(share, "what a macro met is taken from both");
            }
            if (a.AllSeconds > 0)
                (a.ShareOf(a.CountedSeconds)!.Value + a.ShareOf(a.CustomerSeconds)!.Value + a.ShareOf(a.EngineeringSeconds)!.Value + a.ShareOf(a.HoldSeconds)!.Value).ShouldBe(1, 1e-9);
        });

    [Fact]
    public void What_counted_and_what_did_not_is_all_the_business_time_between_start_and_end() =>
        Gen.Select(Gen.Int[0, 700 * 1_440], Gen.Select(Gen.Int[1, 2_000], Gen.OneOf(TicketStatus.Open, TicketStatus.WaitingOnCustomer, TicketStatus.WaitingOnEngineering, TicketStatus.OnHold)).Array[0, 8], Gen.Int[1, 3_000], Gen.Int[1, 3_000])
            .Sample((from, steps, last, target) =>
            {
                var (clocks, start) = (new TicketClocks(), Instant.FromUtc(2025, 1, 1, 0, 0) + Duration.FromMinutes(from));
                var terms = new ClockTerms("All", Office, ImmutableDictionary<ClockTarget, Duration>.Empty.Add(ClockTarget.Resolution, Duration.FromMinutes(target)))
                { Pauses = [TicketStatus.WaitingOnCustomer, TicketStatus.OnHold] };
                clocks.Apply(new(start, ClockEventType.Opened, ClockActor.Agent), terms);
                var at = start;
                foreach (var (minutes, to) in steps) clocks.Apply(new(at += Duration.FromMinutes(minutes), ClockEventType.Status, ClockActor.Agent, To: to), terms);
                clocks.Apply(new(at += Duration.FromMinutes(last), ClockEventType.Resolved, ClockActor.Agent), terms);
                var end = clocks.Ended(at + Duration.FromDays(9)).ShouldHaveSingleItem();
                (end.Counted + end.WaitedOnCustomer + end.WaitedOnEngineering + end.OnHold).ShouldBe(Office.Between(start, at));
                end.WaitedOnEngineering.ShouldBe(Duration.Zero, "no policy says that it pauses");
                var spent = Duration.FromMinutes(target);
                // Spent to the minute it hangs on when: at closing time it is met, in the evening it is late.
                if (end.Counted != spent) end.Outcome.ShouldBe(end.Counted > spent ? PromiseOutcome.Missed : PromiseOutcome.Met, $"{end.Counted} of {spent}");
                (end.First, end.Revised).ShouldBe((end.Outcome!.Value, 0));
            });
}
