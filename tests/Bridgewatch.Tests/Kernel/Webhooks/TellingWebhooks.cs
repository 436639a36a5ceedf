using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bridgewatch.Kernel.Webhooks;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Bridgewatch.Tests.Kernel.Webhooks;

/// <summary>Another program is told what happens.</summary>
public class TellingWebhooks
{
    [Theory, BothEngines]
    public async Task What_was_asked_for_is_told_once_signed_and_without_any_text(Engine engine)
    {
        using var receiver = new HttpPeer();
        await using var app = await Open(engine);
        var added = await app.Admin.Posts("webhooks", new { name = "Chat", url = receiver.Url + "in", events = new[] { "desk.ticket.*" } });
        await app.Ada.Posts("tickets", new { subject = "Canary subject", body = "Canary body" });
        await app.Admin.Posts("teams", new { name = "Payments" });
        await app.Ada.Posts("tickets/T-1/notes", new { body = "Canary note" });
        await Eventually.Holds(() => receiver.Requests.Count >= 3, "all of it is told");

        var told = receiver.Requests.ToList();
        told.ConvertAll(Type).ShouldBe(["desk.ticket.opened.v1", "desk.ticket.status-changed.v1", "desk.ticket.note-added.v1"], ignoreOrder: true);
        told.ShouldAllBe(r => r.Method == "POST" && r.Path == "/in" && r.Headers["content-type"] == "application/json");
        told.ShouldAllBe(r => Signed(r, added.GetProperty("secret").GetString()!));
        told.Select(r => r.Headers["webhook-id"]).Distinct().Count().ShouldBe(3);
        told.ShouldAllBe(r => !r.Body.Contains("Canary"));
        var opened = JsonDocument.Parse(told.Single(r => Type(r) == "desk.ticket.opened.v1").Body).RootElement;
        (opened.GetProperty("data").GetProperty("number").GetString(), opened.GetProperty("subject").GetProperty("kind").GetString()).ShouldBe(("T-1", "ticket"));

        await Eventually.Passes(async () => (await Log(app, added)).ShouldAllBe(d => d.GetProperty("state").GetString() == "sent"), "all of it is written down");
        var one = await app.Admin.Gets($"webhooks/{Id(added)}");
        (one.GetProperty("state").GetString(), one.GetProperty("waiting").GetInt32(), one.TryGetProperty("secret", out _)).ShouldBe(("working", 0, false));
        (await app.Verifies()).Findings.ShouldBeEmpty();
    }

    [Theory, BothEngines]
    public async Task With_a_query_only_the_tickets_that_fit_are_told(Engine engine)
    {
        using var receiver = new HttpPeer();
        await using var app = await Open(engine);
        (await app.Admin.IsRefused(422, HttpMethod.Post, "webhooks", new { name = "Chat", url = receiver.Url, events = new[] { "*" }, query = "labell:vip" }))
            .GetProperty("errors").TryGetProperty("query", out _).ShouldBeTrue();
        (await app.Admin.IsRefused(422, HttpMethod.Post, "webhooks", new { name = "Chat", url = receiver.Url, events = new[] { "*" }, query = "assignee:me" }))
            .GetProperty("errors").GetProperty("query")[0].GetString()!.ShouldContain("Only a person is me");
        var added = await app.Admin.Posts("webhooks", new { name = "Chat", url = receiver.Url, events = new[] { "*" }, query = "label:VIP  subject:loud" });
        (await app.Admin.Gets($"webhooks/{Id(added)}")).GetProperty("query").GetString().ShouldBe("label:VIP subject:loud");
        await app.Ada.Posts("tickets", new { subject = "Quiet", body = "b", labels = new[] { "vip" } });
        await app.Admin.Posts("teams", new { name = "Payments" });
        await app.Ada.Posts("tickets", new { subject = "Loud", body = "b", labels = new[] { "vip" } });
        await receiver.WaitFor(r => Type(r) == "desk.ticket.opened.v1", "the one that fits is told");
        JsonDocument.Parse(receiver.Requests.Single().Body).RootElement.GetProperty("data").GetProperty("number").GetString().ShouldBe("T-2");

        await app.Admin.Patches($"webhooks/{Id(added)}", new { query = (string?)null });
        (await app.Admin.Gets($"webhooks/{Id(added)}")).GetProperty("query").ValueKind.ShouldBe(JsonValueKind.Null);
        await app.Ada.Posts("tickets", new { subject = "Quiet", body = "b" });
        await Eventually.Holds(() => receiver.Requests.Count(r => Type(r) == "desk.ticket.opened.v1") == 2, "without it all are told");
    }

