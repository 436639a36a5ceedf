using System.Text.Json;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Desk.Portal;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;
using NodaTime;

namespace Bridgewatch.Tests.Desk;

/// <summary>What goes to a customer can be taken back for some seconds, is not said twice by two, and goes to those who should have it.</summary>
public class SendingWithCare
{
    [Theory, BothEngines]
    public async Task A_reply_is_taken_back_before_any_customer_has_seen_it(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        await app.Ada.Posts("tickets", new { subject = "Payouts stuck", body = "b", requester = new { email = "kim@acme.example" } });
        using var kim = await app.Customer("kim@acme.example");
        var file = Id(await app.Ada.Brings("T-1", "log.txt", "canary"u8.ToArray()));
        var reply = await app.Ada.Posts("tickets/T-1/replies", new { body = "Canary: the wrong customer.", then = "waiting-on-customer", attachments = new[] { file }, undoable = true });
        (Instant(reply, "heldUntil") - Instant(reply, "at")).ShouldBe(Duration.FromSeconds(10));
        (await kim.Read("/portal/requests/T-1")).ShouldNotContain("Canary");
        await app.Person("Bo", "support-lead").IsRefused(404, HttpMethod.Delete, $"tickets/T-1/replies/{Id(reply)}");

        await app.Ada.Deletes($"tickets/T-1/replies/{Id(reply)}");
        await app.Ada.Deletes($"tickets/T-1/replies/{Id(reply)}");
        app.MoveClock(Duration.FromHours(1));
        (await kim.Read("/portal/requests/T-1")).ShouldNotContain("taken out");
        (await app.MailsTo("kim@acme.example")).ShouldAllBe(m => !m.Contains("Canary"));
        (await app.Look(db => Task.FromResult(db.Set<Delivery>().Single(d => d.SubjectKind == "ticket").State))).ShouldBe(DeliveryState.Dropped);
        var stays = (await app.Ada.Gets("tickets/T-1/messages")).GetProperty("items").EnumerateArray().Last();
        (stays.GetProperty("body").GetString(), stays.GetProperty("redacted").GetProperty("reason").GetString()).ShouldBe(("", "withdrawn"));
        var ticket = await app.Ada.Gets("tickets/T-1");
        ticket.GetProperty("status").GetString().ShouldBe("open");
        (await app.Ada.Gets("tickets?q=is:unanswered")).GetProperty("items").GetArrayLength().ShouldBe(1);
        // Its file waits for what is written instead.
        await app.Ada.Posts("tickets/T-1/replies", new { body = "Now the right one.", attachments = new[] { file } });
        (await kim.Read("/portal/requests/T-1")).ShouldContain("Now the right one.");
        (await app.JournalTypes()).Count(t => t == "desk.ticket.reply-withdrawn.v1").ShouldBe(1);
        (await app.TicketsAreTheirFolds()).ShouldBe(1);
        (await app.Verifies()).Findings.ShouldBeEmpty();
    }

    [Theory, BothEngines]
    public async Task Once_the_seconds_are_over_it_is_out(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        await app.Ada.Posts("tickets", new { subject = "Payouts stuck", body = "b", requester = new { email = "kim@acme.example" } });
        using var kim = await app.Customer("kim@acme.example");
        var reply = await app.Ada.Posts("tickets/T-1/replies", new { body = "It is out.", undoable = true });
        app.MoveClock(Duration.FromSeconds(11));
        (await kim.Read("/portal/requests/T-1")).ShouldContain("It is out.");
        (await app.Ada.IsRefused(409, HttpMethod.Delete, $"tickets/T-1/replies/{Id(reply)}")).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:reply-is-out");
        var atOnce = await app.Ada.Posts("tickets/T-1/replies", new { body = "At once." });
        atOnce.GetProperty("heldUntil").ValueKind.ShouldBe(JsonValueKind.Null);
        await app.Ada.IsRefused(409, HttpMethod.Delete, $"tickets/T-1/replies/{Id(atOnce)}");
        await app.Admin.IsRefused(422, HttpMethod.Put, "settings/desk.handling", new { undoSend = "PT3M" });
    }

