using System.Text.Json;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Tests.Desk;

/// <summary>The factors of the score follow what they are made of (practice 1.3).</summary>
public class CountingWhoIsHit
{
    private static readonly object Alert = new { subject = "Captures fail", body = "High rate of errors.", type = "alert", component = "payments" };

    [Theory, BothEngines]
    public async Task Subscribers_of_an_alert_are_counted_anew_until_somebody_says_a_number(Engine engine)
    {
        await using var app = await RunningApp.On(engine, at: "2031-03-27T16:00:00Z");
        await Services(app, "payments");
        await Subscribes(app, "Acme", "payments");
        await app.Ada.Posts("tickets", Alert);
        await app.Ada.Posts("tickets", Alert);
        await app.Ada.Patches("tickets/T-2", new { affected = 7 });
        (await Factor(app, "T-1", "customers")).ShouldBe(("1", true));
        (await app.Ada.Gets("tickets/T-1")).GetProperty("affected").ValueKind.ShouldBe(JsonValueKind.Null, "nobody has told a number");

        var second = await Subscribes(app, "Brandtner", "payments");
        await Follows(app, async () => (await Factor(app, "T-1", "customers")).ShouldBe(("2", true)), "a further subscriber counts");
        await app.Admin.Deletes($"subscriptions/{second}");
        await Follows(app, async () => (await Factor(app, "T-1", "customers")).ShouldBe(("1", true)), "who never subscribed does not");
        (await Factor(app, "T-2", "customers")).ShouldBe(("7", true), "what somebody said stays");
        (await app.JournalTypes()).Count(t => t == "desk.ticket.impact-changed.v1").ShouldBe(3, "twice for the first, once for what was said");
        await app.TicketsAreTheirFolds();
    }

    [Theory, BothEngines]
    public async Task A_diagnosis_counts_the_subscribers_of_the_component_that_it_confirms(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Services(app, "payments", "logistics");
        await Subscribes(app, "Acme", "payments");
        foreach (var customer in new[] { "Brandtner", "Cedar", "Donau" }) await Subscribes(app, customer, "logistics");
        await app.Ada.Posts("tickets", Alert);
        await app.Ada.Puts("tickets/T-1/diagnosis", new { component = "logistics", cause = "The carrier's certificate ran out." });
        (await Factor(app, "T-1", "customers")).ShouldBe(("3", true));
        await app.TicketsAreTheirFolds();
    }

    [Theory, BothEngines]
    public async Task Recurrence_follows_the_codes_as_they_are_corrected(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        for (var i = 0; i < 3; i++) await app.Ada.Posts("tickets", new { subject = "Payouts stuck", body = "PAY-4102" });
        app.MoveClock(Duration.FromMinutes(1));
        await app.Ada.Posts("tickets", new { subject = "Payouts stuck", body = "No idea." });
        (await Factor(app, "T-4", "recurrence")).ShouldBe(("0", false));
        await app.Ada.Patches("tickets/T-4", new { errorCodes = new[] { "PAY-4102" } });
        (await Factor(app, "T-4", "recurrence")).ShouldBe(("3", true), "itself is none");
        await app.Ada.Patches("tickets/T-4", new { errorCodes = Array.Empty<string>() });
        (await Factor(app, "T-4", "recurrence")).ShouldBe(("0", false));
        await app.TicketsAreTheirFolds();
    }

