using System.Text.Json;
using Bridgewatch.Desk.Views;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Desk;

/// <summary>Queries with a name: one's own, a team's, everybody's.</summary>
public class SavingViews
{
    [Theory, BothEngines]
    public async Task A_view_shows_what_it_asks_to_whoever_has_it_and_no_more_than_they_see(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Payment declined", body = "x", severity = "outage" });
        await app.Ada.Posts("tickets", new { subject = "Printer", body = "x" });
        await app.Ada.Puts("tickets/T-2/resolution", new { code = "answered", note = "Paper." });
        var view = await app.Ada.Posts("views", new { name = " Payments ", query = "title:payment AND is:open", sort = "impact", columns = new[] { "number", "labels" }, sharing = "everyone" });
        view.GetProperty("query").GetString().ShouldBe("subject:payment is:open");
        view.GetProperty("name").GetString().ShouldBe("Payments");
        var id = view.GetProperty("id").GetString()!;
        Numbers(await app.Ada.Gets($"tickets?view={id}")).ShouldBe(["T-1"]);
        Numbers(await app.Ada.Gets($"tickets?view={id}&q=severity:minor")).ShouldBeEmpty();
        Numbers(await app.Ada.Gets($"tickets?view={id}&q=severity:minor%20OR%20severity:outage")).ShouldBe(["T-1"]);
        (await app.Ada.IsRefused(422, HttpMethod.Get, $"tickets?view={id}&q=severty:minor")).GetProperty("query")[0].GetProperty("at").GetInt32().ShouldBe(0, "it points into what was asked");
        await app.Ada.IsRefused(404, HttpMethod.Get, $"tickets?view={Guid.CreateVersion7()}");

        // Somebody without a queue has the view, and finds nothing in it.
        var lou = app.Person("Lou", "support-engineer-l1");
        var none = app.Person("None");
        (await lou.Gets("views")).GetProperty("items").EnumerateArray().Select(v => (v.GetProperty("name").GetString(), v.GetProperty("mine").GetBoolean())).ShouldBe([("Payments", false)]);
        Numbers(await lou.Gets($"tickets?view={id}")).ShouldBeSubsetOf(["T-1"]);
        await none.IsRefused(403, HttpMethod.Get, $"tickets?view={id}");
        await none.IsRefused(403, HttpMethod.Get, "views");
        await lou.IsRefused(403, HttpMethod.Patch, $"views/{id}", new { name = "Mine now" });
        await lou.IsRefused(403, HttpMethod.Post, "views", new { name = "For all", query = "is:open", sharing = "everyone" });
        var own = (await lou.Posts("views", new { name = "Own", query = "assignee:me" })).GetProperty("id").GetString();
        await app.Ada.IsRefused(404, HttpMethod.Get, $"views/{own}");
        await app.Ada.IsRefused(404, HttpMethod.Get, $"tickets?view={own}");
        await app.Ada.IsRefused(404, HttpMethod.Delete, $"views/{own}");

        await app.Ada.Patches($"views/{id}", new { query = "is:solved", sort = (string?)null });
        Numbers(await app.Ada.Gets($"tickets?view={id}")).ShouldBe(["T-2"]);
        await app.Ada.Deletes($"views/{id}");
        await app.Ada.IsRefused(404, HttpMethod.Get, $"views/{id}");
        (await app.Look(db => Task.FromResult(db.Set<SavedView>().Single(v => v.Dropped).Query))).ShouldBe("");
        (await app.JournalTypes()).Where(t => t.StartsWith("desk.view", StringComparison.Ordinal)).ShouldBe(["desk.view.saved.v1", "desk.view.saved.v1", "desk.view.changed.v1", "desk.view.dropped.v1"]);
    }

    [Theory, BothEngines]
    public async Task A_teams_view_is_its_members_and_what_cannot_be_read_is_not_saved(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (lou, max) = (app.Person("Lou", "support-engineer-l1"), app.Person("Max", "support-engineer-l1"));
        var team = (await app.Admin.Posts("teams", new { name = "Payments", members = new[] { await lou.Id } })).GetProperty("id").GetString()!;
        var id = (await lou.Posts("views", new { name = "Ours", query = "is:open", sharing = "team", team })).GetProperty("id").GetString();
        await max.IsRefused(404, HttpMethod.Get, $"views/{id}");
        (await max.IsRefused(422, HttpMethod.Post, "views", new { name = "Theirs", query = "is:open", sharing = "team", team })).GetProperty("errors").TryGetProperty("team", out _).ShouldBeTrue();
        await app.Admin.Patches($"teams/{team}", new { members = new[] { await lou.Id, await max.Id } });
        (await max.Gets($"views/{id}")).GetProperty("name").GetString().ShouldBe("Ours");
        await max.IsRefused(403, HttpMethod.Delete, $"views/{id}");

        (await lou.IsRefused(422, HttpMethod.Post, "views", new { name = "x", query = "is:opne" })).GetProperty("query")[0].GetProperty("nearest").GetString().ShouldBe("open");
        await lou.IsRefused(422, HttpMethod.Post, "views", new { name = " ", query = "is:open" });
        await lou.IsRefused(422, HttpMethod.Post, "views", new { name = "x", query = "is:open", sharing = "team" });
    }

    [Theory, BothEngines]
    public async Task Who_is_erased_is_in_no_view(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Sync", body = "x", requester = new { email = "kim.ito@acme.example", name = "Kim Ito" } });
        await app.Ada.Posts("views", new { name = "Kim", query = "requester:kim.ito@acme.example" });
        await app.Ada.Posts("views", new { name = "Open", query = "is:open" });
        await app.Send(new ErasePerson("kim.ito@acme.example"));
        (await app.Ada.Gets("views")).GetProperty("items").EnumerateArray().Select(v => v.GetProperty("name").GetString()).ShouldBe(["Open"]);
    }

    private static List<string> Numbers(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(t => t.GetProperty("number").GetString()!)];
}
