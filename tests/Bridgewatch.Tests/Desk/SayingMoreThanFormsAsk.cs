using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Desk;

/// <summary>Fields of one's own, and another brand than the default one, on a ticket that a program opens.</summary>
public class SayingMoreThanFormsAsk
{
    [Theory, BothEngines]
    public async Task Fields_are_kept_changed_one_by_one_and_emptied_by_null(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var opened = await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x", fields = new { store = "Lakeshore 7", tills = 3, open = true } });
        opened.GetProperty("fields").GetRawText().ShouldBe("""{"open":true,"store":"Lakeshore 7","tills":3}""");
        await app.Ada.Patches("tickets/T-1", new { fields = new { tills = 4, store = (string?)null, note = "" } });
        (await app.Ada.Gets("tickets/T-1")).GetProperty("fields").GetRawText().ShouldBe("""{"note":"","open":true,"tills":4}""");
        (await app.Ada.Gets("tickets")).GetProperty("items")[0].GetProperty("fields").GetProperty("tills").GetInt32().ShouldBe(4);
        var version = (await app.Ada.Gets("tickets/T-1")).GetProperty("version").GetInt64();
        await app.Ada.Patches("tickets/T-1", new { fields = new { tills = 4, store = (string?)null } });
        (await app.Ada.Gets("tickets/T-1")).GetProperty("version").GetInt64().ShouldBe(version, "nothing changed");
        var types = await app.JournalTypes();
        types.Count(t => t == "desk.ticket.fields-changed.v1").ShouldBe(2);
        (await app.Look(db => Task.FromResult(db.Journal.Select(r => r.Data).ToList()))).ShouldAllBe(d => d == null || !d.Contains("Lakeshore"), "what fields say is no journal's business");
    }

    [Fact]
    public async Task A_field_that_is_no_plain_value_is_named()
    {
        await using var app = await RunningApp.On(Engine.Sqlite);
        object[] wrong = [new { a = new { b = 1 } }, new { a = new[] { 1 } }, new Dictionary<string, object> { ["1x"] = 1 }, new { a = new string('x', 2_001) }];
        foreach (var fields in wrong)
        {
            var problem = await app.Ada.IsRefused(422, HttpMethod.Post, "tickets", new { subject = "Sync stalls", body = "x", fields });
            problem.GetProperty("errors").TryGetProperty("fields", out _).ShouldBeTrue(problem.GetRawText());
        }
        var many = Enumerable.Range(0, 51).ToDictionary(i => $"f{i}", i => i);
        await app.Ada.IsRefused(422, HttpMethod.Post, "tickets", new { subject = "Sync stalls", body = "x", fields = many });
    }

    [Theory, BothEngines]
    public async Task Fields_go_with_the_requester_who_is_erased(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x", requester = new { email = "kim@acme.example" }, fields = new { phone = "+49 30 1234" } });
        await app.Send(new Bridgewatch.Kernel.Erasure.ErasePerson("kim@acme.example"));
        (await app.Ada.Gets("tickets/T-1")).GetProperty("fields").EnumerateObject().ShouldBeEmpty();
    }

    [Theory, BothEngines]
    public async Task A_ticket_stands_under_the_brand_that_is_named(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var brand = (await app.Admin.Posts("brands", new { name = "Harbour" })).GetProperty("id").GetString()!;
        foreach (var named in new[] { "harbour", brand })
            (await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x", brand = named })).GetProperty("brand").GetString().ShouldBe("harbour");
        (await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x" })).GetProperty("brand").GetString().ShouldBe("default");
        var kim = app.Person("Kim");
        await app.Grant(kim, "support-lead", GrantScope.Brand, Guid.Parse(brand));
        (await kim.Gets("tickets")).GetProperty("items").GetArrayLength().ShouldBe(2);
        await kim.Posts("tickets", new { subject = "Sync stalls", body = "x", brand = "harbour" });
        await kim.IsRefused(403, HttpMethod.Post, "tickets", new { subject = "Sync stalls", body = "x" });
        await app.Admin.Deletes("brands/harbour");
        var problem = await app.Ada.IsRefused(422, HttpMethod.Post, "tickets", new { subject = "Sync stalls", body = "x", brand = "harbour" });
        problem.GetProperty("errors").GetProperty("brand")[0].GetString().ShouldBe("There is no brand 'harbour'.");
    }
}
