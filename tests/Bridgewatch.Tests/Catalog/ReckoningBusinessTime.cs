using Bridgewatch.Catalog.Calendars;
using Bridgewatch.Kernel;
using CsCheck;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Tests.Catalog;

public class ReckoningBusinessTime
{
    private const string Office = """
        {zone: Europe/Berlin, hours: {mon: ["09:00-12:00","13:00-17:00"], tue: ["09:00-12:00","13:00-17:00"], wed: ["09:00-12:00","13:00-17:00"],
          thu: ["09:00-12:00","13:00-17:00"], fri: ["09:00-12:00","13:00-17:00"]}, holidays: [2026-12-25, {date: 2026-12-24, hours: ["09:00-12:00"]}]}
        """;

    private const string Always = """
        {zone: Europe/Berlin, hours: {mon: ["00:00-24:00"], tue: ["00:00-24:00"], wed: ["00:00-24:00"], thu: ["00:00-24:00"], fri: ["00:00-24:00"],
          sat: ["00:00-24:00"], sun: ["00:00-24:00"]}}
        """;

    private const string Nights = """{zone: Europe/Berlin, hours: {mon: ["22:00-06:00"], thu: ["22:00-06:00"], sun: ["22:00-06:00"]}, holidays: [2026-12-25, 2026-12-28]}""";

    [Theory]
    [InlineData(Office, "2026-03-27T11:00", "PT1H", "2026-03-27T12:00", "a lunch begins: noon, and not one o'clock")]
    [InlineData(Office, "2026-03-27T11:00", "PT1H0.000001S", "2026-03-27T13:00:00.000001", "the rest is after lunch")]
    [InlineData(Office, "2026-03-27T12:00", "PT1S", "2026-03-27T13:00:01", "from closing on")]
    [InlineData(Office, "2026-03-27T09:00", "PT3H", "2026-03-27T12:00", "from opening on")]
    [InlineData(Office, "2026-03-27T16:00", "PT2H", "2026-03-30T10:00", "over a weekend on which the clocks change")]
    [InlineData(Office, "2026-03-28T10:00", "PT0S", "2026-03-28T10:00", "no work at all ends where it begins, open or not")]
    [InlineData(Office, "2026-12-23T16:00", "PT4H", "2026-12-24T12:00", "half a holiday")]
    [InlineData(Office, "2026-12-24T11:00", "PT2H", "2026-12-28T10:00", "a holiday and a weekend")]
    [InlineData(Office, "2028-02-28T16:00", "PT8H", "2028-02-29T17:00", "29 February")]
    [InlineData(Always, "2026-03-28T20:00", "PT8H", "2026-03-29T05:00", "the clock is put forward")]
    [InlineData(Always, "2026-10-24T20:00", "PT8H", "2026-10-25T03:00", "the clock is put back")]
    [InlineData(Nights, "2026-12-21T23:00", "PT7H", "2026-12-22T06:00", "overnight")]
    [InlineData(Nights, "2026-12-21T23:00", "PT7H1S", "2026-12-24T22:00:01", "the night belongs to the day on which it begins")]
    [InlineData(Nights, "2026-12-24T23:00", "PT7H", "2026-12-25T06:00", "and runs over into the morning of a holiday")]
    [InlineData(Nights, "2026-12-24T23:00", "PT10H", "2026-12-28T01:00", "Sunday's night runs into a Monday that is a holiday, too")]
    [InlineData(Nights, "2026-12-24T23:00", "PT16H", "2026-12-31T23:00", "whose own night falls away with its morning after")]
    public void Work_ends_at_the_earliest_instant_at_which_it_is_done(string calendar, string from, string work, string due, string because)
    {
        var reckons = Read(calendar);
        var (start, span) = (Local(reckons, from), PeriodPattern.NormalizingIso.Parse(work).Value.ToDuration());
        var end = reckons.Add(start, span);
        end.ShouldBe(Local(reckons, due), because);
        reckons.Between(start, end).ShouldBe(span);
        reckons.Between(end, start).ShouldBe(-span);
    }

    [Theory]
    [InlineData(Office, "2026-03-27T13:30", "PT30M", "2026-03-27T13:00", "the latest: the end of lunch, and not its beginning")]
    [InlineData(Office, "2026-03-30T10:00", "PT2H", "2026-03-27T16:00", "over a weekend on which the clocks change")]
    [InlineData(Office, "2026-03-28T10:00", "PT0S", "2026-03-28T10:00", "no work at all")]
    [InlineData(Always, "2026-03-29T05:00", "PT8H", "2026-03-28T20:00", "the clock is put forward")]
    public void Work_begins_at_the_latest_instant_from_which_it_is_done(string calendar, string until, string work, string begin, string because)
    {
        var reckons = Read(calendar);
        reckons.Subtract(Local(reckons, until), PeriodPattern.NormalizingIso.Parse(work).Value.ToDuration()).ShouldBe(Local(reckons, begin), because);
    }

