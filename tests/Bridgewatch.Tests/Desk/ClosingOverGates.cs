using System.Text.Json;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Rules;
using Bridgewatch.Tests.Desk.Portal;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Tests.Desk;

/// <summary>What has to be so before a ticket is closed, at every door, in the three modes. Resolving is never stopped.</summary>
public class ClosingOverGates
{
    private const string Diagnosed = "desk.diagnosed-before-closing";
    private const string TasksDone = "desk.tasks-done-before-closing";

    [Theory, BothEngines]
    public async Task A_rule_that_observes_stops_nothing_and_keeps_what_it_would_have_stopped(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var ticket = await Resolved(app);
        app.MoveClock(Duration.FromDays(15));
        await Eventually.Holds(async () => await Status(app, ticket) == "closed", "it closes by itself");
        var rule = await Rule(app, Diagnosed);
        rule.GetProperty("mode").GetString().ShouldBe("observe");
        rule.GetProperty("wouldHaveStopped").GetInt32().ShouldBe(1);
        (await Rule(app, TasksDone)).GetProperty("wouldHaveStopped").GetInt32().ShouldBe(0);
        var stop = (await app.Ada.Gets($"rules/{Diagnosed}/stops")).GetProperty("items").EnumerateArray().Single();
        stop.GetProperty("outcome").GetString().ShouldBe("would-have");
        stop.GetProperty("about").GetProperty("name").GetString().ShouldBe(ticket);
        app.MoveClock(Duration.FromDays(31));
        (await Rule(app, Diagnosed)).GetProperty("wouldHaveStopped").GetInt32().ShouldBe(0, "it counts thirty days");
    }

    [Theory, BothEngines]
    public async Task An_enforced_rule_leaves_the_ticket_resolved_gives_one_task_and_closes_once_it_is_met(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Puts($"rules/{Diagnosed}/mode", new { mode = "enforce" });
        var ticket = await Resolved(app);
        app.MoveClock(Duration.FromDays(15));
        await Eventually.Holds(async () => (await Tasks(app, ticket)).Count == 1, "somebody is given the task");
        var task = (await Tasks(app, ticket)).Single();
        task.GetProperty("owner").GetProperty("name").GetString().ShouldBe("Ada");
        task.GetProperty("details").GetString().ShouldBe("Component and cause are not confirmed.");
        for (var day = 0; day < 3; day++)
        {
            var now = app.Now + Duration.FromDays(1);
            app.MoveClock(Duration.FromDays(1));
            await Eventually.Holds(() => app.Look(db => db.Set<DueItem>().AnyAsync(d => d.Kind == "desk.close-resolved" && d.NextAt > now)), "it is looked at again each day");
        }
        (await Status(app, ticket)).ShouldBe("resolved");
        (await Tasks(app, ticket)).Count.ShouldBe(1);
        (await app.Look(db => db.Set<RuleStop>().Select(s => s.Outcome).ToListAsync())).ShouldBe([StopOutcome.Held]);

        var refused = await app.Ada.IsRefused(409, HttpMethod.Patch, $"tickets/{ticket}", new { status = "closed", reason = "It is old." });
        refused.GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:close-gate");
        refused.GetProperty("gates")[0].GetProperty("rule").GetString().ShouldBe(Diagnosed);
        await app.Ada.IsRefused(409, HttpMethod.Put, $"tickets/{ticket}/closure", new { reason = "resolved", because = "It is old." });

        await app.Admin.Posts("services", new { name = "Payments", slug = "payments" });
        await app.Ada.Puts($"tickets/{ticket}/diagnosis", new { component = "payments", cause = "The worker stood still." });
        app.MoveClock(Duration.FromDays(1));
        await Eventually.Holds(async () => await Status(app, ticket) == "closed", "it closes once it is diagnosed");
        await TakenBack(app, ticket);
    }

