using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Signals;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Tests.Desk.Forms;

/// <summary>Values: read by their kind, refused all at once, kept with their history.</summary>
public class SayingWhatFormsAsk
{
    private static readonly object[] Devices = [new { name = "Hardware", choices = new object[] { new { name = "Printer" }, new { name = "Screen" } } }, new { name = "Software" }];

    [Theory, BothEngines]
    public async Task Each_kind_keeps_its_value_in_one_form(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Everything(app);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x" });
        await app.Ada.Patches("tickets/T-1", new
        {
            fields = new { words = "  some words ", amount = 2.50, day = "2026-03-27", where = "STAGING", device = "hardware / printer", owner = "@ada", part = "payments", ticked = true, free = "as it is" },
        });
        (await app.Ada.Gets("tickets/T-1")).GetProperty("fields").GetRawText().ShouldBe(
            """{"amount":2.5,"day":"2026-03-27","device":"Hardware/Printer","free":"as it is","owner":"ada","part":"payments","ticked":true,"where":"Staging","words":"some words"}""");
        var form = (await app.Ada.Gets("tickets/T-1/form")).GetProperty("fields").EnumerateArray().ToDictionary(f => f.Text("key"), f => f.GetProperty("shown").GetString());
        (form["owner"], form["part"], form["ticked"]).ShouldBe(("Ada", "Payments", "Yes"));
        await app.Ada.Patches("tickets/T-1", new { fields = new { words = "", amount = (int?)null } });
        (await app.Ada.Gets("tickets/T-1")).GetProperty("fields").TryGetProperty("words", out _).ShouldBeFalse("an empty text is none");
    }

