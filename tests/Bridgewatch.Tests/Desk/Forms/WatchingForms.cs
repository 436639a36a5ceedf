using System.Text.Json;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Signals;
using NodaTime;

namespace Bridgewatch.Tests.Desk.Forms;

/// <summary>Whether fields are worth their seconds: practice 3.4, and what is told where they are made.</summary>
public class WatchingForms
{
    [Theory, BothEngines]
    public async Task The_practice_counts_what_says_something_of_what_is_owed(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await MakingFields.Makes(app, "environment", "choice", asked: "opening", when: "-label:small", choices: new[] { new { name = "Production" }, new { name = "Other" } }, more: new { @default = "Production" });
        var before = await app.Admin.Gets("practices/3.4");
        before.Text("state").ShouldBe("set-up");
        before.GetProperty("figure").GetProperty("parts").EnumerateArray().Select(p => p.Text("name")).ShouldBe(["component-and-cause", "field-environment"]);

        // Owed by four: said, the default, a word for nothing, and nothing at all. A small one owes nothing, nor does a fault that nobody could reproduce have a cause.
        await app.Admin.Posts("services", new { name = "Payments", slug = "payments" });
        await app.Admin.Patches($"ticket-fields/{(await app.Ada.Gets("ticket-fields")).GetProperty("items")[0].Text("id")}", new { choices = new[] { "Production", "Staging", "Other" }.Select(name => new { name }) });
        foreach (var (said, label) in new (string?, string?)[] { ("Staging", null), ("Production", null), ("other", null), (null, null), ("Staging", "small") })
            await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x", type = "fault", labels = label is null ? null : new[] { label }, fields = said is null ? null : new { environment = said } });
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "x", component = "payments", cause = "A cable." });
        await app.Ada.Puts("tickets/T-2/resolution", new { code = "fixed", note = "x" });
        await app.Ada.Puts("tickets/T-3/resolution", new { code = "not-reproducible", note = "x" });
        app.MoveClock(Duration.FromDays(1));
        var parts = (await app.Admin.Gets("practices/3.4")).GetProperty("figure").GetProperty("parts").EnumerateArray().Select(p => $"{p.Text("name")} {p.GetProperty("numerator")}/{p.GetProperty("denominator")}");
        parts.ShouldBe(["component-and-cause 1/2", "field-environment 1/4"]);
        var rest = (await app.Ada.Gets("practices/3.4/records?part=field-environment&hits=false")).GetProperty("items").EnumerateArray().Select(c => c.Text("name")).ToList();
        rest.ShouldBe(["T-2", "T-3", "T-4"], ignoreOrder: true);
    }

    [Theory, BothEngines]
    public async Task A_first_choice_that_is_always_taken_and_a_field_that_nothing_reads_are_told(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        object[] choices = [new { name = "One" }, new { name = "Two" }];
        var (always, read) = (await MakingFields.Makes(app, "always", "choice", choices: choices), await MakingFields.Makes(app, "mixed", "choice", choices: choices));
        for (var i = 0; i < 100; i++)
        {
            var (first, mixed) = (JsonSerializer.SerializeToElement("One"), JsonSerializer.SerializeToElement(i % 2 == 0 ? "One" : "Two"));
            await app.Send(new OpenTicket("Sync stalls", "x", Fields: new Dictionary<string, JsonElement> { ["always"] = first, ["mixed"] = mixed }));
        }
        var use = (await app.Ada.Gets($"ticket-fields/{always}")).GetProperty("use");
        (use.Text("standing"), use.GetProperty("first").GetInt32(), use.GetProperty("entropy").GetDouble()).ShouldBe(("first-choice-always", 100, 0));
        use = (await app.Ada.Gets($"ticket-fields/{read}")).GetProperty("use");
        (use.Text("standing"), use.GetProperty("entropy").GetDouble()).ShouldBe(("works", 1));
        await app.Ada.Posts("views", new { name = "Ones", query = "field.mixed:one is:open" });
        app.MoveClock(Duration.FromDays(92));
        var fields = (await app.Ada.Gets("ticket-fields")).GetProperty("items").EnumerateArray().ToDictionary(f => f.Text("key"), f => f.GetProperty("use"));
        (fields["always"].Text("standing"), fields["mixed"].Text("standing"), fields["mixed"].GetProperty("readers")[0].GetString()).ShouldBe(("nobody-reads", "works", "Ones"));
        (await app.Person("Kay", "support-engineer-l1").Gets($"ticket-fields/{read}")).GetProperty("use").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory, BothEngines]
    public async Task A_colleague_who_is_erased_stands_in_no_field(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await MakingFields.Makes(app, "owner", "person");
        var bo = app.Person("Bo Zyzzogeton", "support-engineer-l1");
        var id = await bo.Id;
        var handle = (await app.Admin.Gets($"people/{id}")).Text("handle");
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x", fields = new { owner = handle } });
        (await app.Ada.Gets("tickets/T-1")).GetProperty("fields").Text("owner").ShouldBe(handle);
        var address = (await app.Admin.Gets($"people/{id}")).Text("email");
        await app.Admin.Puts($"people/{id}/deactivation");
        await app.Send(new ErasePerson(address));
        (await app.Ada.Gets("tickets/T-1")).GetProperty("fields").GetRawText().ShouldNotContain(handle);
        (await app.Ada.Gets("tickets/T-1/field-changes")).GetRawText().ShouldNotContain(handle);
        (await app.Ada.Gets($"tickets?q=field.owner:{handle}")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }
}
