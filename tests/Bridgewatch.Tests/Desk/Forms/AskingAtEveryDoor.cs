using System.Text.Json;
using Bridgewatch.Kernel.Rules;
using Bridgewatch.Tests.Desk.Email;
using Bridgewatch.Tests.Desk.Portal;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Signals;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Tests.Desk.Forms;

/// <summary>What is required: asked for at every door, keeping nobody from opening or resolving, listed until it is said, and refused all at once at closing.</summary>
public class AskingAtEveryDoor
{
    private const string Rule = "desk.fields-before-closing";

    [Theory, BothEngines]
    public async Task What_is_missing_is_listed_from_its_moment_on_and_follows_type_and_condition(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await MakingFields.Makes(app, "environment", "text", asked: "opening");
        await MakingFields.Makes(app, "region", "text", asked: "opening", when: "field.environment:production");
        await MakingFields.Makes(app, "wear", "text", more: new { types = new[] { "fault" } });
        await MakingFields.Makes(app, "told", "check-box", asked: "closing");
        await MakingFields.Makes(app, "extra", "text", asked: "opening", required: false);
        (await Missing(await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x", type = "fault" }))).ShouldBe(["environment"]);
        (await Missing(await app.Ada.Patches("tickets/T-1", new { fields = new { environment = "Production" } }))).ShouldBe(["region"], "another answer asks for more");
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Restarted." });
        (await Missing(app)).ShouldBe(["component", "cause", "region", "wear", "told"], "resolving asked, and was not refused");
        (await Missing(await app.Ada.Patches("tickets/T-1", new { fields = new { environment = "Staging", told = false } }))).ShouldBe(["component", "cause", "wear", "told"], "a box must be ticked");
        (await Missing(await app.Ada.Patches("tickets/T-1", new { type = "question" }))).ShouldBe(["told"]);
        await app.Ada.Deletes("tickets/T-1/resolution");
        (await Missing(app)).ShouldBeEmpty();
        (await app.Ada.Gets("tickets")).GetProperty("items")[0].TryGetProperty("missing", out var inList).ShouldBe(inList.ValueKind == JsonValueKind.Null, "lists leave it out");
    }

    [Theory, BothEngines]
    public async Task Resolving_takes_fields_component_and_cause_with_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Posts("services", new { name = "Payments", slug = "payments" });
        await MakingFields.Makes(app, "wear", "number");
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x", type = "fault" });
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Restarted.", fields = new { wear = 3 }, component = "payments", cause = "The worker stood still." });
        var ticket = await app.Ada.Gets("tickets/T-1");
        (ticket.Text("status"), ticket.Text("component"), ticket.GetProperty("diagnosis").Text("component")).ShouldBe(("resolved", "payments", "payments"));
        (await Missing(ticket)).ShouldBeEmpty();

        // A cause without any component is kept, too, and keeps nobody from resolving.
        await app.Ada.Posts("tickets", new { subject = "Another one", body = "x", type = "fault" });
        await app.Ada.Puts("tickets/T-2/resolution", new { code = "fixed", note = "Restarted.", fields = new { wear = 1 }, cause = "A cable." });
        (await Missing(app, "T-2")).ShouldBe(["component", "cause"]);
        (await app.Ada.Gets("tickets/T-2/messages")).ToString().ShouldContain("A cable.");
        await app.Ada.Posts("tickets", new { subject = "A third", body = "x", type = "fault" });
        await app.Ada.Puts("tickets/T-3/resolution", new { code = "fixed", note = "Restarted.", component = "payments" });
        ((await app.Ada.Gets("tickets/T-3")).Text("component"), string.Join(' ', await Missing(app, "T-3"))).ShouldBe(("payments", "cause wear"));
    }

    [Theory, BothEngines]
    public async Task Every_door_that_opens_takes_the_ticket_and_lists_what_is_missing(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        await MakingFields.Makes(app, "environment", "choice", asked: "opening", choices: new[] { new { name = "Production" }, new { name = "Staging" } }, more: new { seenBy = "customers", editedBy = "customers" });
        await MakingFields.Makes(app, "seats", "number", asked: "opening", more: new { seenBy = "customers", editedBy = "customers" });
        await MakingFields.Makes(app, "inner", "text", asked: "opening");
        await app.Knows("Kim Ito", "kim@acme.example");
        using var kim = await app.Customer("kim@acme.example");
        var form = await kim.Read("/portal/new");
        form.ShouldContain("Environment");
        form.ShouldContain("Seats");
        form.ShouldNotContain("Inner");

        // Without script, without an answer, and with answers that no form would have sent.
        (await kim.Submit("/portal/new", ("Form.Subject", "It stalls"), ("Form.Body", "Since noon."))).Headers.Location!.ToString().ShouldEndWith("/portal/requests/T-1");
        (await Missing(app)).ShouldBe(["environment", "seats", "inner"]);
        await kim.Submit("/portal/new", ("Form.Subject", "It stalls"), ("Form.Body", "Since noon."), ("field.environment", "staging"), ("field.seats", "about twelve"), ("field.inner", "not for me"));
        var second = await app.Ada.Gets("tickets/T-2");
        second.GetProperty("fields").GetRawText().ShouldBe("""{"environment":"Staging"}""");
        (await Missing(second)).ShouldBe(["seats", "inner"]);
        (await app.Ada.Gets("tickets/T-2/messages")).ToString().ShouldContain("about twelve", customMessage: "what was typed is not lost");
        (await kim.Read("/portal/requests/T-2")).ShouldContain("Staging");

        // A mail knows no fields, and what rules read in it that no field can hold is left out.
        await app.Admin.Puts("settings/desk.error-codes", new { rules = new[] { new { name = "seats", pattern = "SEATS-(?<seats>\\w+)" } }, standard = true });
        var box = await Postbox.Of(app);
        (await box.Gets(Postbox.Mail("It stalls at SEATS-MANY."))).Text("state").ShouldBe("taken-in");
        await app.Ada.Posts("tickets", new { subject = "By API", body = "x", requester = new { email = "lee@other.example" } });
        foreach (var ticket in (string[])["T-3", "T-4"]) (await Missing(app, ticket)).ShouldBe(["environment", "seats", "inner"], ticket);
    }

    [Theory, BothEngines]
    public async Task Closing_is_refused_at_every_door_and_all_that_is_missing_is_named_at_once(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        await MakingFields.Makes(app, "environment", "text", asked: "opening");
        await MakingFields.Makes(app, "wear", "text", name: "Wear and tear");
        await MakingFields.Makes(app, "told", "check-box", asked: "closing", name: "Customer was told");
        await app.Knows("Kim Ito", "kim@acme.example");
        await app.Ada.Puts($"rules/{Rule}/mode", new { mode = "enforce" });
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x", requester = new { email = "kim@acme.example" } });
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Restarted." });
        app.MoveClock(Duration.FromDays(15));
        await Eventually.Holds(() => app.Look(db => db.Set<RuleStop>().AnyAsync()), "its time has come, and it is held");
        const string all = "These are not filled in: Environment, Wear and tear, Customer was told.";
        foreach (var (method, path, body) in new (HttpMethod, string, object)[]
        {
            (HttpMethod.Patch, "tickets/T-1", new { status = "closed", fields = new { environment = (string?)null } }),
            (HttpMethod.Put, "tickets/T-1/closure", new { reason = "resolved" }),
        })
        {
            var problem = await app.Ada.IsRefused(409, method, path, body);
            problem.Text("type").ShouldBe("urn:bridgewatch:problem:close-gate");
            problem.GetProperty("gates").EnumerateArray().Select(g => g.Text("missing")).ShouldBe([all]);
        }
        using var kim = await app.Customer("kim@acme.example");
        using (var refused = await kim.Submit("/portal/requests/T-1", ("Form.Body", ""), ("Form.Deed", "close")))
            (await refused.Content.ReadAsStringAsync()).ShouldNotContain("Wear and tear", customMessage: "what our work lacks is no customer's business");
        (await app.Ada.Gets("tasks?of=all&about=T-1")).ToString().ShouldContain(all);

        // The same change that says all of it closes.
        await app.Ada.Patches("tickets/T-1", new { status = "closed", fields = new { environment = "Staging", wear = "None of it", told = true } });
        (await app.Ada.Gets("tickets/T-1")).Text("status").ShouldBe("closed");
    }

    [Theory, BothEngines]
    public async Task Many_tickets_are_filled_and_resolved_each_by_itself(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await MakingFields.Makes(app, "environment", "text", asked: "opening");
        await MakingFields.Makes(app, "wear", "text");
        for (var i = 0; i < 2; i++) await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x" });
        await app.Ada.Posts("tickets/bulk", new { tickets = new[] { "T-1", "T-2" }, fill = new { fields = new { environment = "Staging" } } });
        await app.Ada.Posts("tickets/bulk", new { tickets = new[] { "T-1" }, resolve = new { code = "fixed", note = "x", fields = new { wear = "much" } } });
        await app.Ada.Posts("tickets/bulk", new { tickets = new[] { "T-2" }, resolve = new { code = "fixed", note = "x" } });
        ((await Missing(app)).Count, string.Join(' ', await Missing(app, "T-2"))).ShouldBe((0, "wear"));
    }

    [Theory, BothEngines]
    public async Task Ones_own_work_has_the_tickets_that_lack_something(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await MakingFields.Makes(app, "environment", "text", asked: "opening");
        for (var i = 0; i < 3; i++) await app.Ada.Posts("tickets", new { subject = $"Sync {i}", body = "x", fields = i == 2 ? new { environment = "x" } : null });
        await app.Ada.Puts("tickets/T-1/assignment", new { person = await app.Ada.Id });
        await app.Ada.Puts("tickets/T-3/assignment", new { person = await app.Ada.Id });
        var mine = (await app.Ada.Gets("me/missing-fields")).GetProperty("items").EnumerateArray().Single();
        (mine.Text("number"), mine.GetProperty("missing")[0].Text("name")).ShouldBe(("T-1", "Environment"));
        (await app.Person("Bo", "support-lead").Gets("me/missing-fields")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    private static async Task<List<string>> Missing(RunningApp app, string ticket = "T-1") => await Missing(await app.Ada.Gets($"tickets/{ticket}"));

    private static Task<List<string>> Missing(JsonElement ticket) => Task.FromResult(ticket.GetProperty("missing").EnumerateArray().Select(m => m.Text("field")).ToList());
}
