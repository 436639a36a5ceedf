using System.Text.Json;
using Bridgewatch.Desk.Notifications;
using Bridgewatch.Tests.Desk;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Tests.Signals;

/// <summary>What alerts become, through the door.</summary>
public class TakingInAlerts
{
    [Theory, BothEngines]
    public async Task A_firing_alert_opens_a_ticket_where_its_service_is_worked(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await PaymentsWithTwoCustomers(app);
        var monitor = await Monitor.Of(app, service: "payments");
        await monitor.Says(Monitor.Alert("CaptureFails", labels: new() { ["code"] = "PAY-5031", ["cluster"] = "eu_1" }, summary: "Captures *fail* in <b>eu</b>, ask @ada"));

        var ticket = await app.Ada.Gets("tickets/T-1");
        (ticket.Text("type"), ticket.Text("status"), ticket.Text("component"), ticket.Text("queue"), ticket.Text("severity"), ticket.Text("origin"))
            .ShouldBe(("alert", "new", "payments", "money", "outage", "live"));
        ticket.Text("subject").ShouldBe("Captures *fail* in <b>eu</b>, ask @ada");
        ticket.GetProperty("requester").ValueKind.ShouldBe(JsonValueKind.Null);
        ticket.GetProperty("errorCodes")[0].GetString().ShouldBe("PAY-5031");
        var customers = ticket.GetProperty("impact").GetProperty("factors").EnumerateArray().First();
        (customers.Text("value"), customers.GetProperty("known").GetBoolean()).ShouldBe(("2", true));

        var opening = (await app.Ada.Gets("tickets/T-1/messages")).GetProperty("items")[0];
        (opening.Text("kind"), opening.Text("purpose"), opening.Text("channel")).ShouldBe(("note", "alert", "alert"));
        opening.Text("body").ShouldContain("| cluster | eu_1 |");
        opening.Text("body").ShouldContain("[Rule at the monitor](<http://prometheus.example/graph>)");

        var alert = (await monitor.Alerts()).ShouldHaveSingleItem();
        (alert.Text("status"), alert.Text("severity"), alert.Text("ticket"), alert.GetProperty("labels").Text("cluster")).ShouldBe(("firing", "critical", "T-1", "eu_1"));
        var entry = await app.Look(db => db.Journal.SingleAsync(r => r.Type == "signals.alert.fired.v1"));
        entry.Actor.ShouldBe(monitor.Id, "the journal says which integration it was");
    }

    [Theory, BothEngines]
    public async Task The_labels_of_an_alert_go_before_the_service_of_the_integration(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await PaymentsWithTwoCustomers(app);
        await app.Admin.Posts("services", new { name = "Billing" });
        await app.Admin.Posts("components", new { name = "Settlement", parent = "payments", aliases = new[] { "settle-api" } });
        var monitor = await Monitor.Of(app, service: "billing");
        await monitor.Says(Monitor.Body([Monitor.Alert("A", labels: new() { ["service"] = "settle-api" })], group: "a"));
        await monitor.Says(Monitor.Body([Monitor.Alert("B", labels: new() { ["service"] = "payments", ["component"] = "settlement" })], group: "b"));
        await monitor.Says(Monitor.Body([Monitor.Alert("C", labels: new() { ["job"] = "nobody-knows" })], group: "c"));
        (await Components(app)).ShouldBe(["payments/settlement", "payments/settlement", "billing"]);
    }

    [Theory, BothEngines]
    public async Task What_goes_on_or_joins_feeds_the_ticket_and_opens_none(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var monitor = await Monitor.Of(app);
        var first = Monitor.Alert("First", severity: "warning");
        await monitor.Says(first);
        await monitor.Says(first);
        (await monitor.Arrived())[0].GetProperty("outcome").GetProperty("repeated").GetInt32().ShouldBe(1);
        (await app.Conversation("T-1")).Count.ShouldBe(1, "a repetition says nothing new");

        await app.Ada.Puts("tickets/T-1/assignment", new { person = (await app.Ada.Id).ToString() });
        await monitor.Says(first, Monitor.Alert("Second", starts: 60, severity: "critical"));
        (await app.Tickets()).ShouldHaveSingleItem();
        (await app.Conversation("T-1"))[^1].ShouldContain("**It got worse:**");
        (await app.Conversation("T-1"))[^1].ShouldContain("- Second, critical");
        (await app.Ada.Gets("tickets/T-1")).Text("severity").ShouldBe("outage");
        (await app.JournalTypes()).Count(t => t == "signals.alert.fired.v1").ShouldBe(2);
    }

