using System.Text.Json;
using Bridgewatch.Access.Roles;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Desk.Assignment;

/// <summary>A ticket goes to another tier with a reason and a summary.</summary>
public class EscalatingTickets
{
    [Theory, BothEngines]
    public async Task It_moves_with_a_summary_as_a_note_and_waits_for_somebody_of_that_tier(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Opens(app);
        await app.Ada.Posts("tickets/T-1/escalations", new { to = "L2", reason = "needs-expertise", summary = "The pool runs dry at ten. **Tried**: a restart." });
        var ticket = await app.Ada.Gets("tickets/T-1");
        (ticket.GetProperty("tier").GetString(), ticket.GetProperty("assignee").ValueKind, ticket.GetProperty("status").GetString()).ShouldBe(("L2", JsonValueKind.Null, "open"));
        var note = (await app.Ada.Gets("tickets/T-1/messages")).GetProperty("items").EnumerateArray().Last();
        (note.GetProperty("kind").GetString(), note.GetProperty("purpose").GetString(), note.GetProperty("author").GetString()).ShouldBe(("note", "escalation", "Ada"));
        var fact = (await app.Ada.Gets("tickets/T-1/history")).GetProperty("items").EnumerateArray().Single(h => h.GetProperty("type").GetString() == "desk.ticket.escalated.v1").GetProperty("data");
        (fact.GetProperty("from").GetString(), fact.GetProperty("to").GetString(), fact.GetProperty("reason").GetString()).ShouldBe(("L1", "L2", "needs-expertise"));
        await app.Ada.Posts("tickets/T-1/escalations", new { to = "L1", reason = "answer-is-known", summary = "Raise the limit; tell them." });
        (await app.Ada.Gets("tickets/T-1")).GetProperty("tier").GetString().ShouldBe("L1");
        await app.TicketsAreTheirFolds();
    }

    [Theory, BothEngines]
    public async Task Whoever_has_it_and_works_in_that_tier_keeps_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var ada = await app.Ada.Id;
        await app.Admin.Puts($"people/{ada}", new { name = "Ada", handle = "ada", tier = "L2", zone = "UTC", locale = "en", notifications = new { onAssignment = true, onMention = true, onReply = true } });
        await Opens(app);
        await app.Ada.Posts("tickets/T-1/escalations", new { to = "L2", reason = "customer-asks", summary = "They want L2." });
        (await app.Ada.Gets("tickets/T-1")).GetProperty("assignee").GetProperty("name").GetString().ShouldBe("Ada");
        await app.Ada.Posts("tickets/T-1/escalations", new { to = "L3", reason = "product-defect", summary = "A defect." });
        var unassigned = (await app.Ada.Gets("tickets/T-1/history")).GetProperty("items").EnumerateArray().Single(h => h.GetProperty("type").GetString() == "desk.ticket.unassigned.v1");
        unassigned.GetProperty("data").GetProperty("why").GetString().ShouldBe("escalated");
    }

    [Theory, BothEngines]
    public async Task Without_a_summary_to_its_own_tier_for_a_reason_of_the_other_way_or_when_solved_it_stays(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Opens(app);
        const string path = "tickets/T-1/escalations";
        (await app.Ada.IsRefused(422, HttpMethod.Post, path, new { to = "L2", reason = "needs-access", summary = " " })).GetProperty("errors").TryGetProperty("summary", out _).ShouldBeTrue();
        (await app.Ada.IsRefused(422, HttpMethod.Post, path, new { to = "L2", reason = "rest-is-routine", summary = "x" })).GetProperty("errors").TryGetProperty("reason", out _).ShouldBeTrue();
        (await app.Ada.IsRefused(409, HttpMethod.Post, path, new { to = "L1", reason = "wrong-tier", summary = "x" })).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:with-that-tier");
        await app.Person("Pam", "product-manager").IsRefused(403, HttpMethod.Post, path, new { to = "L2", reason = "needs-access", summary = "x" });
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => app.Ada.Sends(HttpMethod.Post, path, new { to = "L2", reason = "needs-access", summary = "We have no rights." })));
        answers.Select(a => (int)a.StatusCode).Order().ToList().ShouldBe([204, 409], "of two at once the second is told");
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Restarted." });
        (await app.Ada.IsRefused(409, HttpMethod.Post, path, new { to = "L3", reason = "needs-access", summary = "x" })).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:nothing-to-escalate");
        (await app.JournalTypes()).Count(t => t == "desk.ticket.escalated.v1").ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task Who_is_named_in_the_summary_is_told(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var bo = app.Person("Bo", BuiltInRoles.SupportLead);
        await bo.Id;
        await Opens(app);
        await app.Ada.Posts("tickets/T-1/escalations", new { to = "L2", reason = "needs-expertise", summary = "@bo knows the pool." });
        await Eventually.Passes(async () => (await app.Look(db => Task.FromResult(db.Set<Bridgewatch.Desk.Notifications.Notification>().Count()))).ShouldBe(1), "Bo is told");
    }

    private static async Task Opens(RunningApp app)
    {
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still.", requester = new { email = "kim@acme.example" } });
        await app.Ada.Puts("tickets/T-1/assignment", new { person = (await app.Ada.Id).ToString() });
    }
}
