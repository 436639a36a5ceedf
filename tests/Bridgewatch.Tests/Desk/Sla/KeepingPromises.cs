using System.Text.Json;
using Bridgewatch.Desk.Notifications;
using Bridgewatch.Desk.Sla;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Desk.Email;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Tests.Desk.Sla;

/// <summary>Policies at the API, and what they do to tickets. The clock of the tests stands at Friday, 27 March 2026, 09:00 in London.</summary>
public class KeepingPromises
{
    private static readonly object Office = new { mon = Day, tue = Day, wed = Day, thu = Day, fri = Day };

    private static string[] Day => ["09:00-17:00"];

    [Theory, BothEngines]
    public async Task A_ticket_is_promised_what_the_first_policy_that_fits_says(Engine engine)
    {
        await using var app = await Open(engine);
        await Policy(app, "Everybody", new { P3 = new { firstResponse = "4h", resolution = "8h" }, P4 = new { firstResponse = "4h", resolution = "8h" } });
        await Policy(app, "Labelled", new { P3 = new { firstResponse = "1h" }, P4 = new { firstResponse = "1h" } }, "label:vip", place: 1);
        await Ticket(app, labels: ["vip"]);
        await Ticket(app);
        await Eventually.Passes(async () => (await Clocks(app, "T-1")).ShouldBe(["first-response running 2026-03-27T10:00:00Z Labelled"]), "the policy that is asked first");
        await Eventually.Passes(async () => (await Clocks(app, "T-2")).ShouldBe(["first-response running 2026-03-27T13:00:00Z Everybody", "resolution running 2026-03-27T17:00:00Z Everybody"]), "the next one");
    }

    [Theory, BothEngines]
    public async Task An_answer_meets_waiting_pauses_and_what_the_customer_writes_goes_on(Engine engine)
    {
        await using var app = await Open(engine);
        await Policy(app, "All", Same(new { firstResponse = "1h", nextResponse = "2h", resolution = "8h" }));
        await Ticket(app);
        app.MoveClock(Duration.FromMinutes(30));
        await app.Ada.Posts("tickets/T-1/replies", new { body = "We look into it." });
        await app.Ada.Sends(HttpMethod.Patch, "tickets/T-1", new { status = "waiting-on-customer" });
        await Eventually.Passes(async () => (await Clocks(app, "T-1")).ShouldBe(["first-response met 2026-03-27T10:00:00Z All", "next-response none - All", "resolution paused - All"]), "answered, and it waits");
        app.MoveClock(Duration.FromHours(2));
        await app.Ada.Posts("tickets/T-1/messages", new { channel = "phone", direction = "inbound", body = "It still does not work.", at = "2026-03-27T11:30:00Z" });
        await Eventually.Passes(async () => (await Clocks(app, "T-1")).ShouldBe(["first-response met 2026-03-27T10:00:00Z All", "next-response running 2026-03-27T13:30:00Z All", "resolution running 2026-03-30T10:00:00Z All"]),
            "half an hour was counted before the pause, and London puts its clocks forward meanwhile");
        await app.Ada.Puts("tickets/T-1/no-reply-needed", new { });
        await Eventually.Passes(async () => (await Clocks(app, "T-1"))[1].ShouldStartWith("next-response ended"), "it is said off");
        (await app.Ada.IsRefused(409, HttpMethod.Put, "tickets/T-1/no-reply-needed", new { })).GetProperty("type").GetString()!.ShouldContain("awaits-no-reply");
        (await app.Ada.Gets("tickets/T-1/history")).ToString().ShouldContain("no-reply-needed");
    }

