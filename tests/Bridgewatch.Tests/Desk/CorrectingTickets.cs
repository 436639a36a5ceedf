using Bridgewatch.Tests.Harness;
using NodaTime;

namespace Bridgewatch.Tests.Desk;

/// <summary>PATCH of a ticket: what is left out stays, null empties, and what is not changed lightly asks for a reason.</summary>
public class CorrectingTickets
{
    [Theory, BothEngines]
    public async Task Null_empties_what_was_stated_and_what_is_left_out_stays(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Send(new Bridgewatch.Catalog.Components.AddService("Sync"));
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x", severity = "minor", workaround = true, affected = 3, component = "sync", labels = new[] { "eu" }, errorCodes = new[] { "PAY-4102" } });
        await app.Ada.Patches("tickets/T-1", new { affected = 4 });
        var kept = await app.Ada.Gets("tickets/T-1");
        (kept.GetProperty("severity").GetString(), kept.GetProperty("workaround").GetBoolean(), kept.GetProperty("component").GetString()).ShouldBe(("minor", true, "sync"));
        var emptied = await app.Ada.Patches("tickets/T-1", new
        {
            severity = (string?)null,
            workaround = (bool?)null,
            affected = (int?)null,
            component = (string?)null,
            labels = (string[]?)null,
            errorCodes = (string[]?)null,
        });
        foreach (var field in new[] { "severity", "workaround", "affected", "component" })
            emptied.GetProperty(field).ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null, field);
        (emptied.GetProperty("labels").GetArrayLength(), emptied.GetProperty("errorCodes").GetArrayLength()).ShouldBe((0, 0));
        emptied.GetProperty("impact").GetProperty("factors").EnumerateArray().Count(f => f.GetProperty("known").GetBoolean()).ShouldBe(0, "nobody says anything any more");
        await app.Ada.IsRefused(400, HttpMethod.Patch, "tickets/T-1", new { type = (string?)null });
        await app.Ada.IsRefused(422, HttpMethod.Patch, "tickets/T-1", new { subject = (string?)null });
    }

    [Theory, BothEngines]
    public async Task Closing_by_a_change_takes_the_other_fields_with_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x" });
        await app.Ada.IsRefused(409, HttpMethod.Patch, "tickets/T-1", new { status = "closed", subject = "Other" });
        (await app.Ada.Gets("tickets/T-1")).GetProperty("subject").GetString().ShouldBe("Sync stalls", "all or nothing");
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Restarted." });
        app.MoveClock(Duration.FromDays(13));
        await app.Ada.IsRefused(409, HttpMethod.Patch, "tickets/T-1", new { status = "closed", labels = new[] { "eu" } });
        await app.Ada.IsRefused(422, HttpMethod.Patch, "tickets/T-1", new { status = "resolved" });
        await app.Ada.IsRefused(422, HttpMethod.Patch, "tickets/T-1", new { status = "new" });
        await app.Admin.Puts("settings/desk.handling", new { reopenWindow = "P10D" });
        var closed = await app.Ada.Patches("tickets/T-1", new { status = "closed", labels = new[] { "eu" } });
        (closed.GetProperty("status").GetString(), closed.GetProperty("labels")[0].GetString()).ShouldBe(("closed", "eu"));
        (await app.JournalTypes()).Count(t => t == "desk.ticket.closed.v1").ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task What_is_resolved_is_opened_again_by_a_change_within_the_window(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x" });
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Restarted." });
        var reopened = await app.Ada.Patches("tickets/T-1", new { status = "open", subject = "Sync stalls again" });
        (reopened.GetProperty("status").GetString(), reopened.GetProperty("subject").GetString()).ShouldBe(("open", "Sync stalls again"));
        reopened.GetProperty("resolution").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await app.JournalTypes()).Count(t => t == "desk.ticket.reopened.v1").ShouldBe(1);
        app.MoveClock(Duration.FromDays(15));
        (await app.Ada.Gets("tickets/T-1")).GetProperty("status").GetString().ShouldBe("open", "nothing closes it any more");
        (await app.Ada.IsRefused(409, HttpMethod.Delete, "tickets/T-1/resolution")).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:not-resolved");
    }

    [Theory, BothEngines]
    public async Task What_is_closed_is_corrected_by_few_with_a_reason_and_by_nobody_else(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var agent = app.Person("Lena", "support-engineer-l3");
        await app.Send(new Bridgewatch.Catalog.Components.AddService("Sync"));
        await app.Ada.Posts("tickets", new { subject = "Buy now", body = "x" });
        await app.Ada.Puts("tickets/T-1/closure", new { reason = "spam" });
        var before = await app.JournalTypes();
        foreach (var (method, path, body) in new (HttpMethod, string, object)[]
        {
            (HttpMethod.Patch, "tickets/T-1", new { subject = "Other" }), (HttpMethod.Put, "tickets/T-1/diagnosis", new { component = "sync", cause = "x" }),
            (HttpMethod.Put, "tickets/T-1/priority", new { priority = "P4", reason = "x" }),
        })
        {
            (await agent.IsRefused(409, method, path, body)).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:ticket-closed", path);
        }
        (await app.Ada.IsRefused(422, HttpMethod.Patch, "tickets/T-1", new { subject = "Other" })).GetProperty("errors").EnumerateObject().Single().Name.ShouldBe("reason");
        await app.Ada.IsRefused(409, HttpMethod.Patch, "tickets/T-1", new { status = "open", reason = "x" });
        (await app.JournalTypes()).ShouldBe(before, "nothing was done so far");

        var corrected = await app.Ada.Patches("tickets/T-1", new { subject = "An advertisement", reason = "The subject named a customer." });
        (corrected.GetProperty("subject").GetString(), corrected.GetProperty("status").GetString()).ShouldBe(("An advertisement", "closed"));
        (await app.JournalTypes()).Skip(before.Count).ShouldBe(["desk.ticket.described.v1", "desk.ticket.change-explained.v1"]);
        var note = (await app.Ada.Gets("tickets/T-1/messages")).GetProperty("items").EnumerateArray().Last();
        (note.GetProperty("kind").GetString(), note.GetProperty("purpose").GetString(), note.GetProperty("body").GetString()).ShouldBe(("note", "correction", "The subject named a customer."));
        (await app.Look(db => Task.FromResult(db.Journal.Any(r => r.Data!.Contains("named a customer"))))).ShouldBeFalse("words stand in their table");
    }

    [Theory, BothEngines]
    public async Task A_P1_does_not_fall_without_a_reason(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Nothing works", body = "x", type = "fault", severity = "minor", affected = 1, workaround = true });
        await app.Ada.Puts("tickets/T-1/priority", new { priority = "P1", reason = "They open tomorrow." });
        (await app.Ada.IsRefused(422, HttpMethod.Delete, "tickets/T-1/priority")).GetProperty("errors").EnumerateObject().Single().Name.ShouldBe("reason");
        (await app.Ada.Gets("tickets/T-1")).GetProperty("priority").GetString().ShouldBe("P1");
        using (var fell = await app.Ada.Sends(HttpMethod.Delete, "tickets/T-1/priority", new { reason = "They opened." })) ((int)fell.StatusCode).ShouldBe(204);
        var after = await app.Ada.Gets("tickets/T-1");
        (after.GetProperty("priority").GetString(), after.GetProperty("peakPriority").GetString()).ShouldNotBe(("P1", "P1"));
        after.GetProperty("peakPriority").GetString().ShouldBe("P1");
        (await app.Ada.Gets("tickets/T-1/messages")).GetProperty("items").EnumerateArray().Last().GetProperty("body").GetString().ShouldBe("They opened.");

        // By its score, until somebody says that it is not so bad.
        await app.Ada.Posts("organizations", new { name = "Acme", tier = "platinum", domains = new[] { "acme.example" }, revenue = new { amount = 5_000_000, currency = "EUR", asOf = "2026-01-01" } });
        var opened = await app.Ada.Posts("tickets", new { subject = "Nothing works", body = "x", type = "fault", severity = "outage", affected = 100_000, workaround = false, requester = new { email = "kim@acme.example" } });
        opened.GetProperty("priority").GetString().ShouldBe("P1");
        var second = $"tickets/{opened.GetProperty("number").GetString()}";
        var before = await app.JournalTypes();
        await app.Ada.IsRefused(422, HttpMethod.Patch, second, new { severity = "cosmetic", affected = 1, workaround = true });
        (await app.JournalTypes()).ShouldBe(before, "nothing was done");
        var lowered = await app.Ada.Patches(second, new { severity = "cosmetic", affected = 1, workaround = true, reason = "Only the icon is wrong." });
        lowered.GetProperty("priority").GetString().ShouldNotBe("P1");
        (await app.JournalTypes()).Skip(before.Count).ShouldBe(["desk.ticket.effect-stated.v1", "desk.ticket.impact-changed.v1", "desk.ticket.change-explained.v1"]);
        await app.Ada.Patches(second, new { severity = "minor" });
    }

    [Theory, BothEngines]
    public async Task All_that_is_wrong_is_told_at_once_also_what_must_be_looked_up(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x" });
        async Task Finds(HttpMethod method, string path, object body, params string[] fields) =>
            (await app.Admin.IsRefused(422, method, path, body)).GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(fields, ignoreOrder: true, path);
        await app.Admin.Id;
        var before = await app.AllJournalTypes();
        await Finds(HttpMethod.Post, "tickets", new { subject = " ", body = "x", component = "nothing", brand = "nothing", language = "klingon, mostly", labels = Enumerable.Range(0, 31).Select(i => $"l{i}") },
            "subject", "component", "brand", "language", "labels");
        await Finds(HttpMethod.Post, "tickets", new { subject = "x", body = "x", language = new string('d', 36) }, "language");
        await Finds(HttpMethod.Patch, "tickets/T-1", new { affected = -1, component = "nothing" }, "affected", "component");
        await Finds(HttpMethod.Put, "tickets/T-1/diagnosis", new { component = "nothing", cause = "" }, "component", "cause");
        await Finds(HttpMethod.Put, "tickets/T-1/assignment", new { person = "nobody@example.test", team = "nobody" }, "person", "team");
        await Finds(HttpMethod.Post, "organizations", new { name = "", owner = Guid.CreateVersion7(), parent = Guid.CreateVersion7() }, "name", "owner", "parent");
        await Finds(HttpMethod.Post, "contacts", new { name = "", organizations = new[] { new { organization = Guid.CreateVersion7() } } }, "name", "organizations");
        await Finds(HttpMethod.Post, "components", new { name = "x", parent = "nothing", owningTeam = "nobody", developmentTeam = "nobody" }, "parent", "owningTeam", "developmentTeam");
        await Finds(HttpMethod.Post, "subscriptions", new { organization = Guid.CreateVersion7(), service = "nothing", from = "2026-02-02", until = "2026-02-01" }, "organization", "service", "until");
        await Finds(HttpMethod.Post, $"people/{await app.Admin.Id}/roles", new { role = "auditor", scope = "organization", @in = Guid.CreateVersion7(), from = "2026-05-01T00:00:00Z", until = "2026-04-01T00:00:00Z" }, "in", "until");
        await Finds(HttpMethod.Post, $"people/{await app.Admin.Id}/roles", new { role = "king" }, "role");
        (await app.AllJournalTypes()).ShouldBe(before, "nothing was done");
    }

    [Theory, BothEngines]
    public async Task People_and_teams_are_assigned_by_what_they_are_called(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Posts("teams", new { name = "Money" });
        var team = (await app.Admin.Gets("teams/money")).GetProperty("id").GetString();
        await app.Admin.Posts("queues", new { name = "Money", slug = "money", team });
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x" });
        await app.Ada.Puts("tickets/T-1/assignment", new { team = "money", person = "ADA@example.test" });
        var ticket = await app.Ada.Gets("tickets/T-1");
        (ticket.GetProperty("queue").GetString(), ticket.GetProperty("assignee").GetProperty("name").GetString()).ShouldBe(("money", "Ada"));
        await app.Admin.Patches("queues/money", new { name = "Money matters" });
        var queue = await app.Ada.Gets("queues/money");
        (queue.GetProperty("name").GetString(), queue.GetProperty("team").GetString()).ShouldBe(("Money matters", team), "what is left out stays");
    }
}