    [Fact]
    public void What_clocks_show_twice_is_open_twice_and_what_they_skip_is_not()
    {
        var early = Read("""{zone: Europe/Berlin, hours: {sun: ["02:00-02:30"]}}""");
        Hours(early, "2026-10-25").ShouldBe(Duration.FromHours(1));
        Hours(early, "2026-03-29").ShouldBe(Duration.Zero);
        early.IsOpen(Instant.FromUtc(2026, 10, 25, 0, 10)).ShouldBeTrue();
        early.IsOpen(Instant.FromUtc(2026, 10, 25, 0, 40)).ShouldBeFalse();
        early.IsOpen(Instant.FromUtc(2026, 10, 25, 1, 10)).ShouldBeTrue();
        Hours(Read("""{zone: Australia/Lord_Howe, hours: {sun: ["00:00-24:00"]}}"""), "2026-04-05").ShouldBe(Duration.FromHours(24.5));
        var samoa = Read("""{zone: Pacific/Apia, hours: {thu: ["20:00-03:00"], fri: ["03:00-24:00"]}, holidays: [2012-01-06]}""");
        samoa.Between(Local(samoa, "2011-12-26T00:00"), Local(samoa, "2012-01-05T00:00")).ShouldBe(Duration.FromHours(4), "a Friday that Samoa left out");
    }

