using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bridgewatch.Tests.Harness;
using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Kernel;

/// <summary>Two servers on one PostgreSQL are one product: what happens at one is seen at the other, and work is done once.</summary>
public class TwoNodes(TestBrowser browser)
{
    private const string Email = "ops@example.test";

    private static readonly Dictionary<string, string?> _administrator = new()
    {
        ["BRIDGEWATCH_ADMIN_EMAIL"] = Email,
        ["BRIDGEWATCH_ADMIN_PASSWORD"] = RunningApp.Password,
    };

    [Long]
    [Fact]
    public async Task A_ticket_of_one_node_shows_on_the_other_within_a_second_and_one_node_goes_on_alone()
    {
        await using var database = await TestDatabase.Create(Engine.Postgres);
        await using var mail = await SmtpSink.Start(SmtpFault.None);
        await using var first = await ServerProcess.Start(database.Store, environment: _administrator);
        await using var second = await ServerProcess.Start(database.Store with { Data = TestRun.Folder("data") });
        var created = await Verb.Run("token", "create", "--user", Email, "--name", "test", "--data", database.Data, "--database", database.Connection!);
        created.Exit.ShouldBe(0, created.Errors);
        foreach (var node in new[] { first, second }) node.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", created.Output.Trim());
        await Put(first, "settings/kernel.outgoing-mail", new { host = "127.0.0.1", port = mail.Port, security = "none", fromAddress = "support@northwind.test" });

        // Signed in at one, known at the other.
        await using var visit = await browser.Visit(first.Url);
        await visit.Open("/sign-in");
        await visit.Page.GetByLabel("Email address").FillAsync(Email);
        await visit.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(RunningApp.Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(visit.Page).Not.ToHaveURLAsync(new Regex("sign-in"));
        await Open(first, "There before");
        await visit.OpenLive(second.Url + "queue?view=all");
        await Assertions.Expect(visit.Page.Locator("tr[data-row]")).ToHaveCountAsync(1);

        var waited = new List<TimeSpan>();
        for (var i = 1; i <= 5; i++)
        {
            var watch = Stopwatch.StartNew();
            await Open(first, $"Seen {i}");
            await Assertions.Expect(visit.Page.Locator(".bar .fresh button")).ToContainTextAsync($"{i} new ticket");
            waited.Add(watch.Elapsed);
        }
        waited.Order().ElementAt(2).ShouldBeLessThan(TimeSpan.FromSeconds(1), $"usually, of {string.Join(", ", waited)}");

        for (var i = 1; i <= 6; i++) await Post(i % 2 == 0 ? first : second, $"tickets/T-{i}/replies", new { body = "We look into it." });
        await Eventually.Holds(() => mail.Received.Count >= 6, "each reply is mailed");

        await first.Kill();
        var afterwards = await Open(second, "After the end of one");
        await Assertions.Expect(visit.Page.Locator(".bar .fresh button")).ToContainTextAsync("6 new tickets");
        await Post(second, $"tickets/{afterwards}/replies", new { body = "We are still here." });
        await Eventually.Holds(() => mail.Received.Count >= 7, "the other node takes the work over");
        mail.Received.Select(m => m.MessageId).ShouldBeUnique();
        mail.Received.Count.ShouldBe(7);
    }

    /// <summary>Returns the number. Each node gives its own, from a block that it took.</summary>
    private static async Task<string> Open(ServerProcess node, string subject) =>
        (await Post(node, "tickets", new { subject, body = "It stands still.", requester = new { email = "kim@acme.example", name = "Kim" } }))
            .GetProperty("number").GetString()!;

    private static async Task<JsonElement> Post(ServerProcess node, string path, object body)
    {
        using var answer = await node.Http.PostAsJsonAsync($"/api/v1/{path}", body, CancellationToken.None);
        var text = await answer.Content.ReadAsStringAsync(CancellationToken.None);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task Put(ServerProcess node, string path, object body)
    {
        using var answer = await node.Http.PutAsJsonAsync($"/api/v1/{path}", body, CancellationToken.None);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync(CancellationToken.None));
    }
}
