using System.Text.Json;
using Bridgewatch.Desk.Bulk;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Tests.Desk;

/// <summary>One deed for many tickets: each by its own command.</summary>
public class ChangingManyTickets
{
    [Theory, BothEngines]
    public async Task Each_ticket_is_changed_by_its_own_rights_and_reported_by_itself(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var acme = (await app.Admin.Posts("organizations", new { name = "Acme", domains = new[] { "acme.example" } })).GetProperty("id").GetString()!;
        await app.Ada.Posts("tickets", new { subject = "One", body = "x", requester = new { email = "kim@acme.example" }, labels = new[] { "old" } });
        await app.Ada.Posts("tickets", new { subject = "Two", body = "x", requester = new { email = "lee@other.example" } });
        await app.Ada.Posts("tickets", new { subject = "Three", body = "x", requester = new { email = "kim@acme.example" } });
        await app.Ada.Posts("tickets/T-3/replies", new { body = "Solved?" });

        var labelled = await app.Ada.Posts("tickets/bulk", new { q = "is:open", label = new { add = new[] { "VIP " }, remove = new[] { "old" } } });
        Done(labelled).ShouldBe(["T-1", "T-2", "T-3"], ignoreOrder: true);
        (await app.Ada.Gets("tickets/T-1")).GetProperty("labels").GetRawText().ShouldBe("[\"vip\"]");

        // A conversation was begun on T-3: only new tickets are closed as spam.
        var closed = await app.Ada.Posts("tickets/bulk", new { tickets = new[] { "T-2", "T-3", "T-99" }, close = new { reason = "spam" } });
        Done(closed).ShouldBe(["T-2"]);
        var results = closed.GetProperty("results").EnumerateArray().ToDictionary(r => r.GetProperty("ticket").GetString()!);
        results["T-3"].GetProperty("problem").GetString()!.ShouldStartWith("urn:bridgewatch:problem:");
        results["T-99"].GetProperty("problem").GetString().ShouldBe("urn:bridgewatch:problem:not-found");

        var kay = app.Person("Kay");
        await app.Grant(kay, "support-lead", GrantScope.Organization, Guid.Parse(acme));
        Done(await kay.Posts("tickets/bulk", new { tickets = new[] { "T-1", "T-2", "T-3" }, assign = new { person = await kay.Id } })).ShouldBe(["T-1", "T-3"]);
        Done(await app.Person("Nobody").Posts("tickets/bulk", new { tickets = new[] { "T-1" }, resolve = new { code = "fixed", note = "x" } })).ShouldBeEmpty();
        await app.Person("Nobody").IsRefused(403, HttpMethod.Post, "tickets/bulk", new { q = "is:open", resolve = new { code = "fixed", note = "x" } });

        await app.Ada.IsRefused(422, HttpMethod.Post, "tickets/bulk", new { tickets = new[] { "T-1" } });
        await app.Ada.IsRefused(422, HttpMethod.Post, "tickets/bulk", new { label = new { add = new[] { "x" } } });
        await app.Ada.IsRefused(422, HttpMethod.Post, "tickets/bulk", new { tickets = new[] { "T-1" }, close = new { reason = "spam" }, label = new { add = new[] { "x" } } });
        await app.Ada.IsRefused(422, HttpMethod.Post, "tickets/bulk", new { tickets = Enumerable.Range(1, 501).Select(i => $"T-{i}"), label = new { add = new[] { "x" } } });
        (await app.Ada.IsRefused(422, HttpMethod.Post, "tickets/bulk", new { q = "is:opne", label = new { add = new[] { "x" } } })).GetProperty("query")[0].GetProperty("at").GetInt32().ShouldBe(3);
    }

