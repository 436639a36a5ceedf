using System.Text.Json;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Signals;

namespace Bridgewatch.Tests.Desk;

/// <summary>Texts that are written often, and what goes with them.</summary>
public class WritingWithMacros
{
    private const string Logs = "Hello {{ requester.first_name | default: 'there' }},\n\nplease send us the log of {{ ticket.component | default: 'the program' }}{% for code in ticket.codes %}, from when {{ code }} came{% endfor %}.\n\n{{ agent.name }}";

    [Theory, BothEngines]
    public async Task A_macro_says_what_is_known_of_the_ticket_and_does_what_goes_with_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var macro = (await app.Ada.Posts("macros", new { name = "Ask for logs", body = Logs, then = "waiting-on-customer", addLabels = new[] { "logs", "vip" }, removeLabels = new[] { "new-customer", "gone" } })).Text("id");
        var bo = app.Person("Bo", "support-engineer-l1");
        await bo.Posts("tickets", new { subject = "Sync stalls", body = "PAY-4102", requester = new { email = "kim@acme.example", name = "Kim Roe" }, labels = new[] { "vip", "new-customer" }, errorCodes = new[] { "PAY-4102" } });

        var written = await bo.Gets($"tickets/T-1/macros/{macro}");
        var body = written.Text("body");
        body.ShouldBe("Hello Kim,\n\nplease send us the log of the program, from when PAY-4102 came.\n\nBo");
        (written.Text("then"), Words(written, "addLabels"), Words(written, "removeLabels")).ShouldBe(("waiting-on-customer", "logs", "new-customer"));
        (await bo.Gets("tickets/T-1")).GetProperty("labels").ToString().ShouldContain("new-customer", customMessage: "to look changes nothing");

