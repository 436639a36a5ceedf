using System.Text.Json;
using Bridgewatch.Desk.Triggers;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Signals;
using NodaTime;

namespace Bridgewatch.Tests.Desk;

/// <summary>What the program does by itself when something happens to a ticket, or when time has passed; and how it is kept from going on and on.</summary>
public class ActingByTriggers
{
    [Theory, BothEngines]
    public async Task A_trigger_acts_once_in_its_own_name_and_the_ticket_says_why_others_did_not(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var bo = (await app.Person("Bo", "support-engineer-l1").Id).ToString();
        await app.Ada.Posts("queues", new { name = "Billing", slug = "billing", team = (string?)null });
        var vip = await Adds(app, "VIP", new { on = new[] { "opened" }, when = "label:vip" },
            new { @do = "set-priority", priority = "P1" }, new { @do = "add-labels", labels = new[] { "Seen" } }, new { @do = "move", queue = "billing" },
            new { @do = "assign", person = bo }, new { @do = "note", text = "{{ ticket.number }} of {{ requester.first_name }}, for {{ agent.name }}." });
        await Adds(app, "Alerts", new { on = new[] { "opened", "closed" }, when = "type:alert" }, new { @do = "note", text = "An alert." });
        await Opens(app, "vip");
        await Eventually.Passes(async () => (await Runs(app, "T-1")).Count.ShouldBe(1), "the trigger acts");

        var ticket = await app.Ada.Gets("tickets/T-1");
        (ticket.Text("priority"), ticket.Text("queue"), ticket.GetProperty("assignee").Text("name")).ShouldBe(("P1", "billing", "Bo"));
        ticket.GetProperty("labels").ToString().ShouldContain("seen");
        (await Bodies(app, "T-1"))[1].ShouldBe("T-1 of Kim, for Bo.");
        var sent = (await app.Ada.Gets("tickets/T-1/history")).GetProperty("items").EnumerateArray().Single(l => l.Text("type") == "desk.ticket.sent.v1");
        (sent.GetProperty("trigger").Text("id"), sent.GetProperty("trigger").Text("name")).ShouldBe((vip, "VIP"));

        var looked = (await app.Ada.Gets("tickets/T-1/triggers")).GetProperty("looks")[0].GetProperty("triggers");
        (looked[0].Text("answer"), looked[1].Text("name"), looked[1].Text("answer"), looked[1].Text("because")).ShouldBe(("acted", "Alerts", "not-so", "type:alert"));
        (await app.Ada.Gets($"triggers/{vip}")).GetProperty("runs").GetInt32().ShouldBe(1);
        (await app.Ada.Gets($"triggers/{vip}/runs")).GetProperty("items")[0].Text("ticket").ShouldBe("T-1");
        await Opens(app, "plain");
        await Eventually.Passes(async () => (await app.Ada.Gets("tickets/T-2/triggers")).GetProperty("looks").GetArrayLength().ShouldBe(1), "it is looked at");
        await app.Ada.Puts("tickets/T-2/closure", new { reason = "spam" });
        await Opens(app, "plain");
        await Eventually.Passes(async () => (await app.Ada.Gets("tickets/T-3/triggers")).GetProperty("looks").GetArrayLength().ShouldBe(1), "what comes later is looked at");
        (await app.Ada.Gets("tickets/T-2/triggers")).GetProperty("looks").GetArrayLength().ShouldBe(1, "spam is looked at by none");
        (await Runs(app, "T-2")).ShouldBeEmpty();
        (await app.TicketsAreTheirFolds()).ShouldBe(3);
    }

