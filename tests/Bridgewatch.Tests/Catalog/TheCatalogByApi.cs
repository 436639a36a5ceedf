using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Catalog;

public class TheCatalogByApi
{
    [Theory, BothEngines]
    public async Task An_organization_is_made_changed_and_archived_with_the_answers_of_the_contract(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        using var made = await app.Ada.Sends(HttpMethod.Post, "organizations", new
        {
            name = "Acme",
            tier = "gold",
            revenue = new { amount = 120000.5m, currency = "EUR", asOf = "2026-01-01" },
            region = "EU",
            domains = new[] { "acme.example" },
        });
        ((int)made.StatusCode, made.Headers.ETag?.Tag).ShouldBe((201, "\"1\""));
        var acme = JsonDocument.Parse(await made.Content.ReadAsStringAsync()).RootElement;
        var id = acme.GetProperty("id").GetString();
        made.Headers.Location!.ToString().ShouldBe($"/api/v1/organizations/{id}");
        acme.GetProperty("revenue").GetRawText().ShouldBe("""{"amount":120000.5,"currency":"EUR","asOf":"2026-01-01"}""");
        (await app.Ada.Gets($"organizations/{id}")).GetRawText().ShouldBe(acme.GetRawText());

        (await app.Ada.Patches($"organizations/{id}", new { tier = "platinum", revenue = (object?)null })).GetProperty("version").GetInt64().ShouldBe(2);
        (await app.Ada.Gets($"organizations/{id}")).GetProperty("name").GetString().ShouldBe("Acme");
        using var stale = await app.Ada.Sends(HttpMethod.Patch, $"organizations/{id}", new { name = "X" }, ("If-Match", "\"1\""));
        ((int)stale.StatusCode).ShouldBe(412);
        (await app.Ada.IsRefused(422, HttpMethod.Patch, $"organizations/{id}", new { name = "", domains = new[] { "gmail.com" } })).GetProperty("errors").EnumerateObject()
            .Select(e => e.Name).ShouldBe(["name", "domains"]);
        (await app.Ada.IsRefused(400, HttpMethod.Patch, $"organizations/{id}", new { tier = "gilded" })).GetProperty("field").GetString().ShouldBe("tier");
        (await app.Ada.IsRefused(400, HttpMethod.Patch, $"organizations/{id}", new { shoeSize = 44 })).GetProperty("field").GetString().ShouldBe("shoeSize");
        await app.Ada.IsRefused(422, HttpMethod.Patch, $"organizations/{id}", new { name = (string?)null });
        await app.Ada.IsRefused(400, HttpMethod.Patch, $"organizations/{id}", new { tier = (string?)null });
        (await app.Ada.Patches($"organizations/{id}", new { domains = (string[]?)null })).GetProperty("domains").GetArrayLength().ShouldBe(0);
        await app.Ada.Patches($"organizations/{id}", new { domains = new[] { "acme.example" } });
        (await app.Ada.IsRefused(409, HttpMethod.Post, "organizations", new { name = "Other", domains = new[] { "ACME.example" } })).GetProperty("type").GetString()
            .ShouldBe("urn:bridgewatch:problem:domain-taken");
        await app.Ada.IsRefused(404, HttpMethod.Get, $"organizations/{Guid.CreateVersion7()}");

        await app.Ada.Deletes($"organizations/{id}");
        (await app.Ada.Gets("organizations")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await app.Ada.Gets("organizations?archived=true&count=true")).GetProperty("count").GetProperty("value").GetInt32().ShouldBe(1);
        (await app.Ada.Patches($"organizations/{id}", new { archived = false })).GetProperty("archived").ValueKind.ShouldBe(JsonValueKind.Null);
        (await app.Ada.Gets($"organizations/{id}/worth")).EnumerateArray().Select(w => w.GetProperty("tier").GetString()).ShouldBe(["platinum"]);
    }

    [Theory, BothEngines]
    public async Task Components_go_by_their_path_and_all_else_by_short_name_or_id(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var team = await app.Admin.Posts("teams", new { name = "Money", members = new[] { (await app.Admin.Id).ToString() } });
        team.GetProperty("slug").GetString().ShouldBe("money");
        await app.Admin.Posts("services", new { name = "Payments", owningTeam = "money" });
        var worker = await app.Admin.Posts("components", new { name = "Settlement", parent = "payments", aliases = new[] { "settle-api" } });
        worker.GetProperty("slug").GetString().ShouldBe("payments/settlement");
        foreach (var path in new[] { "payments/settlement", "settle-api", worker.GetProperty("id").GetString() })
        {
            (await app.Admin.Gets($"components/{path}")).GetProperty("kind").GetString().ShouldBe("component");
        }
        await app.Admin.IsRefused(404, HttpMethod.Get, "services/payments/settlement");
        (await app.Admin.Patches("components/payments/settlement", new { kind = "service", parent = (string?)null })).GetProperty("slug").GetString().ShouldBe("settlement");
        (await app.Admin.Gets("services")).GetProperty("items").EnumerateArray().Select(s => s.GetProperty("slug").GetString()).ShouldBe(["payments", "settlement"]);

        var acme = (await app.Admin.Posts("organizations", new { name = "Acme" })).GetProperty("id").GetString();
        var use = await app.Admin.Posts("subscriptions", new { organization = acme, service = "payments", version = "1", from = "2026-01-01" });
        var next = await app.Admin.Posts($"subscriptions/{use.GetProperty("id").GetString()}/upgrades", new { version = "2", from = "2026-02-01" });
        (await app.Admin.Gets($"subscriptions?organization={acme}&on=2026-01-31")).GetProperty("items")[0].GetProperty("version").GetString().ShouldBe("1");
        (await app.Admin.Patches($"subscriptions/{next.GetProperty("id").GetString()}", new { until = "2026-12-31" })).GetProperty("until").GetString().ShouldBe("2026-12-31");
        (await app.Admin.Gets("brands")).GetProperty("items")[0].GetProperty("isDefault").GetBoolean().ShouldBeTrue();
        await app.Admin.Deletes("components/settlement");
        await app.Admin.Deletes("teams/money");
        (await app.Admin.Gets("teams")).GetProperty("items").EnumerateArray().Select(t => t.GetProperty("slug").GetString()).ShouldBe(["support"], "the team of the first start");
    }