    [Theory, BothEngines]
    public async Task A_query_that_names_what_is_gone_tells_nothing_and_says_so(Engine engine)
    {
        using var receiver = new HttpPeer();
        await using var app = await Open(engine);
        var acme = await app.Admin.Posts("organizations", new { name = "Acme" });
        var added = await app.Admin.Posts("webhooks", new { name = "Chat", url = receiver.Url, events = new[] { "desk.*" }, query = "-organization:Acme" });
        await app.Admin.Patches($"organizations/{acme.GetProperty("id").GetString()}", new { name = "Ajax" });
        await app.Ada.Posts("tickets", new { subject = "s", body = "b" });
        await Eventually.Passes(async () =>
        {
            var one = await app.Admin.Gets($"webhooks/{Id(added)}");
            (one.GetProperty("state").GetString(), one.GetProperty("queryError").GetString()).ShouldBe(("failing", "At 14: There is no organization by that name."));
        }, "it is said");
        await app.Admin.Posts($"webhooks/{Id(added)}/test");
        await receiver.WaitFor(r => Type(r) == "kernel.webhook.tested.v1", "a test is told all the same");
        receiver.Requests.ShouldHaveSingleItem();
    }

    [Theory, BothEngines]
    public async Task What_is_refused_is_tried_again_and_can_be_sent_once_more_with_the_same_id(Engine engine)
    {
        using var receiver = new HttpPeer { Answer = _ => (500, "out of order") };
        await using var app = await Open(engine);
        var added = await app.Admin.Posts("webhooks", new { name = "Chat", url = receiver.Url, events = new[] { "desk.ticket.opened.v1" } });
        await app.Ada.Posts("tickets", new { subject = "s", body = "b" });
        await Eventually.Passes(async () => (await Log(app, added)).Single().GetProperty("lastError").GetString().ShouldNotBeNull().ShouldContain("500"), "the refusal is written down");
        (await app.Admin.Gets($"webhooks/{Id(added)}")).GetProperty("state").GetString().ShouldBe("failing");
        receiver.Answer = _ => (204, "");
        app.MoveClock(Duration.FromHours(1));
        await Eventually.Passes(async () => (await Log(app, added)).Single().GetProperty("state").GetString().ShouldBe("sent"), "the second attempt arrives");

        var before = receiver.Requests.Count;
        var delivery = (await Log(app, added)).Single().GetProperty("id").GetString();
        await app.Admin.Posts($"webhooks/{Id(added)}/deliveries/{delivery}");
        await Eventually.Holds(() => receiver.Requests.Count > before, "it is sent once more");
        receiver.Requests.Select(r => r.Headers["webhook-id"]).Distinct().ShouldHaveSingleItem();
        (await app.JournalTypes()).ShouldContain("kernel.delivery.retried.v1");
        await app.Admin.IsRefused(404, HttpMethod.Post, $"webhooks/{Guid.CreateVersion7()}/deliveries/{delivery}");
    }

