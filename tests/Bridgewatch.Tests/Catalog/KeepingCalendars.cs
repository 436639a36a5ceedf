using System.Text.Json;
using Bridgewatch.Catalog;
using Bridgewatch.Catalog.Calendars;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Tests.Catalog;

/// <summary>Business calendars with their versions, through the door.</summary>
public class KeepingCalendars
{
    private static readonly object Hours = new { mon = new[] { "09:00-17:00" }, tue = new[] { "09:00-17:00" }, fri = new[] { "09:00-12:00", "13:00-17:00" } };

    [Theory, BothEngines]
    public async Task A_calendar_is_made_changed_and_archived_with_the_answers_of_the_contract(Engine engine)
    {
        await using var app = await RunningApp.On(engine, at: "2026-03-02T09:00:00Z");
        using var made = await app.Ada.Sends(HttpMethod.Post, "calendars", new
        {
            name = "Office Berlin",
            zone = "Europe/Berlin",
            hours = Hours,
            holidays = new object[] { new { date = "2026-12-25" }, new { date = "2026-12-24", hours = new[] { "09:00-12:00" }, name = "Christmas Eve" } },
        });
        ((int)made.StatusCode, made.Headers.ETag?.Tag, made.Headers.Location!.ToString()).ShouldBe((201, "\"1\"", "/api/v1/calendars/office-berlin"));
        var office = JsonDocument.Parse(await made.Content.ReadAsStringAsync()).RootElement;
        (await app.Ada.Gets("calendars/office-berlin")).GetRawText().ShouldBe(office.GetRawText());
        office.GetProperty("hours").GetProperty("fri").GetRawText().ShouldBe("""["09:00-12:00","13:00-17:00"]""");
        office.GetProperty("holidays").GetRawText().ShouldBe("""[{"date":"2026-12-25","hours":null,"name":null},{"date":"2026-12-24","hours":["09:00-12:00"],"name":"Christmas Eve"}]""");
        office.GetProperty("versions").EnumerateArray().Select(v => (v.GetProperty("number").GetInt32(), v.GetProperty("from").ValueKind)).ShouldBe([(1, JsonValueKind.Null)]);

        var changed = await app.Ada.Patches("calendars/office-berlin", new { name = "Berlin", hours = new { mon = new[] { "08:00-16:00" } }, from = "2026-04-01" });
        (changed.GetProperty("version").GetInt64(), changed.GetProperty("hours").GetProperty("mon")[0].GetString()).ShouldBe((2, "08:00-16:00"));
        changed.GetProperty("holidays").GetArrayLength().ShouldBe(2, "what is left out goes on");
        (await app.Ada.Gets("calendars/office-berlin")).GetProperty("hours").GetProperty("mon")[0].GetString().ShouldBe("09:00-17:00", "today the first version holds");
        (await app.Ada.Gets("calendars/office-berlin?on=2026-04-01")).GetProperty("hours").GetProperty("mon")[0].GetString().ShouldBe("08:00-16:00");
        await app.Ada.IsRefused(422, HttpMethod.Get, "calendars/office-berlin?on=soon");
        using var stale = await app.Ada.Sends(HttpMethod.Patch, "calendars/office-berlin", new { name = "X" }, ("If-Match", "\"1\""));
        ((int)stale.StatusCode).ShouldBe(412);

        await app.Ada.Patches("calendars/office-berlin", new { slug = "berlin" });
        await app.Ada.IsRefused(404, HttpMethod.Get, "calendars/office-berlin");
        await app.Ada.Deletes("calendars/berlin");
        (await app.Ada.Gets("calendars")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await app.Ada.Gets("calendars?archived=true&count=true")).GetProperty("count").GetProperty("value").GetInt32().ShouldBe(1);
        (await app.Ada.Patches("calendars/berlin", new { archived = false })).GetProperty("archived").ValueKind.ShouldBe(JsonValueKind.Null);
        (await app.JournalTypes()).Where(t => t.StartsWith("catalog.calendar.", StringComparison.Ordinal)).ShouldBe(
        [
            "catalog.calendar.added.v1", "catalog.calendar.renamed.v1", "catalog.calendar.hours-changed.v1", "catalog.calendar.slug-changed.v1",
            "catalog.calendar.archived.v1", "catalog.calendar.restored.v1",
        ]);
    }

    [Theory, BothEngines]
    public async Task An_invalid_calendar_is_refused_with_everything_that_is_wrong_and_nothing_is_kept(Engine engine)
    {
        await using var app = await RunningApp.On(engine, at: "2026-03-02T09:00:00Z");
        var findings = await app.Ada.IsRefused(422, HttpMethod.Post, "calendars", new
        {
            name = "",
            zone = "Europe/Bonn",
            hours = new { mon = new[] { "09:00-12:00", "11:00-13:00" }, tue = new[] { "22:00-06:00" }, wed = new[] { "05:00-09:00", "late" }, someday = Array.Empty<string>() },
            holidays = new[] { new { date = "2026-02-30" }, new { date = "2026-01-01" }, new { date = "2026-01-01" } },
        });
        findings.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal)
            .ShouldBe(["holidays[0]", "holidays[2]", "hours.mon", "hours.someday", "hours.wed", "name", "slug", "zone"]);
        findings.GetProperty("errors").GetProperty("hours.wed").GetArrayLength().ShouldBe(2);
        await app.Ada.IsRefused(422, HttpMethod.Post, "calendars", new { name = "Never", zone = "UTC", hours = new { } });
        await app.Ada.IsRefused(400, HttpMethod.Post, "calendars", new { name = "Never", zone = "UTC", hours = new { mon = "09:00-10:00" } });
        (await app.Ada.Gets("calendars")).GetProperty("items").GetArrayLength().ShouldBe(0);

