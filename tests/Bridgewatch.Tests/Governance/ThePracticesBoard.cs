using System.Text.Json;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Desk;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Tests.Governance;

public class ThePracticesBoard
{
    [Theory, BothEngines]
    public async Task All_42_are_there_and_only_what_is_measured_has_a_figure(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var kim = app.Person("Kim", "support-engineer-l1");
        var practices = (await kim.Gets("practices")).GetProperty("items").EnumerateArray().ToList();
        practices.Count.ShouldBe(42);
        practices.Select(p => p.GetProperty("number").GetString()).ShouldBe(Enumerable.Range(1, 7).SelectMany(f => Enumerable.Range(1, 6).Select(n => $"{f}.{n}")));
        practices.ShouldAllBe(p => p.GetProperty("promise").GetString()!.Length > 20 && p.GetProperty("title").GetString()!.Length > 3);
        practices.Where(p => p.GetProperty("state").GetString() != "not-available").Select(p => p.GetProperty("number").GetString()).ShouldBe(["1.2", "1.3", "3.2", "3.4"]);
        practices.Where(p => p.GetProperty("figure").ValueKind != JsonValueKind.Null).Count().ShouldBe(4);
        var impact = await kim.Gets("practices/1.3");
        (impact.GetProperty("state").GetString(), impact.GetProperty("because").GetString()).ShouldBe(("set-up", "too-little-data"));
        impact.GetProperty("figure").GetProperty("missing")[0].GetProperty("name").GetString().ShouldBe("debt-share");
        impact.GetProperty("figure").GetProperty("parts")[0].GetProperty("interval").ValueKind.ShouldBe(JsonValueKind.Null);
        await kim.IsRefused(404, HttpMethod.Get, "practices/8.1");
        await app.Person("Nobody").IsRefused(403, HttpMethod.Get, "practices");
    }

    [Theory, BothEngines]
    public async Task The_figure_of_impact_scoring_is_counted_from_what_happened(Engine engine)
    {
        const int tickets = 104;
        await using var app = await RunningApp.On(engine);
        for (var i = 0; i < tickets; i++) await Open(app, i, Origin.Live, known: i % 4 != 0);
        for (var i = 0; i < 5; i++) await Open(app, i, Origin.Demo, known: true);
        for (var i = 0; i < 3; i++) await Open(app, i, Origin.Imported, known: true);
        for (var i = 0; i < 2; i++) await Open(app, i, Origin.Drill, known: true);
        foreach (var n in new[] { 3, 4, 6 }) await app.Ada.Puts($"tickets/T-{n}/priority", new { priority = "P1", reason = "The board is watching." });
        await app.Ada.Deletes("tickets/T-4/priority", new { reason = "It was a false alarm." });
        await app.Ada.Puts("tickets/T-2/closure", new { reason = "spam" });
        foreach (var n in new[] { 10, 11 }) await app.Ada.Puts($"tickets/T-{n}/assignment", new { person = (await app.Ada.Id).ToString() });
        var same = (await app.Ada.Gets("practices/1.3")).GetProperty("figure").GetProperty("parts");
        same[0].GetProperty("denominator").GetInt64().ShouldBe(0, "today is no complete day");

        app.MoveClock(Duration.FromDays(1));
        await Open(app, 0, Origin.Live, known: true);
        var practice = await app.Ada.Gets("practices/1.3");
        var figure = practice.GetProperty("figure");
        // The period is the longest, since few tickets were taken by anybody.
        figure.GetProperty("days").GetInt32().ShouldBe(365);
        var counted = await Counted(app, Instant.FromUtc(2026, 3, 28, 0, 0));
        counted.Count.ShouldBe(tickets - 1 + 2);
        Part(figure, "known-factors").ShouldBe((counted.Count(t => t.Impact.Factors.Count(f => f.Known) >= 4), counted.Count));
        Part(figure, "overrides").ShouldBe((3, counted.Count), "taking an override back does not undo that there was one");
        Part(figure, "pulls-from-top").ShouldBe((counted.Count(t => t.PulledFrom is >= 1 and <= 5), counted.Count(t => t.PulledFrom is not null)));
        Part(figure, "pulls-from-top").Cases.ShouldBe(2);
        figure.GetProperty("drills").GetInt64().ShouldBe(2);
        figure.GetProperty("excluded").EnumerateArray().ToDictionary(e => e.GetProperty("name").GetString()!, e => e.GetProperty("count").GetInt64())
            .ShouldBe(new Dictionary<string, long> { ["spam"] = 1, ["imported"] = 3, ["demo"] = 5 }, ignoreOrder: true);
        (practice.GetProperty("state").GetString(), practice.GetProperty("because").GetString()).ShouldBe(("off-track", "below-target"));
        (await app.TicketsAreTheirFolds()).ShouldBe(tickets + 11);

        await RecordsAreTheFigure(app, figure);
        using var csv = await app.Ada.Sends(HttpMethod.Get, "practices.csv");
        var lines = (await csv.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        csv.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        lines.Length.ShouldBe(1 + 40 + 4 + 3 + 3);
        // Two names have commas, and stand in quotes.
        lines.Count(line => line.Split(',').Length == 23).ShouldBe(lines.Length - 2);
        lines.ShouldContain(l => l.StartsWith("1.3,Customer-impact scoring,Service strategy,off-track,below-target,1,", StringComparison.Ordinal)
            && l.Contains($",overrides,3,{counted.Count},", StringComparison.Ordinal) && l.Contains(",met,", StringComparison.Ordinal));
    }

    [Theory, BothEngines]
    public async Task Each_of_the_six_states_is_reached_and_says_why(Engine engine)
    {
        await using var app = await RunningApp.On(engine, replace: services =>
        {
            services.AddScoped<IPractice>(_ => new ToldPractice("6.4", hits: 100));
            services.AddScoped<IPractice>(_ => new ToldPractice("5.2", hits: 10));
        });
        (await State(app, "6.4")).ShouldBe(("working", null));
        (await State(app, "5.2")).ShouldBe(("off-track", "below-target"));
        (await State(app, "1.3")).ShouldBe(("set-up", "too-little-data"));
        (await State(app, "7.6")).ShouldBe(("not-available", "not-built"));

        await app.Ada.Puts("settings/desk.impact", new { weights = new { customers = 0, tier = 0, revenue = 0, severity = 60, workaround = 30, recurrence = 10 } });
        (await State(app, "1.3")).ShouldBe(("not-set-up", "lacking"));
        (await app.Ada.Gets("practices/1.3")).GetProperty("figure").GetProperty("lacking")[0].GetProperty("name").GetString().ShouldBe("customer-weights");

        await app.Person("Kim", "support-engineer-l1").IsRefused(403, HttpMethod.Put, "practices/5.2/not-applicable", new { reason = "Too hard.", reviewOn = "2026-09-01" });
        await app.Ada.Puts("practices/5.2/not-applicable", new { reason = "Customers may not be asked, by contract.", reviewOn = "2026-03-29" });
        (await State(app, "5.2")).ShouldBe(("not-applicable", "decided-so"));
        app.MoveClock(Duration.FromDays(2));
        (await State(app, "5.2")).ShouldBe(("off-track", "below-target"), "on the day of review it counts again");
    }

    private static async Task<(string?, string?)> State(RunningApp app, string number)
    {
        var practice = await app.Ada.Gets($"practices/{number}");
        return (practice.GetProperty("state").GetString(), practice.GetProperty("because").GetString());
    }

    private static async Task RecordsAreTheFigure(RunningApp app, JsonElement figure)
    {
        foreach (var part in figure.GetProperty("parts").EnumerateArray())
        {
            var (name, hits, cases) = (part.GetProperty("name").GetString(), part.GetProperty("numerator").GetInt64(), part.GetProperty("denominator").GetInt64());
            ((long)(await Records(app, $"part={name}&hits=true")).Count).ShouldBe(hits, name);
            ((long)(await Records(app, $"part={name}&hits=false")).Count).ShouldBe(cases - hits, name);
        }
        (await Records(app, "part=overrides&hits=true")).ShouldBe(["T-6", "T-4", "T-3"]);
        // Whoever sees no tickets sees no records, and the same figure.
        var product = app.Person("Pia", "product-manager");
        (await product.Gets("practices/1.3/records?part=overrides")).GetProperty("items").GetArrayLength().ShouldBeLessThanOrEqualTo(3);
        var compliance = app.Person("Cleo", "compliance-officer");
        (await compliance.Gets("practices/1.3/records?part=overrides")).GetProperty("items").GetArrayLength().ShouldBe(0);
        await app.Ada.IsRefused(422, HttpMethod.Get, "practices/1.3/records?part=nothing");
        await app.Ada.IsRefused(404, HttpMethod.Get, "practices/1.1/records?part=overrides");
    }

    private static async Task<List<string>> Records(RunningApp app, string query)
    {
        var (names, cursor) = (new List<string>(), "");
        do
        {
            var page = await app.Ada.Gets($"practices/1.3/records?{query}&limit=30{cursor}");
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString()!));
            cursor = page.GetProperty("next").GetString() is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        return names;
    }