    [Theory, BothEngines]
    public async Task A_rule_that_warns_asks_for_a_reason_and_takes_it_as_a_note(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var ticket = await Resolved(app);
        await app.Ada.Posts("tasks", new { title = "Call back", about = ticket, due = "2026-05-01T10:00:00Z" });
        await app.Ada.Puts($"rules/{TasksDone}/mode", new { mode = "enforce" });
        app.MoveClock(Duration.FromDays(15));
        await Eventually.Holds(() => app.Look(db => db.Set<RuleStop>().AnyAsync()), "its time has come, and it is held");
        await app.Ada.Puts($"rules/{TasksDone}/mode", new { mode = "warn" });
        var asked = await app.Ada.IsRefused(409, HttpMethod.Patch, $"tickets/{ticket}", new { status = "closed" });
        asked.GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:close-gate-asks-why");
        asked.GetProperty("field").GetString().ShouldBe("reason");
        await app.Ada.Patches($"tickets/{ticket}", new { status = "closed", reason = "They called us." });
        (await Status(app, ticket)).ShouldBe("closed");
        await TakenBack(app, ticket);
        (await app.Ada.Gets($"tickets/{ticket}/messages")).ToString().ShouldContain("They called us.");
        var stops = (await app.Ada.Gets($"rules/{TasksDone}/stops")).GetProperty("items").EnumerateArray().Select(s => s.GetProperty("outcome").GetString());
        stops.ShouldBe(["reasoned", "held"]);
        (await Rule(app, TasksDone)).GetProperty("changes").EnumerateArray().Select(c => $"{c.GetProperty("from").GetString()} > {c.GetProperty("to").GetString()}")
            .ShouldBe(["enforce > warn", "observe > enforce"]);
    }

    [Theory, BothEngines]
    public async Task What_a_gate_holds_may_still_be_reopened_and_no_gate_asks_for_what_ends_without_a_cause(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var held = await Resolved(app);
        var silent = await Resolved(app, "no-response");
        await app.Ada.Puts($"rules/{Diagnosed}/mode", new { mode = "enforce" });
        app.MoveClock(Duration.FromDays(15));
        await Eventually.Holds(async () => await Status(app, silent) == "closed", "nobody answered, so nobody knows the cause");
        await Eventually.Holds(async () => (await Tasks(app, held)).Count == 1, "it is held");
        await app.Ada.Deletes($"tickets/{held}/resolution");
        (await Status(app, held)).ShouldBe("open");
        await TakenBack(app, held);
        await app.Person("Kay", "support-engineer-l1").IsRefused(403, HttpMethod.Put, $"rules/{Diagnosed}/mode", new { mode = "observe" });
        await app.Ada.IsRefused(404, HttpMethod.Put, "rules/desk.none/mode", new { mode = "observe" });
    }

    [Theory, BothEngines]
    public async Task A_customer_is_told_that_we_are_not_done_and_never_what_is_missing(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        await app.Knows("Kim Ito", "kim@acme.example");
        var ticket = await Resolved(app);
        await app.Ada.Puts($"rules/{Diagnosed}/mode", new { mode = "enforce" });
        using var kim = await app.Customer("kim@acme.example");
        var page = $"/portal/requests/{ticket}";
        using (var refused = await kim.Submit(page, ("Form.Body", ""), ("Form.Deed", "close")))
        {
            var said = await refused.Content.ReadAsStringAsync();
            said.ShouldContain("We are not quite done with T-1 on our side.");
            said.ShouldNotContain("Component and cause");
        }
        (await Status(app, ticket)).ShouldBe("resolved");
        await app.Ada.Puts($"rules/{Diagnosed}/mode", new { mode = "warn" });
        using var closed = await kim.Submit(page, ("Form.Body", ""), ("Form.Deed", "close"));
        (await Status(app, ticket)).ShouldBe("closed");
        (await app.Look(db => db.Set<RuleStop>().Select(s => s.Outcome).ToListAsync())).ShouldBe([StopOutcome.NobodyToAsk]);
    }

    private static async Task<string> Resolved(RunningApp app, string code = "fixed")
    {
        var opened = await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still.", type = "fault", requester = new { email = "kim@acme.example" } });
        var ticket = opened.GetProperty("number").GetString()!;
        await app.Ada.Puts($"tickets/{ticket}/resolution", new { code, note = "Restarted the worker." });
        return ticket;
    }

    private static async Task<string?> Status(RunningApp app, string ticket) => (await app.Ada.Gets($"tickets/{ticket}")).GetProperty("status").GetString();

    private static Task TakenBack(RunningApp app, string ticket) => Eventually.Holds(
        async () => (await Tasks(app, ticket)).Exists(t => t.GetProperty("title").GetString() == $"Make {ticket} ready to be closed" && t.GetProperty("state").GetString() == "withdrawn"),
        "the task of the rule is taken back");

    private static async Task<List<JsonElement>> Tasks(RunningApp app, string ticket) => [.. (await app.Ada.Gets($"tasks?of=all&about={ticket}")).GetProperty("items").EnumerateArray()];

    private static async Task<JsonElement> Rule(RunningApp app, string name) => (await app.Ada.Gets("rules")).GetProperty("items").EnumerateArray().Single(r => r.GetProperty("name").GetString() == name);
}
