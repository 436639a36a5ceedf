using System.Collections.Immutable;
using Bridgewatch.Catalog.Calendars;
using Bridgewatch.Desk.Sla;
using Bridgewatch.Desk.Tickets;
using CsCheck;
using NodaTime;

namespace Bridgewatch.Tests.Desk.Sla;

/// <summary>The clock of a resolution beside a model that walks from minute to minute and knows nothing but which minutes were counted.</summary>
public class ClocksBesideASlowModel
{
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"];

    private static readonly string[][] Days = [["00:00-24:00"], ["09:00-12:00", "13:00-17:00"], ["22:00-06:00"], [], ["08:30-16:45"]];

    private static readonly Gen<BusinessCalendar> Calendars = Gen.Select(Gen.OneOf(Zones), Gen.OneOf(Days[0], Days[1], Days[2], Days[4]), Gen.Int[0, 6]).Select((zone, hours, shut) =>
        BusinessCalendar.Of(new(zone, new[] { "mon", "tue", "wed", "thu", "fri", "sat", "sun" }.Where((_, i) => i != shut).ToDictionary(d => d, IReadOnlyList<string> (_) => hours))));

    private static readonly Gen<ClockTerms> Terms = Gen.Select(Calendars, Gen.Int[1, 1_500], Gen.Bool).Select((calendar, minutes, engineering) =>
        new ClockTerms($"{minutes}", calendar, ImmutableDictionary<ClockTarget, Duration>.Empty.Add(ClockTarget.Resolution, Duration.FromMinutes(minutes)))
        {
            Pauses = engineering ? [TicketStatus.WaitingOnCustomer, TicketStatus.WaitingOnEngineering] : [TicketStatus.WaitingOnCustomer],
        });

    private static readonly Gen<(int Minutes, TicketStatus? To, ClockTerms? Terms)> Steps = Gen.Select(
        Gen.Int[0, 900], Gen.OneOf<TicketStatus?>(null, TicketStatus.Open, TicketStatus.WaitingOnCustomer, TicketStatus.WaitingOnEngineering, TicketStatus.OnHold),
        Gen.Select(Gen.Int[0, 4], Terms).Select((often, terms) => often == 0 ? terms : null));

    private static readonly Gen<Instant> Starts = Gen.Int[0, 5 * 365 * 24 * 60].Select(m => Instant.FromUtc(2024, 1, 1, 0, 0) + Duration.FromMinutes(m));

    [Fact]
    public void Both_say_the_same_about_what_passed_what_is_due_and_what_was_late() =>
        Gen.Select(Starts, Terms, Steps.Array[1, 6]).Sample((start, first, steps) =>
        {
            var (clocks, slow) = (new TicketClocks(), new SlowClock(start, first));
            clocks.Apply(new(start, ClockEventType.Opened, ClockActor.Customer), first);
            var (at, terms) = (start, first);
            foreach (var (minutes, to, changed) in steps)
            {
                at += Duration.FromMinutes(minutes);
                terms = changed ?? terms;
                clocks.Apply(new(at, to is null ? ClockEventType.Changed : ClockEventType.Status, ClockActor.Agent, To: to), terms);
                slow.Step(at, to, terms);
                var clock = clocks.Read(at).Single();
                (clock.Elapsed, clock.BreachedAt, clock.State == ClockState.Paused).ShouldBe((slow.Elapsed(at), slow.BreachedAt, slow.IsPaused));
                if (clock.DueAt is { } due) slow.Reaches(due, at).ShouldBe(terms.Targets[ClockTarget.Resolution], "what passes until the due time is the target");
                if (clock.DueAt is { } reached && reached > start) slow.Reaches(reached - Duration.FromMinutes(1), at).ShouldBeLessThan(terms.Targets[ClockTarget.Resolution], "and not a minute earlier");
            }
        }, iter: 50);

    /// <summary>Keeps for every minute whether it was counted. Slow and obvious.</summary>
    private sealed class SlowClock(Instant start, ClockTerms terms)
    {
        private static readonly Duration Minute = Duration.FromMinutes(1);

        private readonly HashSet<Instant> _counted = [];
        private Instant _walkedTo = start;
        private Instant _runsSince = start;
        private TicketStatus _status = TicketStatus.New;

        public Instant? BreachedAt { get; private set; }

        public bool IsPaused => terms.Pauses.Contains(_status);

        private Duration Target => terms.Targets[ClockTarget.Resolution];

        public void Step(Instant at, TicketStatus? to, ClockTerms next)
        {
            for (; _walkedTo < at; _walkedTo += Minute)
            {
                if (IsPaused) continue;
                if (BreachedAt is null && Elapsed(_walkedTo) >= Target) BreachedAt = Instant.Max(FirstReached(_walkedTo), _runsSince);
                _counted.Add(_walkedTo);
            }
            var (wasPaused, changed) = (IsPaused, next != terms);
            (_status, terms) = (to ?? _status, next);
            if (wasPaused && !IsPaused) _runsSince = at;
            if (changed && !IsPaused && BreachedAt is null && Elapsed(at) >= Target && FirstReached(at) < at) BreachedAt = at;
        }

        public Duration Elapsed(Instant at) => Sum(_counted.Where(m => m < at));

        /// <summary>Business time until an instant, if what runs now goes on.</summary>
        public Duration Reaches(Instant until, Instant now)
        {
            var later = IsPaused ? [] : Minutes(now, until);
            return Sum(_counted.Where(m => m < until).Concat(later));
        }

        private Instant FirstReached(Instant at)
        {
            var sum = Duration.Zero;
            foreach (var minute in _counted.Where(m => m < at && terms.Calendar.IsOpen(m)).Order())
                if ((sum += Minute) >= Target) return minute + Minute;
            return at;
        }

        private Duration Sum(IEnumerable<Instant> minutes) => Minute * minutes.Count(terms.Calendar.IsOpen);

        private static IEnumerable<Instant> Minutes(Instant from, Instant until)
        {
            for (var at = from; at < until; at += Minute) yield return at;
        }
    }
}
