using System.Text.Json;
using Bridgewatch.Access.Roles;
using Bridgewatch.Desk.Assignment;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Tests.Desk.Assignment;

/// <summary>Whoever asks for the next ticket of a queue gets the one that stands first, and nobody else gets it.</summary>
public class TakingTheNextTicket
{
    private const string Next = "queues/support/next";

    [Theory, BothEngines]
    public async Task It_is_the_first_of_the_list_that_nobody_has_and_that_does_not_rest(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Opens(app, 5);
        await Opens(app, 1, severity: "outage");
        var listed = (await Numbers(app, "tickets?queue=support&q=is:unsolved")).ToList();
        listed[0].ShouldBe("T-6", "what hurts most stands first");
        await app.Ada.Puts("tickets/T-1/snooze", new { until = (app.Now + Duration.FromHours(2)).ToString() });
        await app.Ada.Puts("tickets/T-2/assignment", new { person = (await app.Person("Bo", BuiltInRoles.SupportLead).Id).ToString() });
        await app.Ada.Patches("tickets/T-3", new { status = "open" });
        await app.Ada.Patches("tickets/T-3", new { status = "waiting-on-customer" });
        var answer = await app.Ada.Posts(Next);
        var (ticket, why) = (answer.GetProperty("ticket"), answer.GetProperty("why"));
        (ticket.GetProperty("number").GetString(), ticket.GetProperty("status").GetString(), ticket.GetProperty("assignee").GetProperty("name").GetString()).ShouldBe(("T-6", "open", "Ada"));
        (why.GetProperty("position").GetInt32(), why.GetProperty("waiting").GetInt32(), why.GetProperty("debt").GetBoolean()).ShouldBe((1, 3, false));
        why.GetProperty("rankReason").GetProperty("term").GetString().ShouldBe("patience");
        (await app.Ada.Posts(Next)).GetProperty("ticket").GetProperty("number").GetString().ShouldBe("T-4");
        (await app.Ada.Posts(Next)).GetProperty("ticket").GetProperty("number").GetString().ShouldBe("T-5");
        var none = await app.Ada.IsRefused(409, HttpMethod.Post, Next);
        (none.GetProperty("type").GetString(), none.GetProperty("resting").GetInt32()).ShouldBe(("urn:bridgewatch:problem:nothing-waits", 2));
        (await app.Look(db => db.Tickets.Where(t => t.PulledFrom == 1).CountAsync())).ShouldBe(3);
        (await app.Ada.Gets("tickets/T-6/history")).ToString().ShouldContain("desk.ticket.pulled.v1");
        await app.TicketsAreTheirFolds();
    }

    [Theory, BothEngines]
    public async Task Of_twenty_who_ask_at_once_each_gets_another_one(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Opens(app, 20);
        var people = await Task.WhenAll(Enumerable.Range(1, 21).Select(async i =>
        {
            var person = app.Person($"Agent {i}", BuiltInRoles.SupportLead);
            await person.Id;
            return person;
        }));
        var answers = await Task.WhenAll(people.Select(p => p.Sends(HttpMethod.Post, Next)));
        answers.Select(a => (int)a.StatusCode).Order().ShouldBe([.. Enumerable.Repeat(200, 20), 409]);
        var got = await Task.WhenAll(answers.Where(a => a.IsSuccessStatusCode).Select(async a =>
            JsonDocument.Parse(await a.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("ticket").GetProperty("number").GetString()));
        got.Distinct().Count().ShouldBe(20);
        (await app.Look(db => db.Tickets.Where(t => t.Assignee != null).Select(t => t.Assignee).Distinct().CountAsync())).ShouldBe(20);
        (await app.Look(db => db.Set<TicketPull>().Where(p => p.Kind == PullKind.Next && p.Position == 1).CountAsync())).ShouldBe(20);
        await app.TicketsAreTheirFolds();
    }

    [Theory, BothEngines]
    public async Task Who_may_not_work_in_the_queue_gets_nothing_and_a_repeated_request_gets_the_same_one(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Opens(app, 3);
        var elsewhere = app.Person("Elle");
        await app.Grant(elsewhere, "support-engineer-l1", GrantScope.OwnTeams);
        await elsewhere.IsRefused(403, HttpMethod.Post, Next);
        await app.Person("Pam", "product-manager").IsRefused(403, HttpMethod.Post, Next);
        await app.Ada.IsRefused(404, HttpMethod.Post, "queues/nowhere/next");
        var answers = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            using var answer = await app.Ada.Sends(HttpMethod.Post, Next, null, ("Idempotency-Key", "one"));
            answers.Add(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
        answers.Distinct().Count().ShouldBe(1);
        (await app.Look(db => db.Tickets.CountAsync(t => t.Assignee != null))).ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task What_one_chooses_by_hand_is_kept_beside_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Posts("queues", new { name = "Money", slug = "money", team = (string?)null });
        await Opens(app, 3);
        var ada = (await app.Ada.Id).ToString();
        await app.Ada.Puts("tickets/T-3/assignment", new { person = ada, queue = "money" });
        await app.Ada.Puts("tickets/T-2/assignment", new { person = (await app.Person("Bo", BuiltInRoles.SupportLead).Id).ToString() });
        var pulls = await app.Look(db => (from p in db.Set<TicketPull>() join q in db.Set<Bridgewatch.Desk.Queues.Queue>() on p.Queue equals q.Id select new { p.Kind, p.Position, q.Slug }).ToListAsync());
        pulls.Select(p => (p.Kind, p.Position, p.Slug)).ShouldBe([(PullKind.Chosen, 3, "support")], "what somebody else is given is no pull");
    }

    private static async Task Opens(RunningApp app, int count, string? severity = null)
    {
        for (var i = 1; i <= count; i++) await app.Ada.Posts("tickets", new { subject = $"Sync {i}", body = "x", severity, requester = new { email = "kim@acme.example" } });
    }

    private static async Task<IEnumerable<string?>> Numbers(RunningApp app, string path) =>
        (await app.Ada.Gets(path)).GetProperty("items").EnumerateArray().Select(t => t.GetProperty("number").GetString());
}