    [Theory, BothEngines]
    public async Task What_was_done_is_put_back_but_for_what_changed_since(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (ada, bo) = (await app.Ada.Id, await app.Person("Bo", "support-lead").Id);
        for (var i = 0; i < 4; i++) await app.Ada.Posts("tickets", new { subject = $"Sync {i}", body = "x", labels = new[] { "eu" } });
        await app.Ada.Puts("tickets/T-1/assignment", new { person = ada });
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Door>().Caller = new(ActorKind.Person, ada.Value);
        var work = scope.ServiceProvider.GetRequiredService<BulkWork>();
        TicketNumber[] all = [new(1), new(2), new(3), new(4)];

        foreach (var deed in new BulkDeed[] { new AssignMany(bo), new LabelMany(["vip"], ["eu"]), new PrioritiseMany(Priority.P2, "Fair."), new ResolveMany(ResolutionCode.Fixed, "Restarted.") })
        {
            var before = await State();
            var report = await work.Do(all, deed, default);
            report.Results.ShouldAllBe(r => r.Done, $"{deed}");
            (await State()).ShouldNotBe(before);
            (await work.Undo(report, default)).Results.ShouldAllBe(r => r.Done, $"{deed}");
            (await State()).ShouldBe(before, $"{deed}");
        }

        var assigned = await work.Do(all, new AssignMany(bo), default);
        await app.Ada.Patches("tickets/T-2", new { subject = "Sync two" });
        var back = await work.Undo(assigned, default);
        back.Results.Where(r => !r.Done).Select(r => r.Ticket.Value).ShouldBe([2]);
        (await app.Ada.Gets("tickets/T-2")).GetProperty("assignee").GetProperty("id").GetString().ShouldBe(bo.ToString());
        (await app.Ada.Gets("tickets/T-1")).GetProperty("assignee").GetProperty("id").GetString().ShouldBe(ada.ToString());
        (await app.Ada.Gets("tickets/T-3")).GetProperty("assignee").ValueKind.ShouldBe(JsonValueKind.Null);
        (await work.Do([new(4)], new CloseMany(ClosureReason.Duplicate), default)).CanBeUndone.ShouldBeFalse();

        // New ones stay open once a person has acted on them.
        async Task<string> State() => string.Join('\n', (await app.Ada.Gets("tickets?sort=created")).GetProperty("items").EnumerateArray().Select(t =>
            $"{t.GetProperty("number")} {t.GetProperty("assignee")} {t.GetProperty("labels")} {t.GetProperty("priority")} {t.GetProperty("status").GetString()!.Replace("new", "open", StringComparison.Ordinal)} {t.GetProperty("queue")}"));
    }

    [Theory, BothEngines]
    public async Task What_waits_for_another_person_is_reported_as_waiting_and_not_as_done(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        for (var i = 0; i < 8; i++) await app.Person($"Colleague {i}", "product-manager").Id;
        for (var i = 0; i < 2; i++) await app.Ada.Posts("tickets", new { subject = $"Sync {i}", body = "x" });
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Door>().Caller = new(ActorKind.Person, (await app.Ada.Id).Value);
        var work = scope.ServiceProvider.GetRequiredService<BulkWork>();
        var raised = await work.Do([new(1), new(2)], new PrioritiseMany(Priority.P1, "Stores are down."), default);
        raised.Results.ShouldAllBe(r => r.Done);

        var back = await work.Undo(raised, default);
        back.Results.ShouldAllBe(r => !r.Done && r.Approval != null && r.What == "Waits for another person's approval.");
        (await app.Ada.Gets("tickets/T-1")).GetProperty("priority").GetString().ShouldBe("P1");
        (await app.Ada.Gets("approvals?of=asked&state=waiting")).GetProperty("items").GetArrayLength().ShouldBe(2);
        var asked = await app.Ada.Posts("tickets/bulk", new { tickets = new[] { "T-1" }, prioritise = new { priority = "P4", reason = "Again." } });
        asked.GetProperty("results")[0].GetProperty("problem").GetString().ShouldBe("urn:bridgewatch:problem:lowering-is-asked");
    }

    [Theory, BothEngines]
    public async Task Repeated_with_its_key_nothing_is_done_twice(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        for (var i = 0; i < 2; i++) await app.Ada.Posts("tickets", new { subject = $"Sync {i}", body = "x" });
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tickets/bulk");
            request.Headers.Authorization = new("Bearer", await app.Ada.Token);
            request.Headers.Add("Idempotency-Key", "once");
            request.Content = new StringContent("{\"tickets\":[\"T-1\",\"T-2\"],\"resolve\":{\"code\":\"fixed\",\"note\":\"Restarted.\"}}", System.Text.Encoding.UTF8, "application/json");
            using var answer = await app.Http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            ((int)answer.StatusCode).ShouldBe(200, text);
            Done(JsonDocument.Parse(text).RootElement).ShouldBe(["T-1", "T-2"]);
        }
        (await app.JournalTypes()).Count(t => t == "desk.ticket.resolved.v1").ShouldBe(2);
    }

    private static List<string> Done(JsonElement report) =>
        [.. report.GetProperty("results").EnumerateArray().Where(r => r.GetProperty("done").GetBoolean()).Select(r => r.GetProperty("ticket").GetString()!)];
}