    [Theory, BothEngines]
    public async Task What_arrived_while_nobody_looked_is_owed_since_it_was_received(Engine engine)
    {
        await using var app = await Open(engine);
        await Policy(app, "All", Same(new { firstResponse = "1h", nextResponse = "2h" }));
        var box = await Postbox.Of(app);
        app.MoveClock(Duration.FromMinutes(90));
        await box.Held(Postbox.Mail("It stalls.", id: "first@acme.example"), Instant.FromUtc(2026, 3, 27, 9, 15));
        (await app.Ada.Gets("tickets/T-1")).GetProperty("openedAt").GetString().ShouldBe("2026-03-27T09:15:00Z");
        await Eventually.Passes(async () => (await Clocks(app, "T-1")).ShouldBe(["first-response running late 2026-03-27T10:15:00Z All", "next-response none - All"]), "it is late already");
        (await app.Ada.Gets("tickets/T-1/clocks")).GetProperty("items")[0].GetProperty("byReclassification").GetBoolean().ShouldBeFalse("nothing was changed");
        await app.Ada.Posts("tickets/T-1/replies", new { body = "We look into it." });
        app.MoveClock(Duration.FromHours(2));
        await box.Held(Postbox.Mail("Still.", fields: "References: <first@acme.example>"), Instant.FromUtc(2026, 3, 27, 11, 30));
        await Eventually.Passes(async () => (await Clocks(app, "T-1"))[1].ShouldBe("next-response running 2026-03-27T13:30:00Z All"), "an hour of it has passed");
        (await app.TicketsAreTheirFolds()).ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task Checking_reckons_clocks_and_ended_promises_anew_and_names_what_differs(Engine engine)
    {
        await using var app = await Open(engine);
        await Policy(app, "All", Same(new { firstResponse = "1h", nextResponse = "2h" }));
        await Ticket(app);
        app.MoveClock(Duration.FromHours(2));
        await app.Ada.Posts("tickets/T-1/replies", new { body = "We look into it." });
        await Eventually.Holds(() => app.Look(db => db.Set<EndedPromise>().AnyAsync(p => p.Outcome == PromiseOutcome.Missed)), "the first response was late");
        await Ticket(app);
        await Eventually.Holds(async () => (await Clocks(app, "T-2")).Count == 2, "it is promised");
        var right = await Check(app);
        (right.Tickets, right.Clocks, right.Promises, right.Different).ShouldBe((2, 4, 1, 0));

        await Spoil(app, db => db.Set<EndedPromise>().ExecuteUpdateAsync(s => s.SetProperty(p => p.Outcome, PromiseOutcome.Met)));
        await Spoil(app, db => db.Set<TicketClock>().Where(c => c.State == ClockState.Running).ExecuteUpdateAsync(s => s.SetProperty(c => c.Cycle, 7)));
        var wrong = await Check(app);
        wrong.Different.ShouldBe(2);
        var promise = wrong.PromiseDifferences.ShouldHaveSingleItem();
        (promise.Ticket.ToString(), promise.Target, promise.Kept?.Outcome, promise.Reckoned?.Outcome).ShouldBe(("T-1", ClockTarget.FirstResponse, PromiseOutcome.Met, PromiseOutcome.Missed));
        (wrong.Differences.ShouldHaveSingleItem().Kept?.Cycle).ShouldBe(7);
        await Spoil(app, db => db.Set<EndedPromise>().ExecuteDeleteAsync());
        (await Check(app)).PromiseDifferences.ShouldHaveSingleItem().Kept.ShouldBeNull();
    }

    private static async Task<ClockCheckReport> Check(RunningApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ClockCheck>().Run(TestContext.Current.CancellationToken);
    }

    private static Task<bool> Spoil(RunningApp app, Func<BridgewatchDb, Task<int>> how) =>
        app.Services.GetRequiredService<OperationalWrites>().Run(async db => await how(db) > 0, TestContext.Current.CancellationToken);

    [Theory, BothEngines]
    public async Task Each_threshold_acts_once_and_of_several_that_passed_together_the_highest(Engine engine)
    {
        await using var app = await Open(engine);
        await Policy(app, "All", Same(new { firstResponse = "2h", resolution = "8h" }));
        await Ticket(app);
        await Eventually.Holds(async () => (await Clocks(app, "T-1")).Count == 2, "it is promised");
        app.MoveClock(Duration.FromMinutes(61));
        await Eventually.Passes(async () => (await Told(app)).ShouldBe(["first-response 50"]), "half of it has passed");
        app.MoveClock(Duration.FromMinutes(50));
        await Eventually.Passes(async () => (await Told(app)).ShouldBe(["first-response 50", "first-response 90"]), "and not the 75 that lies behind");
        app.MoveClock(Duration.FromHours(6));
        await Eventually.Passes(async () => (await Told(app)).ShouldBe(["first-response 50", "first-response 90", "first-response late", "resolution 90"], ignoreOrder: true), "what was due is late");
        app.MoveClock(Duration.FromDays(3));
        await Eventually.Passes(async () => (await Told(app)).ShouldBe(["first-response 50", "first-response 90", "first-response late", "resolution 90", "resolution late"], ignoreOrder: true), "each once");
        (await Clocks(app, "T-1")).ShouldBe(["first-response running late 2026-03-27T11:00:00Z All", "resolution running late 2026-03-27T17:00:00Z All"]);
    }

    [Theory, BothEngines]
    public async Task What_is_owed_stands_in_front_and_is_asked_for_and_sorted_by(Engine engine)
    {
        await using var app = await Open(engine);
        await Policy(app, "Labelled", Same(new { firstResponse = "2h" }), "label:vip");
        await Ticket(app);
        await Ticket(app, "vip");
        await Eventually.Passes(async () => (await Found(app, "is:open")).ShouldBe(["T-2", "T-1"]), "what is promised comes first");
        (await Found(app, "due:<3h")).ShouldBe(["T-2"]);
        (await Found(app, "due:<3h", "due")).ShouldBe(["T-2"], "nothing is owed of what is solved, so that any order suits");
        (await Found(app, "due:<1h")).ShouldBeEmpty();
        (await Found(app, "due:today")).ShouldBe(["T-2"]);
        (await Found(app, "due:tomorrow")).ShouldBeEmpty();
        (await Found(app, "due:none")).ShouldBe(["T-1"]);
        (await Found(app, "is:open", "due")).ShouldBe(["T-2", "T-1"]);
        (await Found(app, "is:open", "-due")).ShouldBe(["T-1", "T-2"]);
        (await Found(app, "is:late")).ShouldBeEmpty();
        var ticket = await app.Ada.Gets("tickets/T-2");
        ticket.GetProperty("rankReason").GetProperty("term").GetString().ShouldBe("due");
        ticket.GetProperty("due").ToString().ShouldBe("""{"target":"first-response","at":"2026-03-27T11:00:00Z"}""");

        app.MoveClock(Duration.FromMinutes(121));
        (await Found(app, "is:late")).ShouldBe(["T-2"]);
        (await Found(app, "due:<1h")).ShouldBe(["T-2"], "late is within the hour, too");
        await Eventually.Passes(async () => (await Found(app, "breached:today")).ShouldBe(["T-2"]), "it is told");
        var version = (await app.Ada.Gets("tickets/T-2")).GetProperty("version").GetInt64();
        version.ShouldBe(ticket.GetProperty("version").GetInt64(), "what passes by itself holds nobody up who writes");

        await app.Ada.Posts("tickets/T-2/replies", new { body = "We look into it." });
        await Eventually.Passes(async () => (await Found(app, "is:late")).ShouldBeEmpty(), "nothing is owed any more");
        (await Found(app, "breached:today")).ShouldBe(["T-2"]);
        (await app.Ada.Gets("tickets/T-2")).GetProperty("rankReason").GetProperty("term").GetString().ShouldBe("patience");
    }

    [Theory, BothEngines]
    public async Task Whoever_has_a_ticket_is_notified_before_it_is_late_and_when_it_is(Engine engine)
    {
        await using var app = await Open(engine);
        await Policy(app, "All", Same(new { firstResponse = "2h" }));
        var bo = app.Person("Bo", "support-engineer-l1");
        await Ticket(app);
        await app.Ada.Puts("tickets/T-1/assignment", new { person = (await bo.Id).ToString() });
        await Eventually.Holds(async () => (await Clocks(app, "T-1")).Count == 1, "it is promised");
        app.MoveClock(Duration.FromMinutes(61));
        await Eventually.Passes(async () => (await Told(app)).ShouldBe(["first-response 50"]), "that half is over stands in the history alone");
        app.MoveClock(Duration.FromMinutes(50));
        await Eventually.Passes(async () => (await Notified(app, bo)).ShouldBe([NotificationKind.Assigned, NotificationKind.DueSoon]), "nine tenths");
        app.MoveClock(Duration.FromMinutes(10));
        await Eventually.Passes(async () => (await Notified(app, bo)).ShouldBe([NotificationKind.Assigned, NotificationKind.DueSoon, NotificationKind.Late]), "late");

        // What another target makes late is told nobody.
        await Ticket(app);
        await app.Ada.Puts("tickets/T-2/assignment", new { person = (await bo.Id).ToString() });
        app.MoveClock(Duration.FromMinutes(40));
        await app.Ada.Sends(HttpMethod.Patch, $"sla-policies/{(await app.Ada.Gets("sla-policies")).GetProperty("items")[0].GetProperty("id").GetString()}", new { targets = Same(new { firstResponse = "30m" }) });
        await Eventually.Passes(async () => (await Clocks(app, "T-2")).ShouldBe(["first-response running late 2026-03-27T11:31:00Z All"]), "late by that");
        await app.Ada.Posts("tickets/T-2/notes", new { body = "@bo?" });
        await Eventually.Passes(async () => (await Notified(app, bo)).ShouldContain(NotificationKind.Mentioned), "all is told");
        (await Notified(app, bo)).Count(k => k == NotificationKind.Late).ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task A_threshold_is_told_once_also_where_several_reckon_it_at_once(Engine engine)
    {
        await using var app = await Open(engine);
        await Policy(app, "All", Same(new { firstResponse = "2h" }));
        await Ticket(app);
        var ticket = await app.Look(db => db.Tickets.Select(t => t.Id).SingleAsync());
        await Eventually.Holds(async () => (await Clocks(app, "T-1")).Count == 1, "it is promised");
        app.MoveClock(Duration.FromMinutes(61));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => app.Send(new ReckonClocks(ticket))));
        await Eventually.Passes(async () => (await Told(app)).ShouldBe(["first-response 50"]), "once");
    }