    [Theory, BothEngines]
    public async Task A_refusal_names_every_field_and_nothing_is_half_saved(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Everything(app);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x", fields = new { words = "before" } });
        object wrong = new { words = true, amount = "many", day = "yesterday", where = "Nowhere", device = "Hardware", owner = "nobody", part = "none/such", ticked = "perhaps", free = "x" };
        string[] named = ["fields.words", "fields.amount", "fields.day", "fields.where", "fields.device", "fields.owner", "fields.part", "fields.ticked"];
        var version = (await app.Ada.Gets("tickets/T-1")).GetProperty("version").GetInt64();
        var events = (await app.JournalTypes()).Count;
        foreach (var (method, path, body) in new (HttpMethod, string, object)[]
        {
            (HttpMethod.Post, "tickets", new { subject = "Another", body = "x", fields = wrong }),
            (HttpMethod.Patch, "tickets/T-1", new { subject = "Renamed", fields = wrong }),
            (HttpMethod.Put, "tickets/T-1/resolution", new { code = "fixed", note = "Restarted.", fields = wrong }),
        })
        {
            var problem = await app.Ada.IsRefused(422, method, path, body);
            problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(named, ignoreOrder: true, path);
        }
        // With what the form itself finds, in one answer.
        (await app.Ada.IsRefused(422, HttpMethod.Put, "tickets/T-1/resolution", new { code = "fixed", note = "", component = "none/such", fields = new { amount = "many" } }))
            .GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["note", "component", "fields.amount"], ignoreOrder: true);
        var bulk = await app.Ada.Posts("tickets/bulk", new { tickets = new[] { "T-1" }, fill = new { fields = wrong } });
        bulk.GetProperty("results")[0].Text("what").ShouldContain("There is nobody by the handle nobody.");
        var ticket = await app.Ada.Gets("tickets/T-1");
        (ticket.GetProperty("version").GetInt64(), ticket.Text("subject"), ticket.GetProperty("fields").GetRawText()).ShouldBe((version, "Sync stalls", """{"words":"before"}"""));
        (await app.JournalTypes()).Count.ShouldBe(events);
        (await app.Ada.Gets("tickets")).GetProperty("items").GetArrayLength().ShouldBe(1);
        var choose = await app.Ada.IsRefused(422, HttpMethod.Patch, "tickets/T-1", new { fields = new { device = "Hardware", where = "Nowhere" } });
        choose.GetProperty("errors").GetProperty("fields.device")[0].GetString().ShouldBe("Choose what stands below Hardware: Printer, Screen");
        choose.GetProperty("errors").GetProperty("fields.where")[0].GetString().ShouldBe("Choose one of these: Production, Staging");
    }

    [Theory, BothEngines]
    public async Task Changes_keep_who_made_what_of_what(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await MakingFields.Makes(app, "environment", "text", name: "Environment");
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x", fields = new { environment = "Staging" } });
        var bo = app.Person("Bo", "support-lead");
        await bo.Patches("tickets/T-1", new { fields = new { environment = "Production", other = 3 } });
        await app.Ada.Patches("tickets/T-1", new { fields = new { environment = (string?)null } });
        var changes = (await app.Ada.Gets("tickets/T-1/field-changes")).GetProperty("items").EnumerateArray().Select(c => (c.Text("name"), c.GetProperty("from").GetString(), c.GetProperty("to").GetString(), c.Text("by"))).ToList();
        changes.ShouldBe([("Environment", "Production", null, "Ada"), ("other", null, "3", "Bo"), ("Environment", "Staging", "Production", "Bo"), ("Environment", null, "Staging", "Ada")], ignoreOrder: true);
        changes[0].Item3.ShouldBeNull("the newest comes first");
        (await app.Look(db => Task.FromResult(db.Journal.Select(r => r.Data).ToList()))).ShouldAllBe(d => d == null || !d.Contains("Production"), "what fields say is no journal's business");
    }

    [Theory, BothEngines]
    public async Task Some_fields_are_for_leads_alone(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await MakingFields.Makes(app, "credit", "number", required: false, more: new { editedBy = "leads" });
        await MakingFields.Makes(app, "note", "text", required: false);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x", fields = new { credit = 5 } });
        var kay = app.Person("Kay");
        await app.Grant(kay, "support-engineer-l1", GrantScope.Everything);
        var problem = await kay.IsRefused(422, HttpMethod.Patch, "tickets/T-1", new { fields = new { credit = 500, note = "x" } });
        problem.GetProperty("errors").EnumerateObject().Single().Name.ShouldBe("fields.credit");
        await kay.Patches("tickets/T-1", new { fields = new { credit = 5, note = "x" } });
        (await kay.Gets("tickets/T-1/form")).GetProperty("fields")[0].GetProperty("mayChange").GetBoolean().ShouldBeFalse();
        await app.Ada.Patches("tickets/T-1", new { fields = new { credit = 6 } });
    }

    [Theory, BothEngines]
    public async Task Lists_ask_for_fields_as_a_whole_by_beginning_by_size_and_for_none(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Everything(app);
        foreach (var fields in new object[] { new { device = "Hardware/Printer", amount = 3, day = "2026-03-27" }, new { device = "Software", amount = 20, day = "2025-12-31" }, new { where = "Staging" } })
            await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x", fields });
        foreach (var (q, numbers) in new (string, string[])[]
        {
            ("field.device:hardware/*", ["T-1"]), ("field.device:\"Hardware/Printer\",software", ["T-1", "T-2"]), ("field.device:none", ["T-3"]), ("-field.device:none", ["T-1", "T-2"]),
            ("field.amount:>3", ["T-2"]), ("field.amount:>=3", ["T-1", "T-2"]), ("field.amount:3", ["T-1"]), ("field.day:<2026-01-01", ["T-2"]), ("field.where:staging", ["T-3"]), ("field.absent:x", []),
        })
            (await app.Ada.Gets($"tickets?q={Uri.EscapeDataString(q)}&sort=created")).GetProperty("items").EnumerateArray().Select(t => t.Text("number")).ShouldBe(numbers, ignoreOrder: true, q);
        (await app.Ada.IsRefused(422, HttpMethod.Get, "tickets?q=field.amount:>many")).GetProperty("query")[0].GetProperty("at").GetInt32().ShouldBe(14);
        var (spy, told) = (app.Person("Spy", "auditor"), "tickets?q=field.where:staging");
        (await spy.Gets(told)).GetProperty("items").GetArrayLength().ShouldBe(0, "whoever reads masked finds out nothing by asking");
    }

    [Fact]
    public async Task Fields_and_their_choices_are_proposed_where_somebody_asks()
    {
        await using var app = await RunningApp.On(Engine.Sqlite);
        await MakingFields.Makes(app, "place", "choice", name: "Place of use", choices: new[] { new { name = "On the road" }, new { name = "Office" } });
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Door>().Caller = new(ActorKind.Person, (await app.Ada.Id).Value);
        var reads = scope.ServiceProvider.GetRequiredService<Reads>();
        foreach (var (typed, proposed) in new (string, string[])[] { ("field.pl", ["field.place:"]), ("is:open field.place:o", ["\"On the road\"", "Office"]), ("field.place:n", ["none"]), ("field.plaice:", ["none"]) })
            (await reads.From((TicketQuestions q, CancellationToken ct) => q.Complete(typed, typed.Length, ct))).Proposals.Select(p => p.Text).ShouldBe(proposed, typed);
    }

    internal static async Task Everything(RunningApp app)
    {
        await app.Ada.Id;
        await app.Admin.Posts("services", new { name = "Payments", slug = "payments" });
        foreach (var (key, kind) in new[] { ("words", "text"), ("amount", "number"), ("day", "date"), ("owner", "person"), ("part", "component"), ("ticked", "check-box") }) await MakingFields.Makes(app, key, kind);
        await MakingFields.Makes(app, "where", "choice", choices: new[] { new { name = "Production" }, new { name = "Staging" } });
        await MakingFields.Makes(app, "device", "cascading-choice", choices: Devices);
    }
}
