using Bridgewatch.Access.Roles;
using Bridgewatch.Desk.Effort;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Tests.Desk.Assignment;

/// <summary>Technical debt gets its share of what is taken from a queue (practice 1.3).</summary>
public class SharingWithDebt
{
    private const string Next = "queues/support/next";

    [Theory, BothEngines]
    public async Task The_next_ticket_is_debt_while_less_than_the_reserve_was_taken(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Opens(app, 20);
        await Opens(app, 6, "debt");
        await app.Ada.Patches("queues/support/assignment", new { debtReserve = 25 });
        var taken = new List<bool>();
        for (var i = 0; i < 12; i++) taken.Add((await app.Ada.Posts(Next)).GetProperty("why").GetProperty("debt").GetBoolean());
        taken.Count(debt => debt).ShouldBe(3, "a quarter of twelve");
        var share = (await app.Ada.Gets("queues/support/assignment")).GetProperty("debt");
        (share.GetProperty("reserve").GetInt32(), share.GetProperty("pulls").GetInt32(), share.GetProperty("debtPulls").GetInt32(), share.GetProperty("pulled").GetDouble()).ShouldBe((25, 12, 3, 25));
        (await app.Look(db => db.Tickets.Where(t => t.PulledFrom > 1).CountAsync())).ShouldBe(3, "where they really stood");
        app.MoveClock(Duration.FromDays(7));
        (await app.Ada.Gets("queues/support/assignment")).GetProperty("debt").GetProperty("pulls").GetInt32().ShouldBe(0, "the week has rolled on");
    }

    [Theory, BothEngines]
    public async Task Nothing_goes_before_a_P1_and_where_there_is_no_debt_the_order_stays(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Opens(app, 2);
        await app.Ada.Patches("queues/support/assignment", new { debtReserve = 50 });
        (await app.Ada.Posts(Next)).GetProperty("ticket").GetProperty("number").GetString().ShouldBe("T-1");
        (await app.Ada.Posts(Next)).GetProperty("ticket").GetProperty("number").GetString().ShouldBe("T-2", "there is none");
        await Opens(app, 1);
        await Opens(app, 1, "debt");
        await app.Ada.Puts("tickets/T-3/priority", new { priority = "P1", reason = "They open tomorrow." });
        (await app.Ada.Posts(Next)).GetProperty("ticket").GetProperty("number").GetString().ShouldBe("T-3");
        var debt = (await app.Ada.Posts(Next)).GetProperty("why");
        (debt.GetProperty("ticket").GetString(), debt.GetProperty("share").GetProperty("debtPulls").GetInt32()).ShouldBe(("T-4", 0));
    }

    [Theory, BothEngines(LongOnPostgres = true)]
    public async Task The_practices_board_counts_the_queues_that_give_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Posts("queues", new { name = "Money", slug = "money", team = (string?)null });
        await Opens(app, 38);
        await Opens(app, 10, "debt");
        for (var i = 1; i <= 20; i++) await app.Ada.Puts($"tickets/T-{i}/assignment", new { queue = "money" });
        foreach (var queue in (string[])["support", "money"]) await app.Ada.Patches($"queues/{queue}/assignment", new { debtReserve = 25 });
        for (var i = 0; i < 20; i++)
        {
            await app.Ada.Posts(Next);
            await app.Ada.Posts("queues/money/next");
        }
        app.MoveClock(Duration.FromDays(1));
        var figure = (await app.Ada.Gets("practices/1.3")).GetProperty("figure");
        figure.GetProperty("missing").GetArrayLength().ShouldBe(0);
        var part = figure.GetProperty("parts").EnumerateArray().Single(p => p.GetProperty("name").GetString() == "debt-share");
        (part.GetProperty("numerator").GetInt32(), part.GetProperty("denominator").GetInt32()).ShouldBe((1, 2), "money had no debt to give");
        (await app.Ada.Gets("practices/1.3/records?part=debt-share&hits=false")).GetProperty("items").EnumerateArray().Select(c => c.GetProperty("title").GetString()).ShouldBe(["Money: 0 / 20, 25 %"]);
    }

    [Theory, BothEngines]
    public async Task What_is_worked_stands_beside_what_is_taken(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Opens(app, 1);
        await Opens(app, 1, "debt");
        await app.Ada.Patches("queues/support/assignment", new { debtReserve = 20 });
        var ada = new Caller(ActorKind.Person, (await app.Ada.Id).Value);
        await app.As(ada, new RecordVisit(new(1), app.Now, 30));
        await app.As(ada, new RecordVisit(new(2), app.Now, 10));
        var share = (await app.Ada.Gets("queues/support/assignment")).GetProperty("debt");
        (share.GetProperty("minutes").GetInt32(), share.GetProperty("debtMinutes").GetInt32(), share.GetProperty("worked").GetDouble()).ShouldBe((40, 10, 25));
    }

    [Theory, BothEngines]
    public async Task A_ticket_says_where_its_debt_is_tracked_as_long_as_it_is_debt(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Opens(app, 1, "vip");
        await app.Ada.IsRefused(422, HttpMethod.Put, "tickets/T-1/debt", new { link = "javascript:alert(1)" });
        await app.Ada.Puts("tickets/T-1/debt", new { link = "https://issues.example/DEBT-7" });
        (await app.Ada.Gets("tickets/T-1")).GetProperty("labels").EnumerateArray().Select(l => l.GetString()).ShouldBe(["debt", "vip"]);
        (await app.Ada.Gets("tickets/T-1/assignment")).GetProperty("debtLink").GetString().ShouldBe("https://issues.example/DEBT-7");
        await app.Ada.Patches("tickets/T-1", new { labels = new[] { "vip" } });
        (await app.Look(db => db.Tickets.Select(t => t.DebtLink).SingleAsync())).ShouldBeNull("it is none any more");
        await app.Ada.Puts("tickets/T-1/debt", new { link = "https://issues.example/by/Kim%20Canary" });
        var kim = app.Person("Kim Canary", BuiltInRoles.SupportLead);
        await app.Admin.Puts($"people/{await kim.Id}/deactivation");
        await app.Send(new ErasePerson("kim.canary@example.test"));
        (await app.Look(db => db.Tickets.Select(t => t.DebtLink).SingleAsync())).ShouldBeNull("it named somebody who is forgotten");
        await app.Ada.Deletes("tickets/T-1/debt");
        (await app.Ada.Gets("tickets/T-1")).GetProperty("labels").EnumerateArray().Select(l => l.GetString()).ShouldBe(["vip"]);
    }

    private static async Task Opens(RunningApp app, int count, params string[] labels)
    {
        for (var i = 1; i <= count; i++) await app.Ada.Posts("tickets", new { subject = $"Sync {i}", body = "x", labels, requester = new { email = "kim@acme.example" } });
    }
}
