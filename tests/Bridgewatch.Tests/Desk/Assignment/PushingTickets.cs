using System.Text.Json;
using Bridgewatch.Desk.Assignment;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Tests.Desk.Assignment;

/// <summary>The program gives what waits to those of the team who can take it. The clock stands at Friday, 27 March 2026, 16:00.</summary>
public class PushingTickets
{
    [Theory, BothEngines]
    public async Task In_turn_each_gets_one_and_what_nobody_can_take_waits_until_somebody_is_free(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Team(app, "Bo", "Cy", "Di");
        await Opens(app, 2);
        await app.Ada.Patches("queues/support/assignment", new { push = "round-robin", capacity = 1 });
        await Eventually.Passes(async () => (await Given(app)).ShouldBe(["T-1 Bo", "T-2 Cy"]), "what waited before");
        await Opens(app, 2);
        await Eventually.Passes(async () => (await Given(app)).ShouldBe(["T-1 Bo", "T-2 Cy", "T-3 Di"]), "whose turn it is");
        await Eventually.Holds(async () => (await app.JournalTypes()).Contains("desk.ticket.nobody-free.v1"), "all have one");
        var waits = await app.Ada.Gets("tickets/T-4/assignment");
        waits.GetProperty("nobody").EnumerateArray().Select(p => $"{p.GetProperty("name").GetString()} {p.GetProperty("why").GetString()}").ShouldBe(["Bo at-capacity", "Cy at-capacity", "Di at-capacity"], ignoreOrder: true);
        await app.Ada.Puts("tickets/T-2/resolution", new { code = "fixed", note = "Restarted." });
        await Eventually.Passes(async () => (await Given(app)).ShouldBe(["T-1 Bo", "T-2 Cy", "T-3 Di", "T-4 Cy"]), "Cy is free");
        var why = (await app.Ada.Gets("tickets/T-4/assignment")).GetProperty("pushed");
        (why.GetProperty("person").GetString(), why.GetProperty("mode").GetString(), why.GetProperty("position").GetInt32()).ShouldBe(("Cy", "round-robin", 1));
        why.GetProperty("passedOver").EnumerateArray().Select(p => p.GetProperty("name").GetString()).ShouldBe(["Bo", "Di"], ignoreOrder: true);
        (await app.JournalTypes()).Count(t => t == "desk.ticket.nobody-free.v1").ShouldBe(1, "said once");
        (await app.Look(db => db.Tickets.Where(t => t.Number == new TicketNumber(4)).Select(t => t.Status).SingleAsync())).ShouldBe(TicketStatus.New, "nobody has begun");
        await app.TicketsAreTheirFolds();
    }

    [Theory, BothEngines]
    public async Task It_goes_to_the_skilled_past_the_away_and_to_who_comes_back(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var people = await Team(app, "Bo", "Cy", "Di");
        await app.Ada.Puts($"people/{people[1]}/skills", new { skills = new[] { " SSO " } });
        await app.Ada.Puts($"people/{people[2]}/skills", new { skills = new[] { "sso", "postgres" } });
        await app.Ada.Posts($"people/{people[2]}/absences", new { firstDay = "2026-03-27" });
        var rule = (await app.Ada.Posts("routing-rules", new { name = "Sign-in", when = "subject:signin", set = new { skill = "SSO" } })).GetProperty("id").GetString();
        await app.Ada.Patches($"routing-rules/{rule}", new { on = true });
        await app.Ada.Patches("queues/support/assignment", new { push = "least-loaded", capacity = 1 });
        await app.Ada.Posts("tickets", new { subject = "signin fails", body = "x" });
        await Eventually.Passes(async () => (await Given(app)).ShouldBe(["T-1 Cy"]), "the only one who can and is there");
        (await app.Ada.Gets("tickets/T-1/assignment")).GetProperty("pushed").GetProperty("passedOver").EnumerateArray().Select(p => $"{p.GetProperty("name").GetString()} {p.GetProperty("why").GetString()}")
            .ShouldBe(["Bo lacks-skill", "Di away"], ignoreOrder: true);
        await app.Ada.Posts("tickets", new { subject = "signin fails again", body = "x" });
        await Eventually.Holds(async () => (await app.JournalTypes()).Contains("desk.ticket.nobody-free.v1"), "Cy has one, Bo cannot, Di is away");
        app.MoveClock(Duration.FromHours(9));
        await Eventually.Passes(async () => (await Given(app)).ShouldBe(["T-1 Cy", "T-2 Di"]), "Di is back");
    }

    [Theory, BothEngines]
    public async Task Out_of_hours_nothing_is_given_and_with_the_morning_it_is(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Team(app, "Bo");
        string[] day = ["09:00-17:00"];
        await app.Admin.Posts("calendars", new { name = "Office", slug = "office", zone = "Europe/Berlin", hours = new { mon = day, tue = day } });
        await app.Ada.Patches("queues/support/assignment", new { push = "round-robin", calendar = "office" });
        await Opens(app, 1);
        await Eventually.Holds(async () => await app.Look(db => db.Set<DueItem>().AnyAsync(d => d.Kind == PushQueue.Kind && d.NextAt == Instant.FromUtc(2026, 3, 30, 7, 0))), "it is set for Monday");
        (await app.Ada.Gets("tickets/T-1/assignment")).GetProperty("closedUntil").GetString().ShouldBe("2026-03-30T07:00:00Z");
        (await Given(app)).ShouldBeEmpty();
        app.MoveClock(Duration.FromHours(63));
        await Eventually.Passes(async () => (await Given(app)).ShouldBe(["T-1 Bo"]), "Monday morning");
    }

