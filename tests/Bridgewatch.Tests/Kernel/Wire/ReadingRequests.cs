using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Kernel.Wire;

/// <summary>What cannot be read or stored is refused in our words, with the field, and nothing happens.</summary>
public class ReadingRequests
{
    [Theory, BothEngines]
    public async Task What_no_database_stores_is_named_by_field_wherever_it_stands(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x" });
        var before = await app.AllJournalTypes();
        (string Method, string Path, object Body, string Field)[] broken =
        [
            ("POST", "tickets", new { subject = "a\0b", body = "x" }, "subject"),
            ("POST", "tickets", new { subject = "x", body = "a\0" }, "body"),
            ("POST", "tickets", new { subject = "x", body = "x", component = "\0" }, "component"),
            ("POST", "tickets", new { subject = "x", body = "x", brand = "\0" }, "brand"),
            ("POST", "tickets", new { subject = "x", body = "x", language = "\0" }, "language"),
            ("POST", "tickets", new { subject = "x", body = "x", labels = new[] { "a\0" } }, "labels"),
            ("POST", "tickets", new { subject = "x", body = "x", fields = new { a = "b\0" } }, "fields"),
            ("POST", "tickets", new { subject = "x", body = "x", requester = new { email = "kim@acme.example", name = "K\0" } }, "requester.name"),
            ("POST", "tickets/T-1/notes", new { body = "\0" }, "body"),
            ("POST", "tickets/T-1/replies", new { body = "\0" }, "body"),
            ("PATCH", "tickets/T-1", new { subject = "a\0" }, "subject"),
            ("PUT", "tickets/T-1/resolution", new { code = "fixed", note = "\0" }, "note"),
            ("PUT", "tickets/T-1/assignment", new { person = "a\0@example.test" }, "person"),
            ("PUT", "tickets/T-1/assignment", new { queue = "\0" }, "queue"),
            ("POST", "organizations", new { name = "a\0" }, "name"),
            ("POST", "subscriptions", new { organization = Guid.Empty.ToString(), service = "\0" }, "service"),
            ("POST", "tokens", new { name = "a\0" }, "name"),
        ];
        foreach (var (method, path, body, field) in broken) await IsNamed(app, method, path, body, field);
        foreach (var query in new[] { "tickets?label=%00", "tickets?component=a%00", "tickets?queue=%00", "organizations?q=%00", "people?q=%00", "contacts?q=a%00b" })
        {
            var problem = await app.Ada.IsRefused(422, HttpMethod.Get, query);
            problem.GetProperty("errors").EnumerateObject().Single().Name.ShouldBe(query.Split('?', '=')[1], query);
        }
        (await app.AllJournalTypes()).ShouldBe(before, "nothing was done");
    }

    [Theory, BothEngines]
    public async Task An_empty_place_in_a_list_is_named_and_nothing_falls_over(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x" });
        var before = await app.AllJournalTypes();
        var hole = new object?[] { null };
        (string Method, string Path, object Body, string Field)[] broken =
        [
            ("POST", "contacts", new { name = "Kim", organizations = hole }, "organizations"),
            ("POST", "contacts", new { name = "Kim", addresses = hole }, "addresses"),
            ("POST", "organizations", new { name = "Acme", domains = hole }, "domains"),
            ("POST", "tickets", new { subject = "x", body = "x", labels = hole }, "labels"),
            ("POST", "tickets", new { subject = "x", body = "x", errorCodes = hole }, "errorCodes"),
            ("PATCH", "tickets/T-1", new { labels = hole }, "labels"),
            ("POST", "components", new { name = "x", aliases = hole }, "aliases"),
            ("POST", "tokens", new { name = "x", scopes = hole }, "scopes"),
        ];
        foreach (var (method, path, body, field) in broken) await IsNamed(app, method, path, body, field);
        (await app.AllJournalTypes()).ShouldBe(before, "nothing was done");
    }