    [Theory, BothEngines]
    public async Task Each_role_may_what_its_row_says_and_the_auditor_reads_masked(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var agent = app.Person("Lena", "support-engineer-l1");
        var auditor = app.Person("Otto", "auditor");
        var kim = await agent.Posts("contacts", new { name = "Kim Larsen", addresses = new[] { "kim@acme.example" }, phone = "+45 12 34" });
        await agent.IsRefused(403, HttpMethod.Post, "components", new { name = "X" });
        await agent.IsRefused(403, HttpMethod.Post, "teams", new { name = "X" });
        await agent.IsRefused(404, HttpMethod.Delete, $"contacts/{Guid.CreateVersion7()}");
        (await agent.Patches($"contacts/{kim.GetProperty("id").GetString()}", new { organizations = (object?)null, language = "da" })).GetProperty("organizations").GetArrayLength().ShouldBe(0);
        var seen = await auditor.Gets($"contacts/{kim.GetProperty("id").GetString()}");
        (seen.GetProperty("addresses")[0].GetString(), seen.GetProperty("phone").GetString()).ShouldBe(("k•••@acme.example", "•••"));
        await auditor.IsRefused(403, HttpMethod.Patch, $"contacts/{kim.GetProperty("id").GetString()}", new { name = "X" });
        using var nobody = await app.Http.GetAsync("/api/v1/contacts", TestContext.Current.CancellationToken);
        ((int)nobody.StatusCode).ShouldBe(401);
    }

    [Theory, BothEngines]
    public async Task Pages_of_a_list_hold_every_row_once(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        for (var i = 0; i < 23; i++) await app.Ada.Posts("contacts", new { name = $"Contact {i % 7}", addresses = new[] { $"c{i}@acme.example" } });
        var seen = new List<string>();
        for (string? path = "contacts?limit=5"; path is not null;)
        {
            var page = await app.Ada.Gets(path);
            page.GetProperty("items").GetArrayLength().ShouldBeLessThanOrEqualTo(5);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("id").GetString()!));
            path = page.GetProperty("next").GetString() is { } next ? $"contacts?limit=5&cursor={next}" : null;
        }
        (seen.Count, seen.Distinct().Count()).ShouldBe((23, 23));
        (await app.Ada.Gets("contacts?q=c22@")).GetProperty("items").GetArrayLength().ShouldBe(1);
        await app.Ada.IsRefused(422, HttpMethod.Get, "contacts?limit=201");
        await app.Ada.IsRefused(422, HttpMethod.Get, "contacts?cursor=%%%");
    }

    [Theory, BothEngines]
    public async Task A_file_is_sent_first_for_a_preview_and_then_to_be_imported(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var preview = await Upload("imports/organizations/preview", "name,tier\nAcme,gold\n");
        (preview.GetProperty("created").GetInt32(), preview.GetProperty("id").ValueKind).ShouldBe((1, JsonValueKind.Null));
        (await app.Admin.Gets("organizations")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await Upload("imports/organizations", "name,tier\nAcme,gold\n")).GetProperty("id").GetString().ShouldNotBeNull();
        var refused = await Upload("imports/organizations", "name,tier\nAcme,gilded\n", 409);
        refused.GetProperty("findings")[0].GetProperty("line").GetInt32().ShouldBe(2);
        await Upload("imports/planets", "name\nMars\n", 404);
        (await Upload("imports/organizations?map=name%3DFirma", "Firma\nBeta\n")).GetProperty("created").GetInt32().ShouldBe(1);
        await Upload("imports/organizations?map=name", "Firma\nBeta\n", 422);

        async Task<JsonElement> Upload(string path, string text, int status = 200)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await app.Admin.Token);
            request.Content = new MultipartFormDataContent { { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", "customers.csv" } };
            using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var body = await answer.Content.ReadAsStringAsync();
            ((int)answer.StatusCode).ShouldBe(status, body);
            return JsonDocument.Parse(body).RootElement.Clone();
        }
    }
}