    [Fact]
    public void An_interval_is_open_at_its_beginning_and_closed_at_its_end()
    {
        var office = Read(Office);
        office.IsOpen(Local(office, "2026-03-27T09:00")).ShouldBeTrue();
        office.IsOpen(Local(office, "2026-03-27T12:00") - Duration.Epsilon).ShouldBeTrue();
        office.IsOpen(Local(office, "2026-03-27T12:00")).ShouldBeFalse();
        office.IsOpen(Local(office, "2026-12-24T13:30")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("{}", "zone", "hours")]
    [InlineData("", "file")]
    [InlineData("zone: [", "file")]
    [InlineData("zone: UTC\n---\nzone: UTC", "file")]
    [InlineData("zone: UTC\nzone: UTC", "file")]
    [InlineData("[1, 2]", "calendar", "hours", "zone")]
    [InlineData("{zone: Europe/Bonn, hours: {mon: [\"09:00-12:00\"]}}", "zone")]
    [InlineData("{zone: UTC+01, hours: {mon: [\"09:00-12:00\"]}}", "zone")]
    [InlineData("{zone: UTC, hours: {}}", "hours")]
    [InlineData("{zone: UTC, hours: {mon: [], tue: }}", "hours")]
    [InlineData("{zone: UTC, hours: {mon: []}, holidays: [{date: 2026-01-01, hours: [\"09:00-10:00\"]}]}", "hours")]
    [InlineData("{zone: UTC, hours: {mon: [\"09:00-12:00\", \"11:59-13:00\"]}}", "hours.mon")]
    [InlineData("{zone: UTC, hours: {mon: [\"22:00-06:00\", \"23:00-23:30\"]}}", "hours.mon")]
    [InlineData("{zone: UTC, hours: {mon: [\"22:00-06:00\"], tue: [\"05:59-07:00\"]}}", "hours.tue")]
    [InlineData("{zone: UTC, hours: {sun: [\"22:00-06:00\"], mon: [\"00:00-24:00\"]}}", "hours.mon")]
    [InlineData("{zone: UTC, hours: {mon: [\"09:00-09:00\"]}}", "hours.mon")]
    [InlineData("{zone: UTC, hours: {mon: [\"9-5\", \"24:00-25:00\", \"09:60-10:00\", \"09:00-12:00-13:00\"]}}", "hours.mon")]
    [InlineData("{zone: UTC, hours: {mon: \"09:00-10:00\"}}", "hours.mon")]
    [InlineData("{zone: UTC, hours: {monday: [\"09:00-10:00\"]}}", "hours.monday")]
    [InlineData("{zone: UTC, hours: {mon: [[]]}, extra: 1}", "calendar", "hours.mon")]
    [InlineData("{zone: UTC, hours: {mon: [\"09:00-10:00\"]}, holidays: [2026-02-29, 2026-01-01, {date: 2026-01-01}]}", "holidays[0]", "holidays[2]")]
    [InlineData("{zone: UTC, hours: {mon: [\"09:00-10:00\"]}, holidays: [{hours: [x]}]}", "holidays[0]")]
    [InlineData("{zone: UTC, hours: {mon: [\"22:00-06:00\"]}, holidays: [{date: 2026-01-06, hours: [\"05:00-07:00\"]}]}", "holidays[0]")]
    [InlineData("{zone: UTC, hours: {mon: [\"05:00-07:00\"]}, holidays: [{date: 2026-01-04, hours: [\"22:00-06:00\"]}]}", "holidays[0]")]
    [InlineData("{zone: Nowhere, hours: {mon: [x], tue: [\"09:00-12:00\", \"10:00-11:00\"]}, holidays: [y, z]}", "holidays[0]", "holidays[1]", "hours.mon", "hours.tue", "zone")]
    public void An_invalid_calendar_says_everything_that_is_wrong(string yaml, params string[] fields) =>
        Should.Throw<Invalid>(() => CalendarFile.Read(yaml)).Errors.Keys.Order(StringComparer.Ordinal)
            .ShouldBe(fields.Order(StringComparer.Ordinal));

    [Fact]
    public void Intervals_may_touch_and_stand_in_any_order()
    {
        var reckons = Read("""{zone: UTC, hours: {mon: ["13:00-17:00", "22:00-06:00", "09:00-13:00"], tue: ["06:00-07:00"]}, holidays: [{date: 2026-01-06, hours: ["06:00-06:30"]}]}""");
        reckons.Add(Instant.FromUtc(2026, 1, 5, 9, 0), Duration.FromHours(8.5)).ShouldBe(Instant.FromUtc(2026, 1, 5, 22, 30));
        reckons.Add(Instant.FromUtc(2026, 1, 5, 22, 0), Duration.FromHours(8.5)).ShouldBe(Instant.FromUtc(2026, 1, 6, 6, 30));
    }

    [Fact]
    public void A_definition_that_was_not_looked_at_is_no_calendar_either() =>
        Should.Throw<Invalid>(() => BusinessCalendar.Of(new("Europe/Berlin", new Dictionary<string, IReadOnlyList<string>>()))).Errors.Keys.ShouldBe(["hours"]);

    [Fact]
    public void What_is_never_reached_is_refused_and_not_sought_for_ever()
    {
        var mondays = Enumerable.Range(0, 1_900).Select(week => new Holiday(LocalDatePattern.Iso.Format(new LocalDate(2026, 1, 5).PlusWeeks(week)))).ToList();
        var closed = BusinessCalendar.Of(new("UTC", new Dictionary<string, IReadOnlyList<string>> { ["mon"] = ["09:00-10:00"] }, mondays));
        var start = Instant.FromUtc(2026, 1, 1, 0, 0);
        closed.Add(start, Duration.FromHours(1)).ShouldBe(Instant.FromUtc(2062, 6, 5, 10, 0), "years later, and found");
        Refused(() => closed.Add(start, Duration.FromDays(10_000)));
        Refused(() => closed.Add(start, Duration.MaxValue));
        Refused(() => closed.Subtract(start, Duration.FromDays(10_000)));
        Should.Throw<Refusal>(() => closed.Between(start, Instant.MaxValue)).Name.ShouldBe("beyond-calendars");
        Should.Throw<ArgumentOutOfRangeException>(() => closed.Add(start, -Duration.Epsilon));

        static void Refused(Func<Instant> reckon) => Should.Throw<Refusal>(() => reckon()).Name.ShouldBe("business-time-not-reached");
    }

    [Fact]
    public void Every_calendar_reckons_as_one_that_walks_from_minute_to_minute() => Gen.Select(AnyCalendar, Gen.Int[0, 10_000], Gen.Long[-172_800, 172_800], Gen.Long[0, 999_999_999], Gen.Double[0, 1]).Sample(
        (definition, which, seconds, nanos, share) =>
        {
            var (fast, slow) = (BusinessCalendar.Of(definition), new SlowCalendar(definition));
            var changes = fast.Zone.GetZoneIntervals(Instant.FromUtc(2008, 1, 1, 0, 0), Instant.FromUtc(2030, 1, 1, 0, 0)).Where(z => z.HasStart && z.Start.InUtc().Year >= 2008).Select(z => z.Start)
                .DefaultIfEmpty(Instant.FromUtc(2024, 2, 29, 0, 0)).ToList();
            // Near a change of the clocks, on whole minutes as often as not.
            var from = changes[which % changes.Count] + (which % 2 == 0 ? Duration.FromMinutes(seconds / 60) : Duration.FromSeconds(seconds) + Duration.FromNanoseconds(nanos));
            var week = fast.Between(from, from + Duration.FromDays(7));
            var work = which % 2 == 0 ? Duration.FromMinutes(Math.Floor((week * share * 1.5).TotalMinutes)) : week * share * 1.5;
            var due = fast.Add(from, work);
            due.ShouldBe(slow.Add(from, work), $"add {work} to {from}");
            fast.Between(from, due).ShouldBe(work);
            slow.Between(from, due).ShouldBe(work);
            fast.Subtract(due, work).ShouldBe(slow.Subtract(due, work), $"subtract {work} from {due}");
            fast.IsOpen(from).ShouldBe(slow.IsOpen(from));
        }, iter: 300);

    [Fact]
    public void Work_may_be_added_in_parts_and_found_again_over_years() => Gen.Select(AnyCalendar, Gen.Long[0, 600_000_000], Gen.Double[0, 300], Gen.Double[0, 1]).Sample(
        (definition, seconds, weeks, share) =>
        {
            var reckons = BusinessCalendar.Of(definition);
            var from = Instant.FromUtc(2005, 1, 1, 0, 0) + Duration.FromSeconds(seconds);
            var work = reckons.Between(Instant.FromUtc(2004, 1, 5, 0, 0), Instant.FromUtc(2004, 1, 12, 0, 0)) * weeks;
            var part = work * share;
            reckons.Add(reckons.Add(from, part), work - part).ShouldBe(reckons.Add(from, work));
            reckons.Subtract(reckons.Subtract(from, part), work - part).ShouldBe(reckons.Subtract(from, work));
            reckons.Between(from, reckons.Add(from, work)).ShouldBe(work);
            reckons.Between(reckons.Subtract(from, work), from).ShouldBe(work);
            if (work > Duration.Zero) reckons.IsOpen(reckons.Add(from, work) - Duration.Epsilon).ShouldBeTrue("the earliest instant ends work");
            if (work > Duration.Zero) reckons.IsOpen(reckons.Subtract(from, work)).ShouldBeTrue("the latest instant begins work");
        }, iter: 300);

    /// <summary>Intervals are cut from a week as a whole, so that many run over midnight, and some over the end of the week.</summary>
    private static readonly Gen<CalendarDefinition> AnyCalendar =
        from zone in Gen.OneOf("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC", "America/Sao_Paulo", "Pacific/Apia", "Europe/Dublin", "Africa/Casablanca")
        from cuts in Gen.Int[0, 7 * 24 * 60 - 1].HashSet[2, 24]
        from turn in Gen.Int[0, 7 * 24 * 60 - 1]
        from holidays in Gen.Select(Gen.Int[0, 7_000], Gen.OneOf<string[]?>(null, [], ["12:00-14:15"], ["00:00-24:00"], ["20:00-02:00"])).Array[0, 200]
        let definition = new CalendarDefinition(zone, Week([.. cuts.Order()], turn), Apart(holidays))
        where IsValid(definition)
        select definition;

    private static bool IsValid(CalendarDefinition definition)
    {
        var findings = new FieldFindings();
        CalendarReading.Of(definition, findings);
        return !findings.Any;
    }

    private static Dictionary<string, IReadOnlyList<string>> Week(int[] cuts, int turn)
    {
        var week = CalendarReading.Days.ToDictionary(d => d, IReadOnlyList<string> (_) => new List<string>());
        foreach (var cut in cuts.Chunk(2).Where(c => c is [var a, var b] && b - a < 24 * 60))
        {
            var (begin, length) = ((cut[0] + turn) % (7 * 24 * 60), cut[1] - cut[0]);
            ((List<string>)week[CalendarReading.Days[begin / (24 * 60)]]).Add($"{Clock(begin)}-{Clock(begin + length)}");
        }
        if (week.Values.All(d => d is [])) week["wed"] = ["00:00-24:00"];
        return week;

        static string Clock(int minute) => $"{minute / 60 % 24:00}:{minute % 60:00}";
    }

    /// <summary>Days of the years in which the clocks are looked at, each once.</summary>
    private static List<Holiday> Apart((int Day, string[]? Hours)[] holidays) =>
        [.. holidays.DistinctBy(h => h.Day).Select(h => new Holiday(LocalDatePattern.Iso.Format(new LocalDate(2008, 1, 1).PlusDays(h.Day)), h.Hours))];

    private static BusinessCalendar Read(string yaml) => BusinessCalendar.Of(CalendarFile.Read(yaml));

    private static Instant Local(BusinessCalendar calendar, string local) =>
        LocalDateTimePattern.ExtendedIso.Parse(local.Length == 16 ? $"{local}:00" : local).Value.InZoneLeniently(calendar.Zone).ToInstant();

    /// <summary>The business time of a day.</summary>
    private static Duration Hours(BusinessCalendar calendar, string day)
    {
        var date = LocalDatePattern.Iso.Parse(day).Value;
        return calendar.Between(calendar.Zone.AtStartOfDay(date).ToInstant(), calendar.Zone.AtStartOfDay(date.PlusDays(1)).ToInstant());
    }
}