    [Theory, BothEngines]
    public async Task What_somebody_wrote_meanwhile_is_read_first(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Payouts stuck", body = "b", requester = new { email = "kim@acme.example" } });
        await app.Person("Bo", "support-lead").Posts("tickets/T-1/replies", new { body = "It is fixed." });
        await app.Ada.Posts("tickets/T-1/notes", new { body = "Notes do not count." });
        var refused = await app.Ada.IsRefused(409, HttpMethod.Post, "tickets/T-1/replies", new { body = "We look into it.", seen = 1 });
        refused.GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:written-meanwhile");
        refused.GetProperty("messages").EnumerateArray().Select(m => (m.GetProperty("author").GetString(), m.GetProperty("body").GetString())).ShouldBe([("Bo", "It is fixed.")]);
        await app.Ada.Posts("tickets/T-1/replies", new { body = "It stays fixed.", seen = 2 });
        (await app.Ada.Gets("tickets/T-1/messages")).GetProperty("items").EnumerateArray().Count(m => m.GetProperty("kind").GetString() == "reply").ShouldBe(2);
        await app.Ada.IsRefused(422, HttpMethod.Post, "tickets/T-1/replies", new { body = "b", seen = -1 });
    }

    [Theory, BothEngines]
    public async Task Who_is_copied_gets_every_reply_and_nothing_else(Engine engine)
    {
        await using var sink = await SmtpSink.Start(SmtpFault.None);
        await using var app = await RunningApp.On(engine);
        await app.Ada.Id;
        await app.Admin.Puts("settings/kernel.outgoing-mail", new { host = "127.0.0.1", port = sink.Port, security = "none", fromAddress = "support@northwind.test" });
        await app.Ada.Posts("tickets", new { subject = "Payouts stuck", body = "b", requester = new { email = "kim@acme.example" } });
        await app.Ada.Puts("tickets/T-1/copies", new { emails = new[] { "Lee@acme.example", "lee@acme.example", "kim@acme.example", "mia@acme.example" } });
        (await app.Ada.Gets("tickets/T-1")).GetProperty("copies").EnumerateArray().Select(c => c.GetProperty("email").GetString()).ShouldBe(["lee@acme.example", "mia@acme.example"], ignoreOrder: true);
        await app.Ada.Posts("tickets/T-1/notes", new { body = "Ours." });
        await app.Ada.Posts("tickets/T-1/replies", new { body = "We see it." });
        await Eventually.Holds(() => sink.Received.Count == 1, "the reply is mailed");
        var mail = sink.Received.Single();
        (mail.To.Mailboxes.Single().Address, string.Join(' ', mail.Cc.Mailboxes.Select(m => m.Address).Order())).ShouldBe(("kim@acme.example", "lee@acme.example mia@acme.example"));
        await app.Ada.Puts("tickets/T-1/copies", new { emails = Array.Empty<string>() });
        await app.Ada.Puts("tickets/T-1/copies", new { emails = Array.Empty<string>() });
        (await app.JournalTypes()).Count(t => t == "desk.ticket.copied.v1").ShouldBe(2);
        foreach (var wrong in (object[])[new { emails = new[] { "lee" } }, new { emails = Enumerable.Range(0, 21).Select(i => $"p{i}@acme.example") }])
            await app.Ada.IsRefused(422, HttpMethod.Put, "tickets/T-1/copies", wrong);
        (await app.TicketsAreTheirFolds()).ShouldBe(1);
    }

    private static string Id(JsonElement thing) => thing.GetProperty("id").GetString()!;

    private static Instant Instant(JsonElement thing, string name) => NodaTime.Text.InstantPattern.ExtendedIso.Parse(thing.GetProperty(name).GetString()!).Value;
}