    [Theory, BothEngines]
    public async Task The_end_is_noted_and_resolves_only_what_nobody_has_answered(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (noting, resolving) = (await Monitor.Of(app), await Monitor.Of(app, resolves: true));
        await noting.Says(Monitor.Alert("Noted"));
        await noting.Says(Monitor.Alert("Noted", ends: 90));
        (await app.Ada.Gets("tickets/T-1")).Text("status").ShouldBe("new");
        (await app.Conversation("T-1"))[^1].ShouldContain("- Noted, ended 2026-03-27T15:31:30Z");

        await resolving.Says(Monitor.Body([Monitor.Alert("Quiet")], group: "quiet"));
        await resolving.Says(Monitor.Body([Monitor.Alert("Answered")], group: "answered"));
        await app.Ada.Posts("tickets/T-3/replies", new { body = "We are on it." });
        await resolving.Says(Monitor.Body([Monitor.Alert("Quiet", ends: 90)], group: "quiet"));
        await resolving.Says(Monitor.Body([Monitor.Alert("Answered", ends: 90)], group: "answered"));
        var quiet = await app.Ada.Gets("tickets/T-2");
        (quiet.Text("status"), quiet.GetProperty("resolution").Text("code")).ShouldBe(("resolved", "fixed"));
        (await app.Ada.Gets("tickets/T-3")).Text("status").ShouldNotBe("resolved");
        (await app.Conversation("T-3"))[^1].ShouldContain("Nothing of this group fires any more.");

    }

    [Theory, BothEngines]
    public async Task What_flaps_opens_its_resolved_ticket_again_and_once_that_is_closed_a_new_one_that_names_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var monitor = await Monitor.Of(app, resolves: true);
        for (var i = 0; i < 3; i++)
        {
            await monitor.Says(Monitor.Alert("Flaps", starts: 600 * i));
            await monitor.Says(Monitor.Alert("Flaps", starts: 600 * i, ends: (600 * i) + 90));
        }
        (await app.Tickets()).ShouldHaveSingleItem().Text("status").ShouldBe("resolved");
        (await app.JournalTypes()).Count(t => t == "desk.ticket.reopened.v1").ShouldBe(2);
        (await app.Conversation("T-1")).Count(body => body.StartsWith("**It fires again:**", StringComparison.Ordinal)).ShouldBe(2);
        (await monitor.Alerts()).ShouldHaveSingleItem().Text("ticket").ShouldBe("T-1");
        await app.TicketsAreTheirFolds();

