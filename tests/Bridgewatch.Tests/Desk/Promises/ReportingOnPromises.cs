using System.Text.Json;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Signals;
using NodaTime;

namespace Bridgewatch.Tests.Desk.Promises;

/// <summary>What came of promises in a month, as the API tells it. The clock stands at Friday, 27 March 2026, 09:00 in London.</summary>
public class ReportingOnPromises
{
    private const string March = "sla/attainment?month=2026-03";

    private static string[] Day => ["09:00-17:00"];

    [Theory, BothEngines]
    public async Task A_month_tells_met_missed_lapsed_and_what_a_macro_answered_apart_and_leads_to_the_tickets(Engine engine)
    {
        await using var app = await Open(engine, new { firstResponse = "1h", resolution = "8h" });
        var macro = (await app.Ada.Posts("macros", new { name = "Thanks", body = "Thank you, we look." })).Text("id");
        for (var i = 1; i <= 5; i++) await Ticket(app);
        app.MoveClock(Duration.FromMinutes(30));
        await app.Ada.Posts("tickets/T-1/replies", new { body = "We look into it." });
        await app.Ada.Posts("tickets/T-2/replies", new { body = "Thank you, we look.", macro });
        await app.Ada.Puts("tickets/T-4/resolution", new { code = "fixed", note = "Restarted." });
        await app.Ada.Puts("tickets/T-5/closure", new { reason = "spam" });
        await Eventually.Passes(async () => Target(await app.Ada.Gets(March), "first-response").GetProperty("ended").GetInt32().ShouldBe(3), "two were answered, and one was solved before that");
        app.MoveClock(Duration.FromHours(1));
        await Eventually.Passes(async () => Counts(Target(await app.Ada.Gets(March), "first-response")).ShouldBe("ended 4 met 2 missed 1 lapsed 1 metByMacro 1"), "what is still owed is missed once it is late, and spam was promised to nobody");
        var report = await app.Ada.Gets($"{March}&by=priority");
        Counts(Target(report, "resolution")).ShouldBe("ended 1 met 1 missed 0 lapsed 0 metByMacro 0");
        Target(report, "first-response").GetProperty("share").ValueKind.ShouldBe(JsonValueKind.Null, "three promises are too few for a percentage");
        var group = report.GetProperty("groups").EnumerateArray().ShouldHaveSingleItem();
        (group.Text("key"), Counts(group.GetProperty("targets")[0])).ShouldBe(("P4", "ended 4 met 2 missed 1 lapsed 1 metByMacro 1"));
        (await Tickets(app, "target=first-response&that=missed")).ShouldBe(["T-3"]);
        (await Tickets(app, "target=first-response&that=met")).ShouldBe(["T-2", "T-1"]);
        (await Tickets(app, "target=first-response&that=met-by-macro")).ShouldBe(["T-2"]);
        (await Tickets(app, "target=first-response&that=lapsed")).ShouldBe(["T-4"]);
        (await Tickets(app, "target=first-response&priority=P1")).ShouldBeEmpty();
        // The month has its edges, and a month without promises says so.
        (await app.Ada.Gets("sla/attainment?month=2026-04")).GetProperty("targets").GetArrayLength().ShouldBe(0);
        using var table = await app.Ada.Sends(HttpMethod.Get, "sla/attainment.csv?month=2026-03&by=queue");
        (await table.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n").ShouldContain(l => l.StartsWith("2026-03,UTC,queue,,,first-response,4,2,1,0,1,1,", StringComparison.Ordinal));
    }

    [Theory, BothEngines]
    public async Task A_promise_that_goes_on_after_reopening_has_its_last_outcome_and_a_late_reopening_makes_another(Engine engine)
    {
        await using var app = await Open(engine, new { resolution = "8h" });
        await Ticket(app);
        app.MoveClock(Duration.FromHours(1));
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Restarted." });
        await Eventually.Passes(async () => Counts(Target(await app.Ada.Gets(March), "resolution")).ShouldBe("ended 1 met 1 missed 0 lapsed 0 metByMacro 0"), "solved in time");
        await app.Ada.Deletes("tickets/T-1/resolution", new { reason = "It stalls again." });
        await Eventually.Passes(async () => (await app.Ada.Gets(March)).GetProperty("targets").GetArrayLength().ShouldBe(0), "it is owed again, and nothing is said of it");
        app.MoveClock(Duration.FromDays(3));
        await Eventually.Passes(async () => Counts(Target(await app.Ada.Gets(March), "resolution")).ShouldBe("ended 1 met 0 missed 1 lapsed 0 metByMacro 0"), "and it became late");
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Restarted again." });
        var first = Target(await app.Ada.Gets(March), "resolution");
        (first.GetProperty("revised").GetInt32(), first.GetProperty("firstMet").GetInt32(), first.GetProperty("again").GetInt32()).ShouldBe((1, 1, 0), "both outcomes are told");
        app.MoveClock(Duration.FromDays(4));
        await app.Ada.Deletes("tickets/T-1/resolution", new { reason = "And again." });
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Mended." });
        await Eventually.Passes(async () => Target(await app.Ada.Gets("sla/attainment?month=2026-04"), "resolution").GetProperty("again").GetInt32().ShouldBe(1), "a promise of its own, in its month");
        Counts(Target(await app.Ada.Gets(March), "resolution")).ShouldBe("ended 1 met 0 missed 1 lapsed 0 metByMacro 0");
    }

    [Theory, BothEngines]
    public async Task What_the_clock_stood_still_for_is_told_beside_it(Engine engine)
    {
        await using var app = await Open(engine, new { resolution = "8h" });
        await Ticket(app);
        app.MoveClock(Duration.FromHours(1));
        await app.Ada.Patches("tickets/T-1", new { status = "waiting-on-customer" });
        app.MoveClock(Duration.FromHours(2));
        await app.Ada.Patches("tickets/T-1", new { status = "waiting-on-engineering" });
        app.MoveClock(Duration.FromHours(1));
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Restarted." });
        await Eventually.Passes(async () =>
        {
            var paused = Target(await app.Ada.Gets(March), "resolution").GetProperty("paused");
            (paused.GetProperty("all").GetDouble(), paused.GetProperty("waitingOnCustomer").GetDouble(), paused.GetProperty("waitingOnEngineering").GetDouble()).ShouldBe((0.5, 0.5, 0.0));
        }, "two hours of four waited on the customer, and waiting on engineering is ours");
    }

    [Theory, BothEngines]
    public async Task A_percentage_is_said_with_its_interval_once_there_is_enough_and_the_practice_counts_it(Engine engine)
    {
        await using var app = await Open(engine, new { firstResponse = "1h" });
        for (var i = 1; i <= 20; i++)
        {
            await Ticket(app);
            if (i > 2) await app.Ada.Posts($"tickets/T-{i}/replies", new { body = $"We look into it, {i}." });
        }
        app.MoveClock(Duration.FromHours(2));
        await Eventually.Passes(async () => Target(await app.Ada.Gets(March), "first-response").GetProperty("share").GetDouble().ShouldBe(0.9), "18 of 20");
        Target(await app.Ada.Gets(March), "first-response").GetProperty("lower").GetDouble().ShouldBe(0.699, 0.001);
        app.MoveClock(Duration.FromDays(1));
        var practice = await app.Ada.Gets("practices/1.2");
        (practice.Text("state"), practice.GetProperty("figure").GetProperty("parts")[0].GetProperty("numerator").GetInt32(), practice.GetProperty("figure").GetProperty("parts")[0].GetProperty("denominator").GetInt32())
            .ShouldBe(("set-up", 18, 20));
        (await app.Ada.Gets("practices/1.2/records?part=promises-kept&hits=false")).GetProperty("items").EnumerateArray().Select(c => c.Text("name")).ShouldBe(["T-2/first-response/1", "T-1/first-response/1"]);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_by_its_field()
    {
        await using var app = await RunningApp.On(Engine.Sqlite);
        (await app.Ada.IsRefused(422, HttpMethod.Get, "sla/attainment?month=March")).GetProperty("errors").TryGetProperty("month", out _).ShouldBeTrue();
        (await app.Ada.IsRefused(422, HttpMethod.Get, "sla/attainment/tickets?month=2026-03")).GetProperty("errors").TryGetProperty("target", out _).ShouldBeTrue();
        await app.Person("Nobody").IsRefused(403, HttpMethod.Get, "sla/attainment");
        (await app.Ada.Gets("practices/1.2")).Text("state").ShouldBe("not-set-up");
    }

    private static async Task<RunningApp> Open(Engine engine, object targets)
    {
        var app = await RunningApp.On(engine, at: "2026-03-27T09:00:00Z");
        await app.Ada.Posts("calendars", new { name = "Office", zone = "Europe/London", hours = new { mon = Day, tue = Day, wed = Day, thu = Day, fri = Day } });
        await app.Ada.Posts("sla-policies", new { name = "All", calendar = "office", targets = new { P1 = targets, P2 = targets, P3 = targets, P4 = targets } });
        return app;
    }

    private static Task<JsonElement> Ticket(RunningApp app) => app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stalls.", requester = new { email = "kim@acme.example" } });

    private static JsonElement Target(JsonElement report, string target) => report.GetProperty("targets").EnumerateArray().SingleOrDefault(t => t.Text("target") == target);

    private static string Counts(JsonElement target) =>
        string.Join(' ', new[] { "ended", "met", "missed", "lapsed", "metByMacro" }.Select(n => $"{n} {target.GetProperty(n).GetInt32()}"));

    private static async Task<IReadOnlyList<string>> Tickets(RunningApp app, string ask) =>
        [.. (await app.Ada.Gets($"sla/attainment/tickets?month=2026-03&{ask}")).GetProperty("items").EnumerateArray().Select(t => t.Text("ticket"))];
}