        await bo.Posts("tickets/T-1/replies", new { body, then = "waiting-on-customer", macro });
        var ticket = await bo.Gets("tickets/T-1");
        (ticket.Text("status"), Words(ticket, "labels")).ShouldBe(("waiting-on-customer", "logs vip"));
        var used = await Used(bo);
        (used.GetProperty("whole").GetBoolean(), Words(used, "addedLabels"), Words(used, "removedLabels")).ShouldBe((true, "logs", "new-customer"));
    }

    [Theory, BothEngines]
    public async Task Whoever_changes_what_it_says_is_told_apart_from_whoever_sends_it_as_it_is(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var note = (await app.Ada.Posts("macros", new { name = "Handed over", body = "Seen by {{agent.name}}.", kind = "note" })).Text("id");
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "b", requester = new { email = "kim@acme.example" } });
        await app.Ada.Posts("tickets/T-1/notes", new { body = "Seen by Ada. Look at the queue!", macro = note });
        (await Used(app.Ada)).GetProperty("whole").GetBoolean().ShouldBeFalse();
        // A note is no reply, and what is not there is used by nobody; nothing of it stays.
        (await app.Ada.IsRefused(422, HttpMethod.Post, "tickets/T-1/replies", new { body = "Seen by Ada.", macro = note })).GetProperty("errors").GetProperty("macro")[0].GetString()!.ShouldContain("notes");
        await app.Ada.IsRefused(422, HttpMethod.Post, "tickets/T-1/notes", new { body = "x", macro = Guid.CreateVersion7() });
        (await app.Ada.Gets("tickets/T-1/messages")).GetProperty("items").GetArrayLength().ShouldBe(2);
    }

    [Theory, BothEngines]
    public async Task A_note_by_macro_on_a_closed_ticket_leaves_its_record_as_it_is(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var note = (await app.Ada.Posts("macros", new { name = "Seen", body = "Seen.", kind = "note", addLabels = new[] { "seen" } })).Text("id");
        await app.Ada.Posts("tickets", new { subject = "Buy now", body = "b", requester = new { email = "kim@acme.example" } });
        await app.Ada.Puts("tickets/T-1/closure", new { reason = "spam" });
        await app.Ada.Posts("tickets/T-1/notes", new { body = "Seen.", macro = note });
        (await app.Ada.Gets("tickets/T-1")).GetProperty("labels").GetArrayLength().ShouldBe(0);
        Words(await Used(app.Ada), "addedLabels").ShouldBe("");
    }

    [Theory, BothEngines]
    public async Task What_a_text_names_must_be_there_and_all_that_is_wrong_is_said_at_once(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        string Fault(JsonElement refused) => refused.GetProperty("errors").GetProperty("body")[0].GetString()!;
        Fault(await app.Ada.IsRefused(422, HttpMethod.Post, "macros", new { name = "A", body = "{{ ticket.secret }}" })).ShouldContain("ticket.secret");
        Fault(await app.Ada.IsRefused(422, HttpMethod.Post, "macros", new { name = "A", body = "{% if ticket.codes %}{{ actor.token }}{% endif %}" })).ShouldContain("actor.token");
        Fault(await app.Ada.IsRefused(422, HttpMethod.Post, "macros", new { name = "A", body = "{% if %}" })).ShouldContain("cannot be read");
        (await app.Ada.IsRefused(422, HttpMethod.Post, "macros", new { name = " ", body = "", then = "resolved", addLabels = new[] { "two words" } }))
            .GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["name", "body", "then", "addLabels"], ignoreOrder: true);
        (await app.Ada.Gets("macros")).GetProperty("items").GetArrayLength().ShouldBe(0);
        // What would grow without end is refused where it is made.
        foreach (var (endless, named) in new[]
        {
            ("{% for i in (1..100000000) %}x{% endfor %}", "(…)"), ("{% assign a = 'x' %}{{ ticket.number }}", "assign"), ("{% include 'x' %}", "include"), ("{% cycle 'a', 'b' %}", "cycle"),
            ("{{ ticket.subject | replace: 'a', 'aaaaaaaaaa' }}", "replace"),
        })
            Fault(await app.Ada.IsRefused(422, HttpMethod.Post, "macros", new { name = "Long", body = endless })).ShouldContain(named);
    }

    [Theory, BothEngines]
    public async Task A_teams_macro_is_its_members_and_an_archived_one_is_nobodys(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var bo = app.Person("Bo", "support-engineer-l1");
        var team = (await app.Ada.Posts("teams", new { name = "Payments", members = new[] { (await app.Ada.Id).ToString() } })).Text("id");
        var macro = (await app.Ada.Posts("macros", new { name = "Ours", body = "Text.", team })).Text("id");
        (await bo.Gets("macros")).GetProperty("items").GetArrayLength().ShouldBe(0);
        await bo.IsRefused(404, HttpMethod.Get, $"macros/{macro}");
        await bo.IsRefused(403, HttpMethod.Post, "macros", new { name = "Mine", body = "x" });
        using (var changed = await app.Ada.Sends(HttpMethod.Patch, $"macros/{macro}", new { team = (string?)null, name = "Everybody's" })) changed.IsSuccessStatusCode.ShouldBeTrue();
        (await bo.Gets($"macros/{macro}")).Text("name").ShouldBe("Everybody's");
        await app.Ada.Deletes($"macros/{macro}");
        await bo.IsRefused(404, HttpMethod.Get, $"macros/{macro}");
    }

    [Theory, BothEngines]
    public async Task What_was_used_on_tickets_like_it_is_suggested_with_how_often_and_what_they_share(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        async Task<string> Macro(string name) => (await app.Ada.Posts("macros", new { name, body = $"{name}." })).Text("id");
        var (logs, restart, sorry, gone) = (await Macro("Ask for logs"), await Macro("Restart"), await Macro("Sorry"), await Macro("Gone"));
        async Task<string> Ticket(string? code) =>
            (await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "b", requester = new { email = "kim@acme.example" }, errorCodes = code is null ? [] : new[] { code } })).Text("number");
        async Task Use(string ticket, string macro) => await app.Ada.Posts($"tickets/{ticket}/replies", new { body = "x", macro });

        var asked = await Ticket("PAY-4102");
        (await Suggested(app.Ada, asked)).ShouldBeEmpty("nothing was used yet");
        for (var i = 0; i < 3; i++)
        {
            var like = await Ticket("PAY-4102");
            if (i > 0) await Use(like, restart);
            await Use(like, gone);
            if (i == 0) await Use(like, sorry);
            await Use(like, gone);
        }
        for (var i = 0; i < 4; i++) await Use(await Ticket(null), logs);
        await Use(asked, sorry);
        await app.Ada.Deletes($"macros/{gone}");

        (await Suggested(app.Ada, asked)).ShouldBe(["Restart code PAY-4102 2/3", "Ask for logs queue Support 4/7"], "the closest first; what was used once, or is archived, is not there");
        (await Suggested(app.Ada, await Ticket(null))).ShouldBe(["Ask for logs queue Support 4/8", "Restart queue Support 2/8", "Sorry queue Support 2/8"]);
        app.MoveClock(NodaTime.Duration.FromDays(91));
        (await Suggested(app.Ada, asked)).ShouldBeEmpty("old use says little about today");
        await app.Ada.IsRefused(404, HttpMethod.Get, "tickets/T-99/suggested-macros");
    }

    private static async Task<List<string>> Suggested(TestPerson person, string ticket) =>
        [.. (await person.Gets($"tickets/{ticket}/suggested-macros")).EnumerateArray().Select(s => $"{s.Text("name")} {s.Text("like")} {s.Text("of")} {s.GetProperty("used")}/{s.GetProperty("tickets")}")];

    private static string Words(JsonElement element, string name) => string.Join(' ', element.GetProperty(name).EnumerateArray().Select(l => l.GetString()));

    private static async Task<JsonElement> Used(TestPerson person) =>
        (await person.Gets("tickets/T-1/history")).GetProperty("items").EnumerateArray().Single(l => l.Text("type").StartsWith("desk.ticket.macro-used", StringComparison.Ordinal)).GetProperty("data");
}
