using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;

namespace Bridgewatch.Tests.Desk;

/// <summary>What tickets have to do with each other.</summary>
public class LinkingTickets
{
    [Theory, BothEngines]
    public async Task A_link_is_told_from_both_sides_and_two_tickets_have_one(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        for (var i = 1; i <= 3; i++) await app.Ada.Posts("tickets", new { subject = $"Ticket {i}", body = "x" });
        await app.Ada.Puts("tickets/T-2/links/T-1", new { role = "caused-by" });
        await app.Ada.Puts("tickets/T-2/links/T-1", new { role = "caused-by" });
        await app.Ada.Puts("tickets/T-1/links/T-3", new { role = "related" });
        (await Links(app, "T-1")).ShouldBe(["causes T-2", "related T-3"]);
        (await Links(app, "T-2")).ShouldBe(["caused-by T-1"]);
        (await Links(app, "T-3")).ShouldBe(["related T-1"]);
        (await app.JournalTypes()).Count(t => t == "desk.ticket.linked.v1").ShouldBe(4);

        // A new one takes the place of the old.
        await app.Ada.Puts("tickets/T-1/links/T-2", new { role = "duplicate-of" });
        (await Links(app, "T-2")).ShouldBe(["duplicate T-1"]);
        await app.Ada.Deletes("tickets/T-2/links/T-1");
        await app.Ada.Deletes("tickets/T-2/links/T-1");
        (await Links(app, "T-1")).ShouldBe(["related T-3"]);
        (await app.JournalTypes()).Count(t => t == "desk.ticket.unlinked.v1").ShouldBe(4);

        (await app.Ada.IsRefused(422, HttpMethod.Put, "tickets/T-1/links/T-1", new { role = "related" })).GetProperty("errors").TryGetProperty("other", out _).ShouldBeTrue();
        (await app.Ada.IsRefused(422, HttpMethod.Put, "tickets/T-1/links/T-2", new { role = "merged" })).GetProperty("errors").TryGetProperty("role", out _).ShouldBeTrue();
        await app.Ada.IsRefused(404, HttpMethod.Put, "tickets/T-1/links/T-9", new { role = "related" });
        (await app.Verifies()).Findings.ShouldBeEmpty();
    }

    [Theory, BothEngines]
    public async Task Parents_stand_above_their_parts_and_never_below(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        for (var i = 1; i <= 4; i++) await app.Ada.Posts("tickets", new { subject = $"Ticket {i}", body = "x" });
        await app.Ada.Puts("tickets/T-2/links/T-1", new { role = "parent" });
        await app.Ada.Puts("tickets/T-2/links/T-3", new { role = "child" });
        (await Links(app, "T-2")).ShouldBe(["parent T-1", "child T-3"]);
        (await app.Ada.IsRefused(409, HttpMethod.Put, "tickets/T-1/links/T-3", new { role = "parent" })).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:parent-is-below");
        (await app.Ada.IsRefused(409, HttpMethod.Put, "tickets/T-3/links/T-4", new { role = "parent" })).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:has-parent");
        // Turned round, the part becomes the parent.
        await app.Ada.Puts("tickets/T-1/links/T-2", new { role = "parent" });
        (await Links(app, "T-2")).ShouldBe(["child T-1", "child T-3"]);
    }

    [Theory, BothEngines]
    public async Task Nobody_learns_by_a_link_of_a_ticket_that_they_do_not_see(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("queues", new { name = "Closed circle", slug = "circle", team = (string?)null });
        await app.Ada.Posts("tickets", new { subject = "Seen", body = "x" });
        await app.Ada.Posts("tickets", new { subject = "Canary", body = "x" });
        await app.Ada.Puts("tickets/T-2/assignment", new { queue = "circle" });
        await app.Ada.Puts("tickets/T-1/links/T-2", new { role = "related" });
        var bo = app.Person("Bo");
        await app.Grant(bo, "support-engineer-l1", GrantScope.Queue, Guid.Parse((await app.Ada.Gets("queues/support")).GetProperty("id").GetString()!));
        (await bo.Gets("tickets/T-1/links")).GetProperty("items").GetArrayLength().ShouldBe(0);
        await bo.IsRefused(404, HttpMethod.Put, "tickets/T-1/links/T-2", new { role = "related" });
        await bo.IsRefused(404, HttpMethod.Delete, "tickets/T-1/links/T-2");
    }

    private static async Task<List<string>> Links(RunningApp app, string ticket) =>
        [.. (await app.Ada.Gets($"tickets/{ticket}/links")).GetProperty("items").EnumerateArray().Select(l => $"{l.GetProperty("role").GetString()} {l.GetProperty("number").GetString()}")];
}