        await app.Ada.Posts("calendars", new { name = "Nights", zone = "UTC", hours = new { sun = new[] { "22:00-06:00" } } });
        await app.Ada.IsRefused(409, HttpMethod.Post, "calendars", new { name = "Nights", zone = "UTC", hours = Hours });
        foreach (var (body, field) in new (object, string)[]
        {
            (new { hours = new { mon = new[] { "x" } } }, "hours.mon"),
            (new { hours = new { } }, "hours"),
            (new { name = "Days", holidays = new[] { new { date = "yesterday" } } }, "holidays[0]"),
            (new { hours = new { mon = new[] { "05:00-07:00" } }, from = "2026-03-09" }, "from"),
        })
            (await app.Ada.IsRefused(422, HttpMethod.Patch, "calendars/nights", body)).GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe([field]);
        var kept = await app.Ada.Gets("calendars/nights");
        (kept.GetProperty("name").GetString(), kept.GetProperty("version").GetInt64(), kept.GetProperty("versions").GetArrayLength()).ShouldBe(("Nights", 1, 1));
    }

    [Theory, BothEngines]
    public async Task What_held_stays_known_and_each_day_is_reckoned_as_its_version_says(Engine engine)
    {
        await using var app = await RunningApp.On(engine, at: "2026-03-02T09:00:00Z");
        var id = CalendarIdOf(await app.Ada.Posts("calendars", new { name = "Desk", zone = "UTC", hours = Daily("09:00-17:00") }));
        (await Known(app, id)).Reckons.Add(At(3, 31, 16), Duration.FromHours(2)).ShouldBe(At(4, 1, 10));

        await app.Ada.Patches("calendars/desk", new { hours = Daily("12:00-14:00"), from = "2026-04-01" });
        (await Known(app, id)).Reckons.Add(At(3, 31, 16), Duration.FromHours(2)).ShouldBe(At(4, 1, 13), "an hour as it was, an hour as it is then");
        (await Known(app, id)).Reckons.Between(At(3, 1, 0), At(4, 1, 0)).ShouldBe(Duration.FromHours(31 * 8));

        await app.Ada.Patches("calendars/desk", new { holidays = new[] { new { date = "2026-03-31" } } });
        var now = await Known(app, id);
        (now.Version, now.Reckons.IsOpen(At(3, 31, 10)), now.Reckons.IsOpen(At(4, 1, 13))).ShouldBe((3, false, true), "entered in March, it holds until the day of the next version");
        var before = await Known(app, id, version: 2);
        (before.Version, before.Reckons.IsOpen(At(3, 31, 10))).ShouldBe((2, true), "what was reckoned with the second version is reckoned so again");
        (await Known(app, id, version: 1)).Reckons.IsOpen(At(4, 1, 10)).ShouldBeTrue();
        (await Find(app, id, version: 4)).ShouldBeNull();
        (await Find(app, CalendarId.New())).ShouldBeNull();
        await Eventually.Holds(async () => ReferenceEquals((await Known(app, id)).Reckons, (await Known(app, id)).Reckons), "it is remembered with all that it worked out, once the news of its change are heard");

        await app.Ada.Deletes("calendars/desk");
        (await Known(app, id)).Reckons.IsOpen(At(3, 2, 10)).ShouldBeTrue("who refers to an archived one still reckons with it");
    }

    [Theory, BothEngines]
    public async Task Versions_that_are_made_at_once_are_all_kept(Engine engine)
    {
        await using var app = await RunningApp.On(engine, at: "2026-03-02T09:00:00Z");
        await app.Ada.Posts("calendars", new { name = "Desk", zone = "UTC", hours = Daily("09:00-17:00") });
        await Task.WhenAll(Enumerable.Range(1, 3).Select(day => app.Ada.Patches("calendars/desk", new { holidays = new[] { new { date = $"2026-05-0{day}" } } })));
        var versions = (await app.Ada.Gets("calendars/desk")).GetProperty("versions").EnumerateArray().Select(v => v.GetProperty("number").GetInt32());
        versions.ShouldBe(Enumerable.Range(1, 4));
        (await app.Look(db => db.Calendars.Include("_versions").SingleAsync())).Versions.Skip(1).Select(v => v.Read().Holidays!.Single().Date).Distinct().Count().ShouldBe(3);
    }

    private static object Daily(string interval) =>
        new { mon = new[] { interval }, tue = new[] { interval }, wed = new[] { interval }, thu = new[] { interval }, fri = new[] { interval }, sat = new[] { interval }, sun = new[] { interval } };

    private static Instant At(int month, int day, int hour) => Instant.FromUtc(2026, month, day, hour, 0);

    private static CalendarId CalendarIdOf(JsonElement calendar) => new(calendar.GetProperty("id").GetGuid());

    private static async Task<KnownCalendar> Known(RunningApp app, CalendarId id, int? version = null) => (await Find(app, id, version)).ShouldNotBeNull();

    private static async Task<KnownCalendar?> Find(RunningApp app, CalendarId id, int? version = null) =>
        await app.Ask(async (KnownCalendars all, CancellationToken ct) => await all.Find(id, version, ct));
}