    [Theory, BothEngines]
    public async Task What_cannot_be_read_is_said_in_our_words_with_its_field(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        (string Path, string Body, string? Field, string What)[] broken =
        [
            ("tickets", "{", null, "This is no JSON from line 1, byte 2 on."),
            ("tickets", "", null, "Send a body."),
            ("tickets", """{"subject":"x","body":"x","shoeSize":44}""", "shoeSize", "There is no field 'shoeSize' here."),
            ("tickets", """{"subject":"x","body":"x","requester":{"email":"kim@acme.example","age":4}}""", "requester.age", "There is no field 'age' here."),
            ("tickets", """{"subject":"x"}""", "body", "Give body as well."),
            ("tickets", """{"subject":null,"body":"x"}""", "subject", "It cannot be null."),
            ("tickets", """{"subject":7,"body":"x"}""", "subject", "Give a text."),
            ("tickets", """{"subject":"x","body":"x","affected":"many"}""", "affected", "Give a number."),
            ("tickets", """{"subject":"x","body":"x","affected":1.5}""", "affected", "Give a whole number."),
            ("tickets", """{"subject":"x","body":"x","workaround":"no"}""", "workaround", "Give true or false."),
            ("tickets", """{"subject":"x","body":"x","labels":"eu"}""", "labels", "Give a list."),
            ("tickets", """{"subject":"x","body":"x","fields":[]}""", "fields", "Give an object."),
            ("tickets", """{"subject":"x","body":"x","requester":"kim"}""", "requester", "Give an object."),
            ("tickets", """{"subject":"x","body":"x","type":"wish"}""", "type", "Give one of question, fault, request, alert."),
            ("tickets", """{"subject":"x","body":"x","severity":"Outage"}""", "severity", "Give one of outage, degraded, minor, cosmetic."),
            ("tickets", """{"subject":"x","body":"x","severity":1}""", "severity", "Give one of outage, degraded, minor, cosmetic."),
            ("subscriptions", """{"organization":"acme","service":"sync"}""", "organization", "Give an id."),
            ("subscriptions", """{"organization":"0198c5a0-0000-7000-8000-000000000001","service":"sync","from":"soon"}""", "from", "Give a day such as 2026-03-27."),
        ];
        foreach (var (path, body, field, what) in broken)
        {
            var problem = await Sends(app, path, new StringContent(body, Encoding.UTF8, "application/json"), 400);
            problem.GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:unreadable");
            (problem.TryGetProperty("field", out var named) ? named.GetString() : null, problem.GetProperty("title").GetString()).ShouldBe((field, what), body);
        }
        (await app.Ada.Gets("tickets?count=true")).GetProperty("count").GetProperty("value").GetInt32().ShouldBe(0);
    }