    private static (long Hits, long Cases) Part(JsonElement figure, string name)
    {
        var part = figure.GetProperty("parts").EnumerateArray().Single(p => p.GetProperty("name").GetString() == name);
        return (part.GetProperty("numerator").GetInt64(), part.GetProperty("denominator").GetInt64());
    }

    private static Task<List<Ticket>> Counted(RunningApp app, Instant midnight) => app.Look(db => db.Tickets.AsNoTracking()
        .Where(t => t.Number != new TicketNumber(2) && (t.Origin == Origin.Live || t.Origin == Origin.Drill) && t.OpenedAt < midnight).ToListAsync());

    [Fact]
    public async Task Every_part_of_a_figure_is_told_in_words()
    {
        await using var app = await RunningApp.On(Engine.Sqlite);
        await app.Ada.Posts("ticket-fields", new { key = "environment", name = "Environment", kind = "text", asked = "resolving", required = true });
        await app.Ada.Patches("queues/support/assignment", new { debtReserve = 20 });
        var words = new List<string>();
        foreach (var number in new[] { "1.2", "1.3", "3.2", "3.4" })
            words.AddRange((await app.Ada.Gets($"practices/{number}")).GetProperty("figure").GetProperty("parts").EnumerateArray().SelectMany(p => new[] { "title", "short", "caption" }.Select(w => p.GetProperty(w).GetString()!)));
        words.ShouldContain("Environment");
        words.ShouldAllBe(w => !w.Contains("practice.", StringComparison.Ordinal));
    }

    private static Task<TicketResource> Open(RunningApp app, int i, Origin origin, bool known) => app.Send(
        known
            ? new OpenTicket($"Sync {i} stalls", "It says SYN-4102.", TicketType.Fault, null, null, ["SYN-4102"], Severity.Minor, true, 3)
            : new OpenTicket($"Question {i}", "How does it work?", TicketType.Question),
        door => door.Origin = origin);
}