    [Theory, BothEngines]
    public async Task Another_promise_is_a_new_version_and_reckons_open_tickets_anew_and_what_was_late_stays_so(Engine engine)
    {
        await using var app = await Open(engine);
        var policy = await Policy(app, "All", Same(new { firstResponse = "1h" }));
        await Ticket(app);
        app.MoveClock(Duration.FromHours(2));
        await Ticket(app);
        await Eventually.Passes(async () => (await Clocks(app, "T-1")).ShouldBe(["first-response running late 2026-03-27T10:00:00Z All"]), "late");
        await app.Ada.Sends(HttpMethod.Patch, $"sla-policies/{policy}", new { targets = Same(new { firstResponse = "4h" }) });
        await Eventually.Passes(async () => (await Clocks(app, "T-1")).ShouldBe(["first-response running late 2026-03-27T13:00:00Z All"]), "more time, and late all the same");
        await Eventually.Passes(async () => (await Clocks(app, "T-2")).ShouldBe(["first-response running 2026-03-27T15:00:00Z All"]), "from the original start");
        var versions = (await app.Ada.Gets($"sla-policies/{policy}")).GetProperty("versions").EnumerateArray().Select(v => v.GetProperty("promise").GetProperty("targets").GetProperty("P1").GetProperty("firstResponse").GetString());
        versions.ShouldBe(["PT1H", "PT4H"]);
        await app.Ada.Deletes($"sla-policies/{policy}");
        await Eventually.Passes(async () => (await Clocks(app, "T-1")).ShouldBe(["first-response none late - -"]), "a recorded breach is never erased");
        await Eventually.Passes(async () => (await Clocks(app, "T-2")).ShouldBeEmpty(), "nothing is promised any more");
    }

