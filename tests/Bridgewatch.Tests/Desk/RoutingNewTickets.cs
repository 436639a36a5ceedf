using System.Text.Json;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Signals;
using NodaTime;

namespace Bridgewatch.Tests.Desk;

/// <summary>Rules of the installation: made, tried, switched on, asked, and held to what people then did.</summary>
public class RoutingNewTickets
{
    [Theory, BothEngines]
    public async Task A_rule_routes_once_it_is_switched_on_and_the_ticket_says_why(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Id;
        var (queue, component) = await Payments(app);
        var rule = await app.Admin.Posts("routing-rules", new
        {
            name = " PAY codes ",
            when = "code:PAY-*",
            set = new { queue, component, tier = "L2", priority = "P1", skill = "cards", runbook = "https://wiki.example/pay", labels = new[] { "Payments" }, followers = new[] { "ada" } },
        });
        (rule.Text("name"), rule.Text("standing"), rule.GetProperty("on").GetBoolean()).ShouldBe(("PAY codes", "off", false));
        var id = rule.Text("id");
        (await Opens(app, "PAY-4102 again")).Text("queue").ShouldBe("support", "it is switched off");

        await app.Admin.Patches($"routing-rules/{id}", new { on = true });
        var late = (await app.Admin.Posts("routing-rules", new { name = "Late", when = "code:PAY-4102", set = new { queue = "support" } })).Text("id");
        await app.Admin.Patches($"routing-rules/{late}", new { on = true });
        var ticket = await Opens(app, "PAY-4102 again");
        (ticket.Text("queue"), ticket.Text("component"), ticket.Text("tier"), ticket.Text("priority")).ShouldBe((queue, component, "L2", "P1"));
        ticket.GetProperty("labels")[0].GetString().ShouldBe("payments");
        var number = ticket.Text("number");
        var routing = await app.Ada.Gets($"tickets/{number}/routing");
        var matched = routing.GetProperty("matched")[0];
        (matched.Text("rule"), matched.Text("because"), matched.GetProperty("revision").GetInt32()).ShouldBe(("PAY codes", "code PAY-4102 fits PAY-*", 1));
        (routing.GetProperty("shadowed")[0].Text("rule"), routing.GetProperty("shadowed")[0].Text("by")).ShouldBe(("Late", "PAY codes"));
        (routing.GetProperty("set").Text("skill"), routing.GetProperty("set").Text("runbook")).ShouldBe(("cards", "https://wiki.example/pay"));
        (await app.Ada.Gets($"tickets/{number}/following")).GetProperty("following").GetBoolean().ShouldBeTrue();

        // The score goes on without taking the rule's priority away; a person's choice stands above it.
        (await app.Ada.Patches($"tickets/{number}", new { affected = 3 })).Text("priority").ShouldBe("P1");
        (await Opens(app, "Printer")).Text("queue").ShouldBe("support");
        (await app.Ada.Gets("tickets/T-3/routing")).GetProperty("matched").GetArrayLength().ShouldBe(0);

        await app.Admin.Patches($"routing-rules/{id}", new { on = false });
        (await Opens(app, "PAY-4102 again")).Text("queue").ShouldBe("support");
        (await app.JournalTypes()).Count(t => t == "desk.ticket.routed.v1").ShouldBe(2);
    }

    [Theory, BothEngines]
    public async Task The_order_decides_and_can_be_changed(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (queue, _) = await Payments(app);
        var ids = new List<string>();
        foreach (var name in (string[])["a", "b", "c"])
        {
            ids.Add((await app.Admin.Posts("routing-rules", new { name, when = "", set = name == "c" ? (object)new { queue } : new { tier = name == "a" ? "L1" : "L2" } })).Text("id"));
            await app.Admin.Patches($"routing-rules/{ids[^1]}", new { on = true });
        }
        (await Opens(app, "x")).Text("tier").ShouldBe("L1");
        await app.Admin.Patches($"routing-rules/{ids[1]}", new { before = ids[0] });
        (await Names(app)).ShouldBe(["b", "a", "c"]);
        (await Opens(app, "x")).Text("tier").ShouldBe("L2");
        await app.Admin.Patches($"routing-rules/{ids[1]}", new { before = (string?)null });
        (await Names(app)).ShouldBe(["a", "c", "b"]);
        // So often between the same two that there is no room left in the end.
        for (var i = 0; i < 60; i++) await app.Admin.Patches($"routing-rules/{ids[i % 2 == 0 ? 1 : 2]}", new { before = ids[i % 2 == 0 ? 2 : 1] });
        (await Names(app)).ShouldBe(["a", "c", "b"]);
        await app.Admin.Deletes($"routing-rules/{ids[0]}");
        (await Names(app)).ShouldBe(["c", "b"]);
        await app.Admin.Posts("routing-rules", new { name = "a", when = "", set = new { tier = "L3" } });
    }

