using System.Net;
using System.Text.Json;
using Bridgewatch.Catalog.Components;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Desk;

public class OpeningTicketsByApi
{
    [Theory, BothEngines]
    public async Task A_ticket_comes_back_with_its_number_its_score_and_the_factors_that_add_up_to_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Send(new AddService("Payments", "payments"));
        using var answer = await app.Ada.Sends(HttpMethod.Post, "tickets", new
        {
            subject = "  SEPA payouts stuck ",
            body = "All rows show PAY-4102 since **09:20**.",
            type = "fault",
            requester = new { email = "Heike@Brandtner.example", name = "Heike Sommerfeld" },
            component = "payments",
            errorCodes = new[] { "err_ssl_handshake" },
            severity = "outage",
            workaround = false,
            affected = 90,
            labels = new[] { "EU" },
        });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        answer.Headers.Location!.ToString().ShouldBe("/api/v1/tickets/T-1");
        var ticket = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        ticket.GetProperty("subject").GetString().ShouldBe("SEPA payouts stuck");
        ticket.GetProperty("status").GetString().ShouldBe("new");
        ticket.GetProperty("queue").GetString().ShouldBe("support");
        ticket.GetProperty("component").GetString().ShouldBe("payments");
        ticket.GetProperty("errorCodes").EnumerateArray().Select(c => c.GetString()).ShouldBe(["ERR_SSL_HANDSHAKE", "PAY-4102"], ignoreOrder: true);
        ticket.GetProperty("labels").EnumerateArray().Select(c => c.GetString()).ShouldBe(["eu"]);
        var impact = ticket.GetProperty("impact");
        var factors = impact.GetProperty("factors").EnumerateArray().ToList();
        factors.Sum(f => f.GetProperty("points").GetInt32()).ShouldBe(impact.GetProperty("score").GetInt32());
        factors.Select(f => f.GetProperty("known").GetBoolean()).ShouldContain(false, "nobody has told the tier");
        var read = await app.Ada.Gets("tickets/T-1");
        read.GetProperty("requester").GetProperty("email").GetString().ShouldBe("heike@brandtner.example");
        read.GetProperty("impact").GetProperty("score").GetInt32().ShouldBe(impact.GetProperty("score").GetInt32());
        (await app.JournalTypes()).Count(t => t == "desk.ticket.opened.v1").ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task What_is_wrong_is_named_field_by_field_and_nothing_is_opened(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Id;
        var before = await app.JournalTypes();
        var problem = await app.Ada.IsRefused(422, HttpMethod.Post, "tickets", new
        {
            subject = " ",
            body = new string('x', 100_001),
            requester = new { email = "nobody" },
            affected = -1,
            labels = new[] { "two words and !" },
        });
        problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["subject", "body", "requester.email", "affected", "labels"], ignoreOrder: true);
        await app.Ada.IsRefused(422, HttpMethod.Post, "tickets", new { subject = "x", body = "x", component = "nothing" });
        await app.Ada.IsRefused(400, HttpMethod.Post, "tickets", new { subject = "x", body = "x", type = "wish" });
        await app.Ada.IsRefused(400, HttpMethod.Post, "tickets", new { subject = "x" });
        (await app.JournalTypes()).ShouldBe(before);
        (await app.Ada.Gets("tickets?count=true")).GetProperty("count").GetProperty("value").GetInt64().ShouldBe(0);
    }

    [Theory, BothEngines]
    public async Task A_request_that_is_repeated_is_answered_again_and_says_so(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var body = new { subject = "Sync stalls", body = "It stands still." };
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.Ada.Sends(HttpMethod.Post, "tickets", body, ("Idempotency-Key", "one"))));
        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.Created);
        (await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)))).Distinct().Count().ShouldBe(1);
        answers.Count(a => a.Headers.Contains("Idempotent-Replayed")).ShouldBe(5);
        foreach (var answer in answers) answer.Dispose();
        using (var other = await app.Ada.Sends(HttpMethod.Post, "tickets", new { subject = "Other", body = "x" }, ("Idempotency-Key", "one")))
            other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        // Keys are each person's own.
        using (var bo = await app.Person("Bo", "support-lead").Sends(HttpMethod.Post, "tickets", body, ("Idempotency-Key", "one")))
            bo.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await app.Ada.Gets("tickets?count=true")).GetProperty("count").GetProperty("value").GetInt64().ShouldBe(2);
    }

    [Theory, BothEngines]
    public async Task Lists_are_filtered_sorted_and_paged_without_gaps(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        for (var i = 1; i <= 23; i++)
        {
            await app.Ada.Posts("tickets", new { subject = $"Sync {i}", body = i % 2 == 0 ? "PAY-4102" : "x", severity = i % 5 == 0 ? "outage" : "minor", affected = i, labels = new[] { $"n{i % 3}" } });
            app.MoveClock(NodaTime.Duration.FromMinutes(1));
        }
        await app.Ada.Puts("tickets/T-4/resolution", new { code = "fixed", note = "Restarted." });
        (await Numbers(app, "tickets?sort=created")).ShouldBe(Enumerable.Range(1, 23).Reverse());
        (await Numbers(app, "tickets?is=unsolved&sort=rank")).Count.ShouldBe(22);
        (await Numbers(app, "tickets?code=pay-4102")).ShouldAllBe(n => n % 2 == 0);
        (await Numbers(app, "tickets?label=n0&status=new&sort=created")).ShouldBe([21, 18, 15, 12, 9, 6, 3]);
        (await Numbers(app, "tickets?is=solved")).ShouldBe([4]);
        var ranked = (await All(app, "tickets?is=unsolved&sort=rank")).Select(t => t.GetProperty("rankAt").GetDateTimeOffset()).ToList();
        ranked.ShouldBe(ranked.Order());
        await app.Ada.IsRefused(422, HttpMethod.Get, "tickets?sort=subject");
        await app.Ada.IsRefused(422, HttpMethod.Get, "tickets?cursor=nonsense");
        await app.Ada.IsRefused(422, HttpMethod.Get, "tickets?limit=100000");
    }

    private static async Task<List<int>> Numbers(RunningApp app, string path) =>
        (await All(app, path)).ConvertAll(t => int.Parse(t.GetProperty("number").GetString()![2..], System.Globalization.CultureInfo.InvariantCulture));

    private static async Task<List<JsonElement>> All(RunningApp app, string path)
    {
        var all = new List<JsonElement>();
        for (string? next = ""; next is not null;)
        {
            var page = await app.Ada.Gets($"{path}&limit=5{(next.Length > 0 ? $"&cursor={Uri.EscapeDataString(next)}" : "")}");
            all.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.TryGetProperty("next", out var cursor) ? cursor.GetString() : null;
        }
        return all;
    }
}
