using Bridgewatch.Catalog.Calendars;
using Bridgewatch.Catalog.Calendars.Pages;
using Bridgewatch.Kernel;
using CsCheck;

namespace Bridgewatch.Tests.Catalog;

/// <summary>Holidays of countries and of iCalendar files.</summary>
public class CollectingHolidays
{
    private const string Feed = """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Test//EN
        BEGIN:VEVENT
        UID:new-year
        DTSTART;VALUE=DATE:20200101
        RRULE:FREQ=YEARLY
        EXDATE;VALUE=DATE:20280101
        SUMMARY:New Year
        END:VEVENT
        BEGIN:VEVENT
        UID:shutdown
        DTSTART;VALUE=DATE:20261224
        DTEND;VALUE=DATE:20270103
        SUMMARY:Shutdown\, all of us
        END:VEVENT
        BEGIN:VEVENT
        UID:moved
        DTSTART;VALUE=DATE:20260601
        RRULE:FREQ=YEARLY;COUNT=3
        SUMMARY:Founders
        END:VEVENT
        BEGIN:VEVENT
        UID:moved
        RECURRENCE-ID;VALUE=DATE:20270601
        DTSTART;VALUE=DATE:20270602
        SUMMARY:Founders, a day later
        END:VEVENT
        BEGIN:VEVENT
        UID:meeting
        DTSTART:20260301T100000Z
        DTEND:20260301T110000Z
        RRULE:FREQ=SECONDLY
        SUMMARY:Meeting
        END:VEVENT
        BEGIN:VEVENT
        UID:off
        DTSTART;VALUE=DATE:20260715
        STATUS:CANCELLED
        SUMMARY:Cancelled
        END:VEVENT
        END:VCALENDAR
        """;

    [Fact]
    public void Events_of_whole_days_are_taken_and_recurring_ones_written_out()
    {
        var feed = HolidayFeed.Read(Feed, first: 2026, years: 3);
        feed.PassedOver.ShouldBe(2);
        feed.Holidays.Select(h => h.Date).ShouldBe(
        [
            "2026-01-01", "2026-06-01", "2026-12-24", "2026-12-25", "2026-12-26", "2026-12-27", "2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31",
            "2027-01-01", "2027-01-02", "2027-06-02", "2028-06-01",
        ]);
        feed.Holidays.Single(h => h.Date == "2026-12-24").Name.ShouldBe("Shutdown, all of us");
        HolidayFeed.Read(Feed, first: 2027, years: 1).Holidays.Count.ShouldBe(3, "what began in the year before still lasts");
        HolidayFeed.Read(Feed, first: 2026, years: 1_000).Holidays[^1].Date.ShouldBe("2035-01-01", "at most ten years");
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("BEGIN:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=NEVER\nEND:VEVENT\nEND:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31\nEND:VEVENT\nEND:VCALENDAR")]
    public void What_is_no_calendar_is_said_to_be_none(string text) =>
        Should.Throw<Invalid>(() => HolidayFeed.Read(text, 2026, 5)).Errors.Keys.ShouldBe(["file"]);

    [Fact]
    public void Many_events_within_a_day_are_no_many_holidays() =>
        HolidayFeed.Read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=SECONDLY\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR", 2026, 5).Holidays.Count.ShouldBeLessThanOrEqualTo(2);

    [Fact]
    public void Any_file_gives_holidays_or_is_said_to_be_unreadable() => Gen.Select(Gen.Int[0, Feed.Length - 1], Gen.Int[0, 40], Gen.String[Gen.Char["\n:;=,-/0129 BEGINVTRULDAXZ\"é"], 0, 20]).Sample((at, length, put) =>
    {
        var text = Feed[..at] + put + Feed[Math.Min(Feed.Length, at + length)..];
        try
        {
            foreach (var holiday in HolidayFeed.Read(text, 2026, 3).Holidays) holiday.Date.ShouldBeInRange("2026-01-01", "2028-12-31");
        }
        catch (Invalid invalid)
        {
            invalid.Errors.Keys.ShouldBe(["file"]);
        }
    }, iter: 300);

    [Fact]
    public void A_country_has_its_holidays_and_a_part_of_it_more()
    {
        var germany = HolidaySets.Of("DE", 2026, 1)!;
        germany.ShouldContain(new Holiday("2026-10-03", Name: "Tag der Deutschen Einheit"));
        germany.ShouldNotContain(h => h.Date == "2026-01-06", "Epiphany is kept in the south alone");
        HolidaySets.Of("DE-BY", 2026, 1)!.ShouldContain(h => h.Date == "2026-01-06");
        HolidaySets.Of("US", 2026, 2)!.Select(h => h.Date).ShouldContain("2027-11-25");
        HolidaySets.Of("XX", 2026, 1).ShouldBeNull();
        HolidaySets.All.ShouldContain(new HolidaySet("DE-BY", "Germany (BY)"));
    }

    [Fact]
    public void Every_set_gives_days_that_a_calendar_takes()
    {
        HolidaySets.All.Count.ShouldBeGreaterThan(70);
        foreach (var set in HolidaySets.All)
        {
            var holidays = HolidaySets.Of(set.Code, 2026, HolidaySets.MostYears)!;
            holidays.Count.ShouldBeGreaterThanOrEqualTo(4 * HolidaySets.MostYears, set.Name);
            BusinessCalendar.Of(new("UTC", new Dictionary<string, IReadOnlyList<string>> { ["mon"] = ["09:00-17:00"] }, holidays));
        }
    }

    [Fact]
    public void What_is_taken_into_a_form_is_taken_once_and_keeps_what_was_there()
    {
        var form = new CalendarForm { Zone = "Europe/Berlin" };
        form.Show(new Dictionary<string, IReadOnlyList<string>> { ["fri"] = ["09:00-12:00", "13:00-17:00"] }, [new("2026-12-25", ["09:00-10:00"], "Ours")]);
        form.Take(HolidaySets.Of("DE", 2026, 1)!).ShouldBe(8);
        form.Take(HolidaySets.Of("DE", 2026, 1)!).ShouldBe(0);
        var read = form.Read();
        read.Hours.Keys.ShouldBe(["fri"]);
        read.Hours["fri"].ShouldBe(["09:00-12:00", "13:00-17:00"]);
        read.Holidays!.Single(h => h.Date == "2026-12-25").Name.ShouldBe("Ours");
        read.Holidays!.Select(h => h.Date).ShouldBeInOrder();
    }
}
