using System.Text.Json;
using Bridgewatch.Tests.Desk.Portal;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;
using NodaTime;

namespace Bridgewatch.Tests.Desk;

/// <summary>A customer told of the same twice, and is answered once.</summary>
public class MergingTickets
{
    [Theory, BothEngines]
    public async Task Two_tickets_of_one_customer_become_one_conversation_and_two_again(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Kim(app, "Payouts stuck");
        await app.Ada.Posts("tickets/T-1/replies", new { body = "Which account?", then = "waiting-on-customer" });
        app.MoveClock(Duration.FromMinutes(1));
        await Kim(app, "Payouts, the first account");
        await app.Ada.Posts("tickets/T-2/notes", new { body = "The same as before" });
        await app.Ada.Puts("tickets/T-2/assignment", new { tier = "L2" });
        (await Status(app, "T-2")).ShouldBe("open");

        await app.Ada.Puts("tickets/T-2/merge", new { into = "T-1" });
        var merged = await app.Ada.Gets("tickets/T-2");
        (merged.GetProperty("status").GetString(), merged.GetProperty("mergedInto").GetString(), merged.GetProperty("resolution").GetProperty("code").GetString())
            .ShouldBe(("resolved", "T-1", "duplicate"));
        // The customer's word of there stands unanswered here, so that nobody waits for them any more.
        (await Status(app, "T-1")).ShouldBe("open");
        (await Texts(app, "T-1")).ShouldBe(["Payouts stuck", "Which account?", "Payouts, the first account", "The same as before"]);
        (await app.Ada.Gets("tickets/T-1/messages")).GetProperty("items")[2].GetProperty("mergedFrom").GetString().ShouldBe("T-2");
        (await app.Ada.Gets("tickets/T-1/links")).GetProperty("items")[0].GetProperty("role").GetString().ShouldBe("merged");

        // It goes on in the other one alone.
        foreach (var (method, path, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Post, "tickets/T-2/replies", new { body = "x" }), (HttpMethod.Delete, "tickets/T-2/resolution", null),
            (HttpMethod.Put, "tickets/T-2/merge", new { into = "T-1" }),
        }) (await app.Ada.IsRefused(409, method, path, body)).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:ticket-merged");
        await app.Ada.Posts("tickets/T-2/messages", new { channel = "phone", direction = "inbound", body = "Called", at = app.Now.ToString() });
        (await Texts(app, "T-1")).ShouldContain("Called");
        (await app.TicketsAreTheirFolds()).ShouldBe(2);

        await app.Ada.Deletes("tickets/T-2/merge");
        (await Status(app, "T-2")).ShouldBe("open");
        (await app.Ada.Gets("tickets/T-2")).GetProperty("mergedInto").ValueKind.ShouldBe(JsonValueKind.Null);
        (await Texts(app, "T-1")).ShouldBe(["Payouts stuck", "Which account?", "Called"]);
        (await Texts(app, "T-2")).ShouldBe(["Payouts, the first account", "The same as before", "T-2 → T-1"]);
        (await app.Ada.IsRefused(409, HttpMethod.Delete, "tickets/T-2/merge")).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:not-merged");
        (await app.TicketsAreTheirFolds()).ShouldBe(2);
        // Nothing of it closes by the clock of the merge.
        app.MoveClock(Duration.FromDays(30));
        (await Status(app, "T-2")).ShouldBe("open");
        (await app.Verifies()).Findings.ShouldBeEmpty();
    }

    [Theory, BothEngines]
    public async Task A_merge_upon_a_merge_shows_all_that_was_said(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        foreach (var subject in (string[])["One", "Two", "Three"]) await Kim(app, subject);
        await app.Ada.Puts("tickets/T-3/merge", new { into = "T-2" });
        (await app.Ada.IsRefused(409, HttpMethod.Put, "tickets/T-1/merge", new { into = "T-3" })).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:ticket-merged");
        await app.Ada.Puts("tickets/T-2/merge", new { into = "T-1" });
        (await Texts(app, "T-1")).ShouldBe(["One", "Two", "Three"]);
        await app.Ada.Deletes("tickets/T-3/merge");
        (await Texts(app, "T-1")).ShouldBe(["One", "Two"]);
    }

    [Theory, BothEngines]
    public async Task Words_of_one_customer_are_never_shown_to_another(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Kim(app, "Payouts stuck");
        await app.Ada.Posts("tickets", new { subject = "Payouts", body = "Also here", requester = new { email = "lee@globex.example" } });
        await app.Ada.Posts("tickets", new { subject = "Alert", body = "Disk full" });
        var before = await app.JournalTypes();
        (await app.Ada.IsRefused(409, HttpMethod.Put, "tickets/T-2/merge", new { into = "T-1" })).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:of-two-customers");
        (await app.Ada.IsRefused(409, HttpMethod.Put, "tickets/T-2/merge", new { into = "T-3" })).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:of-two-customers");
        (await app.Ada.IsRefused(422, HttpMethod.Put, "tickets/T-2/merge", new { into = "T-2" })).GetProperty("errors").TryGetProperty("into", out _).ShouldBeTrue();
        await app.Ada.IsRefused(404, HttpMethod.Put, "tickets/T-2/merge", new { into = "T-9" });
        (await app.JournalTypes()).ShouldBe(before);
        // What nobody asked about may go on in what somebody did.
        await app.Ada.Puts("tickets/T-3/merge", new { into = "T-1" });
    }

    [Theory, BothEngines]
    public async Task The_customer_follows_it_in_the_portal_and_sees_no_note_and_no_monitors_words(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        await Kim(app, "Payouts stuck");
        await Kim(app, "Payouts again");
        await app.Ada.Posts("tickets", new { subject = "Alert", body = "db-3 of Globex is full" });
        await app.Ada.Posts("tickets/T-2/notes", new { body = "Internal canary" });
        await app.Ada.Puts("tickets/T-2/merge", new { into = "T-1" });
        await app.Ada.Puts("tickets/T-3/merge", new { into = "T-1" });
        using var kim = await app.Customer("kim@acme.example");
        (await kim.Read("/portal/requests/T-2")).ShouldContain("goes on in another one");
        var page = await kim.Read("/portal/requests/T-1");
        page.ShouldContain("Payouts again");
        page.ShouldNotContain("canary");
        page.ShouldNotContain("db-3");
        // A form that stood open before the merge loses nothing.
        var caller = await app.Look(db => Task.FromResult(db.Set<Bridgewatch.Desk.Portal.PortalSession>().Single()));
        await app.As(new Bridgewatch.Kernel.Caller(Bridgewatch.Kernel.ActorKind.Contact, caller.Contact.Value, Session: caller.Id), new Bridgewatch.Desk.Portal.WriteAsCustomer(new(2), "One more thing"));
        (await Texts(app, "T-1")).ShouldContain("One more thing");
    }

    private static Task<JsonElement> Kim(RunningApp app, string subject) =>
        app.Ada.Posts("tickets", new { subject, body = subject, requester = new { email = "kim@acme.example", name = "Kim" } });

    private static async Task<string?> Status(RunningApp app, string ticket) => (await app.Ada.Gets($"tickets/{ticket}")).GetProperty("status").GetString();

    private static async Task<List<string?>> Texts(RunningApp app, string ticket) =>
        [.. (await app.Ada.Gets($"tickets/{ticket}/messages")).GetProperty("items").EnumerateArray().Select(m => m.GetProperty("body").GetString())];
}