    [Theory, BothEngines]
    public async Task What_is_wrong_with_a_rule_is_said_all_at_once(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var refused = await app.Admin.IsRefused(422, HttpMethod.Post, "routing-rules", new
        {
            name = "x",
            when = "cdoe:PAY-*",
            set = new { queue = "nowhere", component = "no/part", runbook = "wiki", followers = new[] { "nobody" } },
        });
        var errors = refused.GetProperty("errors");
        errors.GetProperty("when")[0].GetString().ShouldBe("At 0: There is no field cdoe. Did you mean code?");
        foreach (var field in (string[])["set.queue", "set.component", "set.runbook", "set.followers"]) errors.TryGetProperty(field, out _).ShouldBeTrue(field);
        await app.Admin.IsRefused(422, HttpMethod.Post, "routing-rules", new { name = "x", when = "", set = new { } });
        var id = (await app.Admin.Posts("routing-rules", new { name = "x", when = "", set = new { tier = "L2" } })).Text("id");
        await app.Admin.IsRefused(422, HttpMethod.Patch, $"routing-rules/{id}", new { name = " " });
        await app.Admin.IsRefused(422, HttpMethod.Patch, $"routing-rules/{id}", new { when = "code:" });
        await app.Admin.IsRefused(422, HttpMethod.Patch, $"routing-rules/{id}", new { before = Guid.CreateVersion7() });
        await app.Admin.IsRefused(409, HttpMethod.Post, "routing-rules", new { name = "x", when = "", set = new { tier = "L2" } });
        await app.Person("Lou", "support-engineer-l1").IsRefused(403, HttpMethod.Post, "routing-rules", new { name = "y", when = "", set = new { tier = "L2" } });
        await app.Admin.IsRefused(422, HttpMethod.Put, "settings/desk.error-codes", new { rules = new[] { new { name = "broken", pattern = "(" } }, standard = true });
    }

    [Theory, BothEngines]
    public async Task Error_codes_are_read_by_patterns_of_ones_own_and_named_groups_become_fields(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Puts("settings/desk.error-codes", new { rules = new[] { new { name = "terminal", pattern = @"TERM(?<terminal>\d{3})-(?<code>[A-Z]\d{4})" } }, standard = true });
        var rule = (await app.Admin.Posts("routing-rules", new { name = "Terminals", when = "field.terminal:0*", set = new { tier = "L3" } })).Text("id");
        await app.Admin.Patches($"routing-rules/{rule}", new { on = true });
        var ticket = await Opens(app, "TERM017-E4711 and HTTP 503");
        ticket.Text("tier").ShouldBe("L3");
        ticket.GetProperty("errorCodes").EnumerateArray().Select(c => c.GetString()).ShouldBe(["E4711", "HTTP 503"]);
        ticket.GetProperty("fields").Text("terminal").ShouldBe("017");
    }