    [Theory, BothEngines]
    public async Task Whoever_begins_an_answer_and_never_ends_it_holds_nothing_up(Engine engine)
    {
        using var silent = new TcpAnswer("HTTP/1.1 500 Internal Server Error\r\nContent-Length: 100\r\n\r\n", holds: true);
        using var receiver = new HttpPeer();
        await using var app = await Open(engine, services => services.AddHttpClient(WebhookCarrier.Client, c => c.Timeout = TimeSpan.FromSeconds(1)));
        var held = await app.Admin.Posts("webhooks", new { name = "Silent", url = silent.Url, events = new[] { "desk.ticket.opened.v1" } });
        var other = await app.Admin.Posts("webhooks", new { name = "Chat", url = receiver.Url, events = new[] { "desk.ticket.merged.v1" } });
        await app.Ada.Posts("tickets", new { subject = "s", body = "b" });
        await Eventually.Passes(async () => (await Log(app, held)).Single().GetProperty("lastError").GetString().ShouldBe("127.0.0.1: no answer in time."), "it is given up in time");
        await app.Admin.Posts($"webhooks/{Id(other)}/test");
        await receiver.WaitFor(r => Type(r) == "kernel.webhook.tested.v1", "another is told");
    }

    [Theory, BothEngines]
    public async Task For_a_day_after_a_rotation_both_secrets_sign(Engine engine)
    {
        using var receiver = new HttpPeer();
        await using var app = await Open(engine);
        var added = await app.Admin.Posts("webhooks", new { name = "Chat", url = receiver.Url, events = new[] { "desk.ticket.opened.v1" } });
        var (first, second) = (added.GetProperty("secret").GetString()!, (await app.Admin.Posts($"webhooks/{Id(added)}/secret")).GetProperty("secret").GetString()!);
        second.ShouldNotBe(first);
        await app.Admin.Posts($"webhooks/{Id(added)}/test");
        var both = await receiver.WaitFor(r => Type(r) == "kernel.webhook.tested.v1", "the test arrives");
        (Signed(both, first), Signed(both, second)).ShouldBe((true, true));
        app.MoveClock(Duration.FromHours(25));
        await app.Ada.Posts("tickets", new { subject = "s", body = "b" });
        var later = await receiver.WaitFor(r => Type(r) == "desk.ticket.opened.v1", "the ticket is told");
        (Signed(later, first), Signed(later, second)).ShouldBe((false, true));
    }

    [Theory, BothEngines]
    public async Task Who_is_paused_gone_or_archived_is_told_nothing(Engine engine)
    {
        using var receiver = new HttpPeer { Answer = r => r.Path == "/gone" ? (410, "") : (200, "") };
        await using var app = await Open(engine);
        app.MoveClock(Duration.FromMinutes(1));
        var paused = await app.Admin.Posts("webhooks", new { name = "Paused", url = receiver.Url + "paused", events = new[] { "desk.ticket.*" } });
        await app.Admin.Patches($"webhooks/{Id(paused)}", new { paused = true });
        var archived = await app.Admin.Posts("webhooks", new { name = "Archived", url = receiver.Url + "archived", events = new[] { "desk.ticket.*" } });
        await app.Admin.Deletes($"webhooks/{Id(archived)}");
        var gone = await app.Admin.Posts("webhooks", new { name = "Gone", url = receiver.Url + "gone", events = new[] { "desk.ticket.opened.v1" } });
        await app.Ada.Posts("tickets", new { subject = "s", body = "b" });
        await Eventually.Passes(async () => (await app.Admin.Gets($"webhooks/{Id(gone)}")).GetProperty("state").GetString().ShouldBe("gone"), "it is known to be gone");
        app.MoveClock(Duration.FromMinutes(1));
        await app.Ada.Posts("tickets", new { subject = "s", body = "b" });
        app.MoveClock(Duration.FromMinutes(1));
        await app.Admin.Patches($"webhooks/{Id(gone)}", new { paused = false, url = receiver.Url + "moved" });
        await app.Ada.Posts("tickets", new { subject = "s", body = "b" });
        await receiver.WaitFor(r => r.Path == "/moved", "it is told again where it is now");
        receiver.Requests.Select(r => $"{r.Path} {Type(r)}").ShouldBe(["/gone desk.ticket.opened.v1", "/moved desk.ticket.opened.v1"]);
        await app.Admin.IsRefused(404, HttpMethod.Patch, $"webhooks/{Id(archived)}", new { name = "x" });
        (await app.Admin.Gets("webhooks")).GetProperty("items").GetArrayLength().ShouldBe(2);
    }