    [Theory, BothEngines]
    public async Task Every_answer_that_is_no_answer_is_a_problem_of_ours(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x" });
        (HttpMethod Method, string Path, int Status, string Name)[] wrong =
        [
            (HttpMethod.Get, "planets", 404, "no-such-address"),
            (HttpMethod.Post, "planets", 404, "no-such-address"),
            (HttpMethod.Get, "tickets/abc", 404, "not-found"),
            (HttpMethod.Get, "tickets/T-0/messages", 404, "not-found"),
            (HttpMethod.Get, "organizations/acme", 404, "not-found"),
            (HttpMethod.Get, "tickets/T-1/messages/first", 404, "not-found"),
            (HttpMethod.Put, "tickets", 405, "method-not-allowed"),
            (HttpMethod.Get, "tickets?limit=many", 400, "unreadable"),
        ];
        foreach (var (method, path, status, name) in wrong)
        {
            (await app.Ada.IsRefused(status, method, path)).GetProperty("type").GetString().ShouldBe($"urn:bridgewatch:problem:{name}", path);
        }
        foreach (var (path, field, what) in new[]
        {
            ("tickets?limit=many", "limit", "Give a whole number."), ("tickets?organization=acme", "organization", "Give an id."), ("roles?count=maybe", "count", "Give true or false."),
        })
        {
            var problem = await app.Ada.IsRefused(400, HttpMethod.Get, path);
            (problem.GetProperty("field").GetString(), problem.GetProperty("title").GetString()).ShouldBe((field, what), path);
        }
        using (var other = await app.Ada.Sends(HttpMethod.Put, "tickets")) other.Content.Headers.Allow.ShouldBe(["GET", "POST"]);
        var content = await Sends(app, "tickets", new StringContent("subject: x", Encoding.UTF8, "text/yaml"), 415);
        content.GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:other-content");
        var large = await Sends(app, "tickets", new StringContent($$"""{"subject":"x","body":"{{new string('x', 31_000_000)}}"}""", Encoding.UTF8, "application/json"), 413);
        large.GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:too-large");
        (await app.Ada.Gets("tickets?count=true")).GetProperty("count").GetProperty("value").GetInt32().ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task Words_in_addresses_are_those_of_bodies_and_a_wrong_one_names_the_right_ones(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("organizations", new { name = "Acme", tier = "gold" });
        await app.Ada.Posts("organizations", new { name = "Brandtner" });
        await app.Ada.Posts("services", new { name = "Sync" });
        await app.Ada.Posts("components", new { name = "Worker", parent = "sync" });
        (await app.Ada.Gets("organizations?tier=gold")).GetProperty("items").EnumerateArray().Select(o => o.GetProperty("name").GetString()).ShouldBe(["Acme"]);
        (await app.Ada.Gets("components?kind=service")).GetProperty("items").EnumerateArray().Select(o => o.GetProperty("slug").GetString()).ShouldBe(["sync"]);
        (await app.Ada.Gets("tickets?priority=&status=&label=&queue=&code=")).GetProperty("items").GetArrayLength().ShouldBe(0);
        foreach (var (path, field, words) in new[]
        {
            ("organizations?tier=Gold", "tier", "standard, silver, gold, platinum"), ("components?kind=planet", "kind", "service, "),
            ("tickets?status=Open", "status", "new, open, waiting-on-customer"), ("tickets?priority=P1,P9", "priority", "P1, P2, P3, P4"), ("tickets?sort=size", "sort", "rank, created, updated, priority"),
        })
        {
            (await app.Ada.IsRefused(422, HttpMethod.Get, path)).GetProperty("errors").GetProperty(field)[0].GetString()!.ShouldContain(words, customMessage: path);
        }
        (await app.Ada.IsRefused(422, HttpMethod.Get, "tickets?status=x&priority=y&sort=size")).GetProperty("errors").EnumerateObject().Select(e => e.Name)
            .ShouldBe(["status", "priority", "sort"], ignoreOrder: true);
    }

    [Theory, BothEngines]
    public async Task A_setting_that_cannot_be_read_names_its_field_and_no_class_of_ours(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Id;
        var before = await app.AllJournalTypes();
        foreach (var (value, field, what) in new (object, string, string)[]
        {
            (new { p1 = "soon" }, "p1", "A duration looks like PT1H30M, 90m, 8h or 3d."), (new { p9 = "1h" }, "p9", "There is no field 'p9' here."),
            (new { impactShortensBy = "much" }, "impactShortensBy", "Give a number."),
        })
        {
            (await app.Ada.IsRefused(422, HttpMethod.Put, "settings/desk.patience", value)).GetProperty("errors").GetProperty(field)[0].GetString().ShouldBe(what);
        }
        (await app.AllJournalTypes()).ShouldBe(before, "nothing was done");
    }

    private static async Task IsNamed(RunningApp app, string method, string path, object body, string field)
    {
        var problem = await app.Ada.IsRefused(422, new HttpMethod(method), path, body);
        problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe([field], $"{method} {path} {field}");
    }

    private static async Task<JsonElement> Sends(RunningApp app, string path, HttpContent content, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await app.Ada.Token);
        // What is too large is refused before it is sent.
        request.Headers.ExpectContinue = true;
        using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(status, text);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        return JsonDocument.Parse(text).RootElement.Clone();
    }
}