    [Theory, BothEngines]
    public async Task A_reply_by_a_trigger_is_no_first_response_and_its_mail_says_that_nobody_wrote_it(Engine engine)
    {
        await using var sink = await SmtpSink.Start(SmtpFault.None);
        await using var app = await RunningApp.On(engine);
        await app.Ada.Id;
        await app.Admin.Puts("settings/kernel.outgoing-mail", new { host = "127.0.0.1", port = sink.Port, security = "none", fromAddress = "support@northwind.test", fromName = "Northwind" });
        await Adds(app, "Received", new { on = new[] { "opened" } }, new { @do = "reply", text = "We have got it, {{ requester.first_name }}." });
        await Opens(app, "plain");
        await Eventually.Holds(() => sink.Received.Count == 1, "the reply is mailed");
        sink.Received[0].Headers["Auto-Submitted"].ShouldBe("auto-generated");
        (await app.Ada.Gets("tickets?q=is:unanswered")).GetProperty("items").GetArrayLength().ShouldBe(1, "a machine's word is no answer");
        (await app.Ada.Gets("tickets/T-1")).Text("status").ShouldBe("new");

        // Nobody reads there, and a machine may answer.
        await app.Ada.Posts("tickets", new { subject = "x", body = "x", requester = new { email = "no-reply@acme.example" } });
        await Eventually.Passes(async () => (await Runs(app, "T-2"))[0].Text("outcome").ShouldBe("partly"), "it is not written to");
        sink.Received.Count.ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task Loops_are_stopped_and_shown(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var itself = await Adds(app, "Itself", new { on = new[] { "noted" }, when = "label:self" }, new { @do = "note", text = "Again." });
        await Opens(app, "self");
        await app.Ada.Posts("tickets/T-1/notes", new { body = "Begin." });
        await Eventually.Passes(async () => (await Runs(app, "T-1")).Select(r => r.Text("outcome")).ShouldBe(["stopped", "done"]), "its own note does not begin it again");
        (await Runs(app, "T-1"))[0].Text("stop").ShouldBe("itself");
        (await app.Ada.Gets($"triggers/{itself}")).GetProperty("stopped").GetInt32().ShouldBe(1);
        (await app.JournalTypes()).Count(t => t == "desk.ticket.trigger-stopped.v1").ShouldBe(1);

        // Each begins the next one, and the sixth is too deep. The later ones look first, so that none sees at once what the one before it did.
        for (var i = 6; i >= 0; i--)
            await Adds(app, $"Chain {i}", new { on = new[] { "noted" }, when = $"label:s{i} NOT label:s{i + 1}" }, new { @do = "add-labels", labels = new[] { $"s{i + 1}" } }, new { @do = "note", text = $"Step {i}." });
        await Opens(app, "s0");
        await app.Ada.Posts("tickets/T-2/notes", new { body = "Begin." });
        await Eventually.Passes(async () => (await Runs(app, "T-2"))[0].Text("outcome").ShouldBe("stopped"), "the chain is cut");
        ((await Runs(app, "T-2"))[0].Text("stop"), (await Runs(app, "T-2")).Count).ShouldBe(("depth", 6));

        // People do it again and again; after twenty times within the hour it is enough.
        await Adds(app, "Often", new { on = new[] { "replied" } }, new { @do = "add-labels", labels = new[] { "answered" } });
        await Opens(app, "plain");
        for (var i = 0; i < 21; i++)
        {
            app.MoveClock(Duration.FromSeconds(1));
            await app.Ada.Posts("tickets/T-3/replies", new { body = $"Answer {i}." });
        }
        await Eventually.Passes(async () => (await Runs(app, "T-3"))[0].Text("outcome").ShouldBe("stopped"), "the twenty-first is stopped");
        (await Runs(app, "T-3")).Count(r => r.Text("outcome") == "done").ShouldBe(20);
        (await Runs(app, "T-3"))[0].Text("stop").ShouldBe("too-often");
    }

    [Theory, BothEngines]
    public async Task What_cannot_be_done_is_said_and_the_rest_is_done(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("queues", new { name = "Billing", slug = "billing", team = (string?)null });
        var id = await Adds(app, "Odd", new { on = new[] { "opened" } }, new { @do = "move", queue = "billing" }, new { @do = "add-labels", labels = new[] { "odd" } });
        await app.Ada.Patches("queues/billing", new { archived = true });
        await Opens(app, "plain");
        await Eventually.Passes(async () => (await Runs(app, "T-1"))[0].Text("outcome").ShouldBe("partly"), "one thing fails");
        var steps = (await Runs(app, "T-1"))[0].GetProperty("steps");
        (steps[0].Text("error").Length > 0, steps[1].GetProperty("error").ValueKind).ShouldBe((true, JsonValueKind.Null));
        (await app.Ada.Gets("tickets/T-1")).GetProperty("labels")[0].GetString().ShouldBe("odd");
        (await app.Ada.Gets($"triggers/{id}")).GetProperty("failed").GetInt32().ShouldBe(1);
        (await app.TicketsAreTheirFolds()).ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task Time_acts_once_from_each_start_and_not_on_what_was_due_before_it_was_switched_on(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Opens(app, "plain");
        app.MoveClock(Duration.FromHours(30));
        var id = await Adds(app, "Remind", new { after = new { hours = 24, since = "last-change" }, when = "is:unsolved" }, new { @do = "note", text = "Nobody looked for a day." });
        await Opens(app, "plain");
        app.MoveClock(Duration.FromHours(25));
        await app.As(Caller.System, new SweepTriggers());
        (await Runs(app, "T-2")).Count.ShouldBe(1, "a day has passed");
        (await Runs(app, "T-1")).ShouldBeEmpty("its time was over before");
        app.MoveClock(Duration.FromHours(26));
        await app.As(Caller.System, new SweepTriggers());
        await app.Ada.Posts("tickets/T-2/notes", new { body = "I looked." });
        app.MoveClock(Duration.FromHours(25));
        await app.As(Caller.System, new SweepTriggers());
        (await Runs(app, "T-2")).Count.ShouldBe(2, "a person changed it, and a day has passed again");
        (await app.Ada.Gets($"triggers/{id}")).GetProperty("runs").GetInt32().ShouldBe(2, "its own note was no change from which to count");
    }

    [Theory, BothEngines]
    public async Task One_that_observes_does_nothing_and_keeps_what_it_would_have_done(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var bo = app.Person("Bo", "support-engineer-l1");
        var id = (await app.Ada.Posts("triggers", new { name = "Tell Bo", on = new[] { "opened" }, @do = new[] { new { @do = "notify", person = (await bo.Id).ToString() } }, mode = "observe" })).Text("id");
        await Opens(app, "plain");
        await Eventually.Passes(async () => (await Runs(app, "T-1"))[0].Text("outcome").ShouldBe("observed"), "it observes");
        (await app.JournalTypes()).ShouldNotContain("desk.ticket.trigger-told.v1");
        await app.Ada.Patches($"triggers/{id}", new { mode = "on" });
        await Opens(app, "plain");
        await Eventually.Passes(async () => (await app.JournalTypes()).ShouldContain("desk.ticket.trigger-told.v1"), "it tells");
        await app.Ada.Deletes($"triggers/{id}");
        await bo.IsRefused(403, HttpMethod.Get, "triggers");
    }

    [Theory, BothEngines]
    public async Task What_is_wrong_is_said_all_at_once_and_a_trial_changes_nothing(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var refused = await app.Ada.IsRefused(422, HttpMethod.Post, "triggers", new
        {
            name = " ",
            when = "labl:vip",
            @do = new object[] { new { @do = "reply", text = "{{ ticket.secret }}" }, new { @do = "move", queue = "nowhere" }, new { @do = "escalate", tier = "L1", text = "x" } },
        });
        refused.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["name", "on", "when", "do[0].text", "do[1].queue", "do[2].tier"], ignoreOrder: true);
        refused.GetProperty("errors").GetProperty("when")[0].GetString().ShouldStartWith("At 0:");
        for (var i = 0; i < 3; i++) await Opens(app, i == 0 ? "plain" : "vip");
        var trial = await app.Ada.Posts("triggers/trial", new { name = "VIP", on = new[] { "opened" }, when = "label:vip", @do = new[] { new { @do = "unassign" } } });
        (trial.GetProperty("tickets").GetInt32(), trial.GetProperty("fits").GetInt32(), trial.GetProperty("mayHaveBeenOtherwise")[0].GetString(), trial.GetProperty("examples").GetArrayLength()).ShouldBe((3, 2, "label", 2));
        (await app.Ada.Posts("triggers/preview", new { ticket = "T-1", text = "{{ ticket.subject }}" })).Text("text").ShouldBe("Sync stalls");
        (await app.Ada.Gets("triggers")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    private static async Task<string> Adds(RunningApp app, string name, object when, params object[] actions)
    {
        var body = JsonSerializer.SerializeToNode(when)!.AsObject();
        body["name"] = name;
        body["mode"] = "on";
        body["do"] = JsonSerializer.SerializeToNode(actions);
        return (await app.Ada.Posts("triggers", body)).Text("id");
    }

    private static Task<JsonElement> Opens(RunningApp app, string label) =>
        app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x", requester = new { email = "kim@acme.example", name = "Kim Roe" }, labels = new[] { label } });

    private static async Task<List<JsonElement>> Runs(RunningApp app, string ticket) =>
        [.. (await app.Ada.Gets($"tickets/{ticket}/triggers")).GetProperty("runs").EnumerateArray()];

    private static async Task<List<string>> Bodies(RunningApp app, string ticket) =>
        [.. (await app.Ada.Gets($"tickets/{ticket}/messages")).GetProperty("items").EnumerateArray().Select(m => m.Text("body"))];
}