        app.MoveClock(Duration.FromDays(14));
        await Eventually.Holds(async () => (await app.Ada.Gets("tickets/T-1")).Text("status") == "closed", "the reopen window ends");
        await monitor.Says(Monitor.Alert("Flaps", starts: 14 * 86_400));
        var next = await app.Ada.Gets("tickets/T-2");
        (next.Text("status"), next.Text("follows")).ShouldBe(("new", "T-1"));
        (await app.Ada.Gets("tickets/T-1")).Text("status").ShouldBe("closed");
        (await app.Ada.Gets("tickets/T-1")).GetProperty("follows").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory, BothEngines]
    public async Task Who_had_the_ticket_is_told_that_it_fires_again(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var monitor = await Monitor.Of(app);
        await monitor.Says(Monitor.Alert("Flaps"));
        await app.Ada.Puts("tickets/T-1/assignment", new { person = (await app.Ada.Id).ToString() });
        await monitor.Says(Monitor.Alert("Flaps", ends: 60));
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Restarted." });
        await monitor.Says(Monitor.Alert("Flaps", starts: 300));
        (await app.Ada.Gets("tickets/T-1")).Text("status").ShouldBe("open");
        await Eventually.Holds(() => app.Look(async db => await db.Set<Notification>().CountAsync() == 1), "Ada is told once, of that");
    }

    [Theory, BothEngines]
    public async Task A_severity_that_the_monitor_does_not_say_is_assumed_until_it_does(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var monitor = await Monitor.Of(app);
        await monitor.Says(Monitor.Alert("Mute", severity: null));
        (await Severity(app)).ShouldBe(("minor", false));
        (await app.Ada.Gets("tickets/T-1")).GetProperty("severity").ValueKind.ShouldBe(JsonValueKind.Null);
        await monitor.Says(Monitor.Alert("Mute", severity: null), Monitor.Alert("Says", severity: "warning"));
        (await Severity(app)).ShouldBe(("minor", true), "now one says so");
        (await app.Conversation("T-1"))[^1].ShouldNotContain("It got worse", Case.Sensitive, "it is as bad as was assumed");
        await app.TicketsAreTheirFolds();

        static async Task<(string, bool)> Severity(RunningApp app)
        {
            var factors = (await app.Ada.Gets("tickets/T-1")).GetProperty("impact").GetProperty("factors").EnumerateArray();
            var severity = factors.Single(f => f.Text("name") == "severity");
            return (severity.Text("value"), severity.GetProperty("known").GetBoolean());
        }
    }

    [Theory, BothEngines]
    public async Task One_end_among_several_is_noted_and_the_last_one_ends_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var monitor = await Monitor.Of(app, resolves: true);
        await monitor.Says(Monitor.Alert("One"), Monitor.Alert("Two"));
        (await app.Ada.Gets("tickets/T-1")).Text("subject").ShouldBe("One (and 1 more)");
        await monitor.Says(Monitor.Alert("One", ends: 60), Monitor.Alert("Two"));
        (await app.Conversation("T-1"))[^1].ShouldStartWith("Ended: 1. Still firing: 1.");
        (await app.Ada.Gets("tickets/T-1")).Text("status").ShouldBe("new");
        // It never says that the second ended; the group's next message just lists it no longer.
        await monitor.Says(Monitor.Alert("Three", starts: 120, ends: 130));
        (await app.Conversation("T-1"))[^1].ShouldContain("- Two, no longer listed by the monitor");
        (await app.Ada.Gets("tickets/T-1")).Text("status").ShouldBe("resolved");
        (await monitor.Alerts()).Count(a => a.GetProperty("unlisted").GetBoolean()).ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task Older_news_never_overwrites_what_is_newer(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var monitor = await Monitor.Of(app);
        await monitor.Says(Monitor.Alert("Late", starts: 100));
        await monitor.Says(Monitor.Alert("Late", starts: 100, ends: 160));
        await monitor.Says(Monitor.Alert("Late", starts: 100));
        (await monitor.Alerts())[0].Text("status").ShouldBe("resolved", "it was sent before the end and came after it");
        await monitor.Says(Monitor.Alert("Late", starts: 200));
        await monitor.Says(Monitor.Alert("Late", starts: 100, ends: 160));
        var alert = (await monitor.Alerts()).ShouldHaveSingleItem();
        (alert.Text("status"), alert.Text("startsAt")).ShouldBe(("firing", "2026-03-27T15:33:20Z"));
        (await app.Tickets()).ShouldHaveSingleItem();
        (await app.JournalTypes()).Where(t => t.StartsWith("signals.alert.", StringComparison.Ordinal))
            .ShouldBe(["signals.alert.fired.v1", "signals.alert.resolved.v1", "signals.alert.fired.v1"]);
    }

    [Theory, BothEngines]
    public async Task A_group_that_was_cut_short_is_warned_of_and_ends_nothing(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var monitor = await Monitor.Of(app, resolves: true);
        await monitor.Says(Monitor.Alert("One"), Monitor.Alert("Two"));
        await monitor.Says(Monitor.Body([Monitor.Alert("One")], truncated: 40));
        (await monitor.Alerts()).ShouldAllBe(a => a.Text("status") == "firing");
        (await app.Conversation("T-1"))[^1].ShouldContain("The monitor left 40 alerts out");
        var integration = await app.Admin.Gets(monitor.Path);
        (integration.Text("state"), integration.GetProperty("truncated").GetInt32()).ShouldBe(("needs-attention", 40));
        await monitor.Says(Monitor.Body([Monitor.Alert("One", ends: 60)], truncated: 40));
        (await app.Ada.Gets("tickets/T-1")).Text("status").ShouldBe("new", "nobody knows how the forty are");
        await monitor.Says(Monitor.Alert("Two", ends: 60));
        (await app.Admin.Gets(monitor.Path)).Text("state").ShouldBe("working");
        (await app.Ada.Gets("tickets/T-1")).Text("status").ShouldBe("resolved");
    }

    [Theory, BothEngines]
    public async Task The_same_delivery_many_times_at_once_is_one_ticket(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var monitor = await Monitor.Of(app);
        var body = Monitor.Body([Monitor.Alert("One"), Monitor.Alert("Two")]);
        (await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => monitor.Delivers(body)))).ShouldAllBe(status => status == 202);
        await monitor.TakenIn();
        (await app.Tickets()).ShouldHaveSingleItem();
        (await monitor.Alerts()).Count.ShouldBe(2);
        (await monitor.Arrived()).Select(m => m.GetProperty("outcome").GetProperty("fired").GetInt32()).Order().ShouldBe([0, 0, 0, 0, 0, 0, 0, 2]);
        (await app.JournalTypes()).Count(t => t == "desk.ticket.opened.v1").ShouldBe(1);
    }

    private static async Task PaymentsWithTwoCustomers(RunningApp app)
    {
        var team = await app.Admin.Posts("teams", new { name = "Money", members = new[] { (await app.Ada.Id).ToString() } });
        await app.Admin.Posts("services", new { name = "Payments", owningTeam = "money" });
        await app.Admin.Posts("queues", new { name = "Money", slug = "money", team = team.Text("id") });
        foreach (var customer in new[] { "Acme", "Brandtner" })
        {
            var organization = await app.Admin.Posts("organizations", new { name = customer });
            await app.Admin.Posts("subscriptions", new { organization = organization.Text("id"), service = "payments", from = "2026-01-01" });
        }
    }

    private static async Task<List<string>> Components(RunningApp app)
    {
        var components = new List<string>();
        for (var i = 1; i <= (await app.Tickets()).Count; i++) components.Add((await app.Ada.Gets($"tickets/T-{i}")).Text("component"));
        return components;
    }
}