    [Theory, BothEngines]
    public async Task A_rule_is_tried_on_what_came_and_held_against_where_people_sent_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (queue, _) = await Payments(app);
        foreach (var subject in (string[])["PAY-1001", "PAY-1002", "PAY-1003", "PAY-1004", "Printer"]) await Opens(app, subject);
        await app.Ada.Puts("tickets/T-1/assignment", new { queue });
        await app.Ada.Puts("tickets/T-2/assignment", new { queue });
        await app.Admin.Posts("queues", new { name = "Third", slug = "third" });
        await app.Admin.Puts("tickets/T-3/assignment", new { queue = "third" });
        var trial = await app.Admin.Posts("routing-rules/trial", new { name = "PAY", when = "code:PAY-*", set = new { queue } });
        Numbers(trial).ShouldBe((5, 4, 4, 3, 2, 1));
        trial.GetProperty("examples").EnumerateArray().Select(e => (e.Text("ticket"), e.GetProperty("agrees").ValueKind)).OrderBy(e => e.Item1).ShouldBe(
            [("T-1", JsonValueKind.True), ("T-2", JsonValueKind.True), ("T-3", JsonValueKind.False), ("T-4", JsonValueKind.Null)]);
        // One that stands behind another that sets the same would change nothing.
        var first = (await app.Admin.Posts("routing-rules", new { name = "First", when = "code:PAY-*", set = new { queue = "support" } })).Text("id");
        await app.Admin.Patches($"routing-rules/{first}", new { on = true });
        Numbers(await app.Admin.Posts("routing-rules/trial", new { name = "PAY", when = "code:PAY-*", set = new { queue } })).ShouldBe((5, 0, 0, 0, 0, 0));
        app.MoveClock(Duration.FromDays(91));
        Numbers(await app.Admin.Gets($"routing-rules/{first}/trial")).ShouldBe((0, 0, 0, 0, 0, 0));
        (await app.Ada.Gets("tickets/T-4")).Text("queue").ShouldBe("support", "a trial changes nothing");
    }

    [Theory, BothEngines]
    public async Task What_people_send_elsewhere_counts_against_the_rules_and_the_practice(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        (await app.Admin.Gets("practices/3.2")).Text("state").ShouldBe("not-set-up");
        var (queue, component) = await Payments(app);
        var whole = (await app.Admin.Posts("routing-rules", new { name = "Whole", when = "code:PAY-*", set = new { queue, component, tier = "L2" } })).Text("id");
        await app.Admin.Posts("routing-rules", new { name = "Never", when = "code:NOPE-1234", set = new { tier = "L2" } });
        foreach (var rule in (await app.Admin.Gets("routing-rules")).GetProperty("items").EnumerateArray()) await app.Admin.Patches($"routing-rules/{rule.Text("id")}", new { on = true });
        for (var i = 0; i < 4; i++) await Opens(app, "PAY-4102");
        await Opens(app, "Printer");
        await app.Admin.Puts("tickets/T-1/assignment", new { queue = "support" });
        await app.Admin.Puts("tickets/T-2/routing/wrong");
        await app.Admin.Puts("tickets/T-2/routing/wrong");
        await app.Admin.Puts("tickets/T-3/assignment", new { person = await app.Ada.Id });
        await Eventually.Passes(async () => (await app.Admin.Gets("tickets/T-1/routing")).GetProperty("reroutedAt").ValueKind.ShouldBe(JsonValueKind.String), "the reactor has heard of it");
        (await app.Admin.Gets("tickets/T-3/routing")).GetProperty("reroutedAt").ValueKind.ShouldBe(JsonValueKind.Null, "somebody only took it");
        var rules = (await app.Admin.Gets("routing-rules")).GetProperty("items").EnumerateArray().ToDictionary(r => r.Text("name"));
        (rules["Whole"].Text("standing"), rules["Never"].Text("standing")).ShouldBe(("works", "never-matched"));
        rules["Whole"].GetProperty("rerouted").ToString().ShouldBe("""{"tickets":4,"rerouted":2}""");
        (await app.JournalTypes()).Count(t => t == "desk.ticket.wrong-route-told.v1").ShouldBe(1);

        app.MoveClock(Duration.FromDays(1));
        var practice = await app.Admin.Gets("practices/3.2");
        practice.Text("state").ShouldBe("set-up");
        var part = practice.GetProperty("figure").GetProperty("parts")[0];
        (part.GetProperty("numerator").GetInt32(), part.GetProperty("denominator").GetInt32()).ShouldBe((2, 5));
        await app.Admin.Deletes($"routing-rules/{whole}");
    }

    [Theory, BothEngines]
    public async Task Who_is_erased_is_in_no_rule(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var rule = (await app.Admin.Posts("routing-rules", new { name = "Kim", when = "requester:kim@acme.example", set = new { tier = "L2" } })).Text("id");
        await app.Admin.Patches($"routing-rules/{rule}", new { on = true });
        (await Opens(app, "Sync")).Text("tier").ShouldBe("L2");
        await app.Send(new ErasePerson("kim@acme.example"));
        (await Names(app)).ShouldBeEmpty();
        (await app.Ada.Gets("tickets/T-1/routing")).ToString().ShouldNotContain("kim@");
    }

    private static (int, int, int, int, int, int) Numbers(JsonElement trial)
    {
        int Of(string name) => trial.GetProperty(name).GetInt32();
        return (Of("tickets"), Of("applies"), Of("changed"), Of("moved"), Of("agreed"), Of("unasked"));
    }

    private static async Task<JsonElement> Opens(RunningApp app, string subject) => await app.Ada.Posts("tickets", new { subject, body = "x", requester = new { email = "kim@acme.example" } });

    private static async Task<(string Queue, string Component)> Payments(RunningApp app)
    {
        await app.Admin.Posts("queues", new { name = "Payments", slug = "payments" });
        return ("payments", (await app.Admin.Posts("services", new { name = "Payments" })).Text("slug"));
    }

    private static async Task<List<string>> Names(RunningApp app) => [.. (await app.Admin.Gets("routing-rules")).GetProperty("items").EnumerateArray().Select(r => r.Text("name"))];
}