    [Theory, BothEngines]
    public async Task Revenue_in_another_currency_is_assumed_by_tier_and_says_why(Engine engine)
    {
        await using var app = await RunningApp.On(engine, at: "2031-03-27T16:00:00Z");
        await Organization(app, "Acme", "acme.example", 900_000, "JPY");
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still.", requester = new { email = "kim@acme.example" } });
        var revenue = (await Factors(app, "T-1"))["revenue"];
        (revenue.GetProperty("value").GetString(), revenue.GetProperty("known").GetBoolean(), revenue.GetProperty("because").GetString())
            .ShouldBe(("50000", false, "other-currency"), "a silver customer is assumed to pay so much");

        await app.Admin.Puts("settings/desk.impact", new { curves = new { currency = "JPY" } });
        await Follows(app, async () => (await Factor(app, "T-1", "revenue")).ShouldBe(("900000", true)), "in the currency of the scores it counts");
        var impact = (await app.Ada.Gets("tickets/T-1")).GetProperty("impact");
        impact.GetProperty("factors").EnumerateArray().Sum(f => f.GetProperty("points").GetInt32()).ShouldBe(impact.GetProperty("score").GetInt32());
        await app.Admin.IsRefused(422, HttpMethod.Put, "settings/desk.impact", new { curves = new { currency = "euro" } });
    }

    [Theory, BothEngines]
    public async Task Open_tickets_follow_what_their_organization_is_worth_and_nobody_elses_do(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var acme = await Organization(app, "Acme", "acme.example", 5_000, "EUR");
        await Organization(app, "Brandtner", "brandtner.example", 5_000, "EUR");
        foreach (var who in new[] { "kim@acme.example", "lee@acme.example", "heike@brandtner.example" })
            await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still.", requester = new { email = who } });
        await app.Ada.Puts("tickets/T-2/resolution", new { code = "answered", note = "It runs again." });
        var before = await Scores(app);

        await app.Admin.Patches($"organizations/{acme}", new { tier = "platinum", revenue = new { amount = 2_000_000, currency = "EUR", asOf = "2026-01-01" } });
        await Eventually.Passes(async () =>
            (await Factor(app, "T-1", "revenue"), await Factor(app, "T-1", "tier")).ShouldBe((("2000000", true), ("platinum", true))), "the open ticket follows");
        var after = await Scores(app);
        after[0].ShouldBeGreaterThan(before[0]);
        after[1..].ShouldBe(before[1..], "solved ones and those of others stay");
        await app.TicketsAreTheirFolds();
    }

    /// <summary>What is due is due at once once the clock is moved.</summary>
    private static async Task Follows(RunningApp app, Func<Task> assertion, string because)
    {
        await Eventually.Passes(async () =>
        {
            app.MoveClock(Duration.FromSeconds(1));
            await assertion();
        }, because);
    }

    private static async Task Services(RunningApp app, params string[] names)
    {
        foreach (var name in names) await app.Admin.Posts("services", new { name, slug = name });
    }

    private static async Task<string> Subscribes(RunningApp app, string customer, string service)
    {
        var organization = await app.Admin.Posts("organizations", new { name = customer });
        var added = await app.Admin.Posts("subscriptions", new { organization = organization.GetProperty("id").GetString(), service, from = "2026-01-01" });
        return added.GetProperty("id").GetString()!;
    }

    private static async Task<string> Organization(RunningApp app, string name, string domain, int amount, string currency) =>
        (await app.Admin.Posts("organizations", new { name, tier = "silver", domains = new[] { domain }, revenue = new { amount, currency, asOf = "2026-01-01" } }))
            .GetProperty("id").GetString()!;

    private static async Task<Dictionary<string, JsonElement>> Factors(RunningApp app, string ticket) =>
        (await app.Ada.Gets($"tickets/{ticket}")).GetProperty("impact").GetProperty("factors").EnumerateArray().ToDictionary(f => f.GetProperty("name").GetString()!);

    private static async Task<(string? Value, bool Known)> Factor(RunningApp app, string ticket, string name)
    {
        var factor = (await Factors(app, ticket))[name];
        return (factor.GetProperty("value").GetString(), factor.GetProperty("known").GetBoolean());
    }

    private static Task<List<int>> Scores(RunningApp app) =>
        app.Look(db => db.Set<Bridgewatch.Desk.Tickets.Ticket>().OrderBy(t => t.Number).Select(t => t.ImpactPoints).ToListAsync());
}