    [Theory, BothEngines]
    public async Task Whoever_hands_it_back_does_not_get_it_again_and_a_tier_only_those_who_work_in_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var people = await Team(app, "Bo", "Cy");
        await app.Ada.Patches("queues/support/assignment", new { push = "round-robin" });
        await Opens(app, 1);
        await Eventually.Passes(async () => (await Given(app)).ShouldBe(["T-1 Bo"]), "Bo");
        await app.Ada.Deletes("tickets/T-1/assignment");
        await Eventually.Passes(async () => (await Given(app)).ShouldBe(["T-1 Cy"]), "not Bo again");
        await Tier(app, people[0], "Bo", "L2");
        await Tier(app, people[1], "Cy", "L1");
        await app.Ada.Posts("tickets/T-1/escalations", new { to = "L2", reason = "needs-expertise", summary = "Traced to the pool." });
        await Eventually.Passes(async () => (await Given(app)).ShouldBe(["T-1 Bo"]), "who works in L2");
        (await app.Ada.Gets("tickets/T-1/assignment")).GetProperty("pushed").GetProperty("passedOver")[0].GetProperty("why").GetString().ShouldBe("had-it");
    }

    [Theory, BothEngines]
    public async Task Two_who_hand_out_at_once_give_each_ticket_once_and_nobody_too_many(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Team(app, "Bo", "Cy", "Di");
        await app.Admin.Posts("queues", new { name = "Money", slug = "money", team = (await app.Ada.Gets("teams/support")).GetProperty("id").GetString() });
        await Opens(app, 10);
        foreach (var i in (int[])[2, 4, 6, 8, 10]) await app.Ada.Puts($"tickets/T-{i}/assignment", new { queue = "money" });
        await Task.WhenAll(app.Ada.Patches("queues/support/assignment", new { push = "least-loaded", capacity = 2 }), app.Ada.Patches("queues/money/assignment", new { push = "least-loaded", capacity = 2 }));
        var queues = await app.Look(db => db.Queues.Select(q => q.Id).ToListAsync());
        await Task.WhenAll(queues.Concat(queues).Select(q => app.Send(new PushQueue(q))));
        await Eventually.Passes(async () => (await Given(app)).Count.ShouldBe(6), "two each");
        (await Given(app)).GroupBy(g => g.Split(' ')[1]).Select(g => g.Count()).ShouldBe([2, 2, 2]);
        (await app.Look(db => db.Set<TicketPull>().CountAsync(p => p.Kind == PullKind.Pushed))).ShouldBe(6);
        await app.TicketsAreTheirFolds();
    }

    [Theory, BothEngines]
    public async Task Settings_that_cannot_be_are_refused_and_only_a_lead_makes_them(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var refused = await app.Ada.IsRefused(422, HttpMethod.Patch, "queues/support/assignment", new { capacity = 0, debtReserve = 101 });
        refused.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["capacity", "debtReserve"], ignoreOrder: true);
        await app.Ada.IsRefused(422, HttpMethod.Patch, "queues/support/assignment", new { calendar = "nowhere" });
        await app.Ada.IsRefused(404, HttpMethod.Patch, "queues/nowhere/assignment", new { push = "none" });
        await app.Person("Lou", "support-engineer-l2").IsRefused(403, HttpMethod.Patch, "queues/support/assignment", new { push = "none" });
        await app.Person("Lou").IsRefused(403, HttpMethod.Put, $"people/{await app.Ada.Id}/skills", new { skills = new[] { "sso" } });
        var set = await app.Ada.Gets("queues/support/assignment");
        (set.GetProperty("push").GetString(), set.GetProperty("capacity").ValueKind, set.GetProperty("debt").GetProperty("reserve").GetInt32()).ShouldBe(("none", JsonValueKind.Null, 0));
    }

    /// <summary>The team of the queue that every installation has, with people who work in their own teams.</summary>
    private static async Task<List<string>> Team(RunningApp app, params string[] names)
    {
        var ids = new List<string>();
        foreach (var name in names)
        {
            var person = app.Person(name);
            await app.Grant(person, "support-engineer-l1", GrantScope.OwnTeams);
            ids.Add((await person.Id).ToString());
        }
        await app.Admin.Patches("teams/support", new { members = ids });
        return ids;
    }

    private static Task<JsonElement> Tier(RunningApp app, string person, string name, string tier) => app.Admin.Puts($"people/{person}",
        new { name, handle = name.ToLowerInvariant(), tier, zone = "UTC", locale = "en", notifications = new { onAssignment = true, onMention = true, onReply = true } });

    private static async Task Opens(RunningApp app, int count)
    {
        for (var i = 1; i <= count; i++) await app.Ada.Posts("tickets", new { subject = $"Sync {i}", body = "x", requester = new { email = "kim@acme.example" } });
    }

    private static async Task<List<string>> Given(RunningApp app) =>
        [.. (await app.Ada.Gets("tickets")).GetProperty("items").EnumerateArray().Where(t => t.GetProperty("assignee").ValueKind == JsonValueKind.Object)
            .Select(t => $"{t.GetProperty("number").GetString()} {t.GetProperty("assignee").GetProperty("name").GetString()}").Order(StringComparer.Ordinal)];
}