    [Theory, BothEngines]
    public async Task A_promise_that_waits_for_its_day_comes_into_force_on_it_whatever_changes_before(Engine engine)
    {
        await using var app = await Open(engine);
        var policy = await Policy(app, "All", Same(new { resolution = "10h" }));
        using (var later = await app.Ada.Sends(HttpMethod.Patch, $"sla-policies/{policy}", new { targets = Same(new { resolution = "20h" }), from = "2026-03-27T12:00:00Z" })) later.IsSuccessStatusCode.ShouldBeTrue();
        using (var named = await app.Ada.Sends(HttpMethod.Patch, $"sla-policies/{policy}", new { name = "Everybody" })) named.IsSuccessStatusCode.ShouldBeTrue();
        await Ticket(app);
        await Eventually.Passes(async () => (await Clocks(app, "T-1")).ShouldBe(["resolution running 2026-03-30T10:00:00Z Everybody"]), "as it is promised now");
        app.MoveClock(Duration.FromHours(4));
        await Eventually.Passes(async () => (await Clocks(app, "T-1")).ShouldBe(["resolution running 2026-03-31T12:00:00Z Everybody"]), "as it was promised for later");
    }

    [Theory, BothEngines]
    public async Task A_holiday_that_is_entered_late_moves_what_is_due(Engine engine)
    {
        await using var app = await Open(engine);
        await Policy(app, "All", Same(new { resolution = "10h" }));
        await Ticket(app);
        await Eventually.Passes(async () => (await Clocks(app, "T-1")).ShouldBe(["resolution running 2026-03-30T10:00:00Z All"]), "on Monday");
        using (var changed = await app.Ada.Sends(HttpMethod.Patch, "calendars/office", new { holidays = new[] { new { date = "2026-03-30" } } })) changed.IsSuccessStatusCode.ShouldBeTrue();
        await Eventually.Passes(async () => (await Clocks(app, "T-1")).ShouldBe(["resolution running 2026-03-31T10:00:00Z All"]), "on Tuesday");
    }

