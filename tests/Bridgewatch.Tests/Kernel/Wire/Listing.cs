using System.Text.Json;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Kernel.Wire;

/// <summary>Every list takes limit, cursor and count, and every Location leads somewhere.</summary>
public class Listing
{
    [Theory, BothEngines(LongOnPostgres = true)]
    public async Task Every_list_is_paged_and_counted_alike(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var mine = app.Admin;
        for (var i = 0; i < 3; i++)
        {
            await mine.Posts("tickets", new { subject = $"Sync {i}", body = "x", requester = new { email = $"kim{i}@acme.example" } });
            await mine.Posts("tickets/T-1/notes", new { body = $"Note {i}" });
            await mine.Posts("tickets/T-1/replies", new { body = $"Reply {i}" });
            await mine.Posts("tokens", new { name = $"Token {i}" });
            await mine.Posts("teams", new { name = $"Team {i}" });
            await mine.Posts("brands", new { name = $"Brand {i}" });
            await mine.Posts("queues", new { name = $"Queue {i}", slug = $"queue-{i}" });
            await mine.Posts("people", new { email = $"new{i}@example.test" });
            await mine.Posts("integrations", new { source = "alertmanager", name = $"Cluster {i}" });
            await mine.Posts("services", new { name = $"Service {i}" });
        }
        foreach (var list in new[]
        {
            "tickets", "tickets/T-1/messages", "tickets/T-1/history", "roles", "tokens", "integrations", "practices", "queues", "brands", "people",
            "teams", "components", "services", "contacts", "reactors", "journal", "journal/newest",
        })
        {
            // What others write meanwhile does not matter to what is compared here: the first page and its number.
            var (seen, total) = (new List<string>(), 0);
            for (string? next = ""; next is not null && seen.Count < 60;)
            {
                var page = await mine.Gets($"{list}?limit=2&count=true{(next.Length > 0 ? $"&cursor={Uri.EscapeDataString(next)}" : "")}");
                page.GetProperty("items").GetArrayLength().ShouldBeLessThanOrEqualTo(2, list);
                if (next.Length == 0) (total, _) = (page.GetProperty("count").GetProperty("value").GetInt32(), page.GetProperty("count").GetProperty("capped").GetBoolean().ShouldBeOfType<bool>());
                seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetRawText()));
                next = page.GetProperty("next").GetString();
            }
            seen.Count.ShouldBeGreaterThanOrEqualTo(3, list);
            if (!list.StartsWith("journal", StringComparison.Ordinal) && list != "reactors") (seen.Count, seen.Distinct().Count()).ShouldBe((total, total), list);
            (await mine.Gets(list)).TryGetProperty("count", out var uncounted).ShouldBeTrue();
            uncounted.ValueKind.ShouldBe(JsonValueKind.Null, $"{list}: only when asked for");
            await mine.IsRefused(422, HttpMethod.Get, $"{list}?limit=201");
            await mine.IsRefused(422, HttpMethod.Get, $"{list}?limit=0");
            await mine.IsRefused(422, HttpMethod.Get, $"{list}?cursor=%25%25%25");
        }
    }

    [Theory, BothEngines]
    public async Task Tickets_are_sorted_by_priority_without_gaps_and_due_says_what_it_waits_for(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        for (var i = 0; i < 9; i++)
        {
            await app.Ada.Posts("tickets", new { subject = $"Sync {i}", body = "x" });
            await app.Ada.Puts($"tickets/T-{i + 1}/priority", new { priority = $"P{1 + i * 7 % 4}", reason = "So it is." });
        }
        var seen = new List<JsonElement>();
        for (string? next = ""; next is not null;)
        {
            var page = await app.Ada.Gets($"tickets?is=unsolved&sort=priority&limit=2{(next.Length > 0 ? $"&cursor={next}" : "")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }
        seen.Select(t => t.GetProperty("number").GetString()).Distinct().Count().ShouldBe(9);
        var keys = seen.ConvertAll(t => (t.GetProperty("priority").GetString(), t.GetProperty("rankAt").GetDateTimeOffset()));
        keys.ShouldBe(keys.Order());
        await app.Ada.IsRefused(422, HttpMethod.Get, "tickets?sort=priority");
    }

    [Theory, BothEngines(LongOnPostgres = true)]
    public async Task Where_a_Location_points_there_is_what_was_made(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x" });
        await app.Admin.Posts("services", new { name = "Payments" });
        foreach (var (path, body, id) in new (string, object, string)[]
        {
            ("tickets/T-1/notes", new { body = "Seen before." }, "id"), ("tickets/T-1/replies", new { body = "We look into it." }, "id"),
            ("tickets/T-1/messages", new { channel = "phone", direction = "inbound", body = "Called.", at = "2026-03-27T15:00:00Z" }, "id"),
            ("tokens", new { name = "nightly" }, "id"), ("queues", new { name = "Second", slug = "second" }, "id"), ("people", new { email = "new@example.test" }, "id"),
            ("components", new { name = "Settlement", parent = "payments" }, "id"), ("tickets", new { subject = "x", body = "x" }, "number"),
            ("integrations", new { source = "alertmanager", name = "Cluster" }, "id"), ("organizations", new { name = "Acme" }, "id"),
        })
        {
            using var made = await app.Admin.Sends(HttpMethod.Post, path, body);
            ((int)made.StatusCode).ShouldBe(201, path);
            var answer = JsonDocument.Parse(await made.Content.ReadAsStringAsync()).RootElement;
            var found = await app.Admin.Gets(made.Headers.Location!.ToString());
            found.GetProperty(id).GetString().ShouldBe(answer.GetProperty(id).GetString(), path);
        }
        using var granted = await app.Admin.Sends(HttpMethod.Post, $"people/{await app.Ada.Id}/roles", new { role = "product-manager" });
        (await app.Admin.Gets(granted.Headers.Location!.ToString())).GetProperty("roles").GetRawText().ShouldContain("product-manager");
        await app.Ada.IsRefused(404, HttpMethod.Get, $"tokens/{(await app.Token(app.Admin)).Id}");
        await app.Ada.IsRefused(404, HttpMethod.Get, $"tickets/T-1/messages/{Guid.CreateVersion7()}");
    }

    [Theory, BothEngines]
    public async Task A_component_is_found_by_its_path_however_it_is_encoded_and_its_tickets_by_its_id(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Posts("services", new { name = "Payments" });
        var id = (await app.Admin.Posts("components", new { name = "Settlement", parent = "payments" })).GetProperty("id").GetString();
        (await app.Admin.Gets("components/payments%2Fsettlement")).GetProperty("id").GetString().ShouldBe(id);
        (await app.Admin.Patches("components/payments%2fsettlement", new { description = "Pays." })).GetProperty("description").GetString().ShouldBe("Pays.");
        await app.Ada.Posts("tickets", new { subject = "x", body = "x", component = "payments/settlement" });
        await app.Ada.Posts("tickets", new { subject = "x", body = "x", component = "payments" });
        foreach (var named in new[] { id, "payments/settlement", "payments%2Fsettlement" })
            (await app.Ada.Gets($"tickets?component={named}")).GetProperty("items").EnumerateArray().Select(t => t.GetProperty("number").GetString()).ShouldBe(["T-1"], named);
    }

    [Theory, BothEngines(LongOnPostgres = true)]
    public async Task What_is_there_already_is_not_made_twice(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Posts("people", new { email = "new@example.test" });
        await app.Admin.Posts("services", new { name = "Sync" });
        var acme = (await app.Admin.Posts("organizations", new { name = "Acme" })).GetProperty("id").GetString();
        var use = new { organization = acme, service = "sync", region = "EU", version = "3.2", from = "2026-01-01", until = "2026-06-30" };
        await app.Admin.Posts("subscriptions", use);
        var before = await app.AllJournalTypes();
        (await app.Admin.IsRefused(409, HttpMethod.Post, "people", new { email = "New@Example.test" })).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:person-exists");
        (await app.Admin.IsRefused(409, HttpMethod.Post, "subscriptions", use)).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:subscription-exists");
        (await app.AllJournalTypes()).ShouldBe(before, "nothing was done");
        await app.Admin.Posts("subscriptions", new { organization = acme, service = "sync", region = "EU", version = "3.2", from = "2026-07-01" });
        await app.Admin.Posts("subscriptions", new { organization = acme, service = "sync", region = "US", version = "3.2", from = "2026-01-01" });
    }
}