    [Theory, BothEngines]
    public async Task What_cannot_be_is_said_at_once_beside_its_field(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        foreach (var url in (string[])["", "ftp://example.com", "https://u:p@example.com", "not an address", "https://127.0.0.1/x", "http://169.254.169.254/latest", "https://[::1]/", "http://2130706433/", "http://1.1.1.1/x", "http://example.com/x"])
            (await app.Admin.IsRefused(422, HttpMethod.Post, "webhooks", new { name = "x", url, events = new[] { "*" } })).GetProperty("errors").TryGetProperty("url", out _).ShouldBeTrue(url);
        foreach (var events in (string[][])[[], ["desk.unknown.v1"], ["nobody.*"], [""]])
            (await app.Admin.IsRefused(422, HttpMethod.Post, "webhooks", new { name = "x", url = "https://example.com", events })).GetProperty("errors").TryGetProperty("events", out _).ShouldBeTrue();
        (await app.Admin.IsRefused(422, HttpMethod.Post, "webhooks", new { name = " ", url = "https://example.com", events = new[] { "*" } })).GetProperty("errors").TryGetProperty("name", out _).ShouldBeTrue();
        (await app.Admin.Gets("webhook-events?limit=200")).GetProperty("items").EnumerateArray().Select(e => e.GetString()).ShouldContain("desk.ticket.merged.v1");
        (await app.JournalTypes()).ShouldNotContain("kernel.webhook.added.v1");
    }

    [Theory, BothEngines]
    public async Task The_secret_in_an_address_stands_in_no_log(Engine engine)
    {
        using var receiver = new HttpPeer();
        using var log = new Lines();
        await using var app = await Open(engine, services => services.AddLogging(l => l.AddProvider(log).SetMinimumLevel(LogLevel.Trace)));
        var added = await app.Admin.Posts("webhooks", new { name = "Chat", url = receiver.Url + "in/canary-secret", events = new[] { "desk.ticket.opened.v1" } });
        await app.Admin.Posts($"webhooks/{Id(added)}/test");
        await Eventually.Passes(async () => (await Log(app, added)).Single().GetProperty("state").GetString().ShouldBe("sent"), "it is told");
        receiver.Requests.Single().Path.ShouldBe("/in/canary-secret");
        log.All.ShouldNotBeEmpty();
        log.All.ShouldAllBe(l => !l.Contains("canary-secret"));
    }

    /// <summary>The receivers of tests stand on loopback, which an operator has to open.</summary>
    private static Task<RunningApp> Open(Engine engine, Action<IServiceCollection>? replace = null) =>
        RunningApp.On(engine, replace: replace, settings: new Dictionary<string, string?> { ["BRIDGEWATCH:OUTBOUND"] = "127.0.0.1" });

    private static string Id(JsonElement added) => added.GetProperty("id").GetString()!;

    private static string? Type(ReceivedRequest request) => JsonDocument.Parse(request.Body).RootElement.GetProperty("type").GetString();

    private static async Task<List<JsonElement>> Log(RunningApp app, JsonElement webhook) =>
        [.. (await app.Admin.Gets($"webhooks/{Id(webhook)}/deliveries")).GetProperty("items").EnumerateArray()];

    /// <summary>As a receiver checks it by the standard.</summary>
    private static bool Signed(ReceivedRequest request, string secret)
    {
        long.Parse(request.Headers["webhook-timestamp"], CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        var content = Encoding.UTF8.GetBytes($"{request.Headers["webhook-id"]}.{request.Headers["webhook-timestamp"]}.{request.Body}");
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), content));
        return request.Headers["webhook-signature"].Split(' ').Contains(expected);
    }
    /// <summary>All that is logged, at every level.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _all = new();

        public IReadOnlyList<string> All => [.. _all];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _all.Enqueue(formatter(state, exception));

        public void Dispose() { }
    }
}