    [Theory, BothEngines]
    public async Task A_policy_that_says_nothing_or_something_wrong_is_refused_with_all_that_is_wrong(Engine engine)
    {
        await using var app = await Open(engine);
        var refused = await app.Ada.IsRefused(422, HttpMethod.Post, "sla-policies", new { name = " ", calendar = "nowhere", targets = new { P1 = new { } }, when = "labl:x", pause = new[] { "resolved" }, place = 0 });
        refused.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["name", "calendar", "targets", "when", "pause", "place"], ignoreOrder: true);
        await app.Person("Lou", "support-engineer-l2").IsRefused(403, HttpMethod.Post, "sla-policies", new { name = "Mine", calendar = "office", targets = Same(new { firstResponse = "1h" }) });
        (await app.Ada.Gets("sla-policies")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    private static async Task<RunningApp> Open(Engine engine)
    {
        var app = await RunningApp.On(engine, at: "2026-03-27T09:00:00Z");
        await app.Ada.Posts("calendars", new { name = "Office", zone = "Europe/London", hours = Office });
        return app;
    }

    private static object Same(object targets) => new { P1 = targets, P2 = targets, P3 = targets, P4 = targets };

    private static async Task<string> Policy(RunningApp app, string name, object targets, string when = "", int? place = null) =>
        (await app.Ada.Posts("sla-policies", new { name, calendar = "office", targets, when, place })).GetProperty("id").GetString()!;

    private static Task<JsonElement> Ticket(RunningApp app, params string[] labels) =>
        app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stalls.", requester = new { email = "kim@acme.example" }, labels });

    /// <summary>Such as <c>resolution running late 2026-03-27T17:00:00Z All</c>.</summary>
    private static async Task<IReadOnlyList<string>> Clocks(RunningApp app, string ticket) => [.. (await app.Ada.Gets($"tickets/{ticket}/clocks")).GetProperty("items").EnumerateArray().Select(c =>
        $"{c.GetProperty("target").GetString()} {c.GetProperty("state").GetString()}{(c.GetProperty("late").GetBoolean() ? " late" : "")} {c.GetProperty("dueAt").GetString() ?? "-"} {c.GetProperty("policy").GetString() ?? "-"}")];

    private static async Task<IReadOnlyList<NotificationKind>> Notified(RunningApp app, TestPerson person)
    {
        var id = await person.Id;
        return await app.Look(db => db.Set<Notification>().Where(n => n.Person == id).OrderBy(n => n.At).Select(n => n.Kind).ToListAsync());
    }

    private static async Task<IReadOnlyList<string>> Found(RunningApp app, string query, string? sort = null) =>
        [.. (await app.Ada.Gets($"tickets?q={Uri.EscapeDataString(query)}{(sort is null ? "" : $"&sort={sort}")}")).GetProperty("items").EnumerateArray().Select(t => t.GetProperty("number").GetString()!)];

    private static async Task<IReadOnlyList<string>> Told(RunningApp app) => [.. (await app.Ada.Gets("tickets/T-1/history")).GetProperty("items").EnumerateArray().Select(l => (Type: l.GetProperty("type").GetString()!, Data: l.GetProperty("data")))
        .Where(l => l.Type.StartsWith("desk.ticket.sla-", StringComparison.Ordinal))
        .Select(l => $"{l.Data.GetProperty("target").GetString()} {(l.Data.TryGetProperty("percent", out var percent) ? percent.GetInt32().ToString(System.Globalization.CultureInfo.InvariantCulture) : "late")}")];
}
