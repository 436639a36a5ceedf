using System.Text.Json;
using Bridgewatch.Tests.Desk.Email;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;
using Bridgewatch.Tests.Signals;
using NodaTime;

namespace Bridgewatch.Tests.Desk;

/// <summary>A customer asks of another matter in the same thread, and it becomes a ticket of its own.</summary>
public class SplittingMessages
{
    [Theory, BothEngines]
    public async Task What_was_mailed_goes_on_in_its_own_ticket_with_its_files_and_so_do_answers_to_it(Engine engine)
    {
        await using var sink = await SmtpSink.Start(SmtpFault.None);
        await using var app = await RunningApp.On(engine);
        await app.Ada.Id;
        await app.Admin.Puts("settings/kernel.outgoing-mail", new { host = "127.0.0.1", port = sink.Port, security = "none", fromAddress = "support@us.example", fromName = "Us" });
        await app.Admin.Posts("queues", new { name = "Billing", slug = "billing" });
        var box = await Postbox.Of(app, with: new { queue = "billing", language = "de" });
        await box.Gets(Postbox.Mail("It stalls."));
        var mail = TakingMailIn.Html("<p>Another matter, PAY-4102:</p><p><img src=\"cid:shot\"></p>").Replace("Subject: ", "In-Reply-To: <none@acme.example>\nSubject: Re: [T-1] ", StringComparison.Ordinal);
        (await box.Gets(mail)).Text("ticket").ShouldBe("T-1");
        var second = (await app.Messages("T-1"))[1];
        app.MoveClock(Duration.FromHours(2));

        var split = await app.Ada.Posts($"tickets/T-1/messages/{second.Text("id")}/split", new { subject = "Invoices" });
        var opened = await app.Ada.Gets("tickets/T-2");
        (opened.Text("number"), opened.Text("subject"), opened.Text("queue"), opened.Text("openedAt"))
            .ShouldBe(("T-2", "Invoices", "billing", second.Text("at")), "its customer has waited since they wrote");
        opened.GetProperty("requester").Text("email").ShouldBe("kim@acme.example");
        opened.GetProperty("errorCodes").ToString().ShouldContain("PAY-4102");
        opened.Text("updatedAt").ShouldBe(app.Now.ToString(), "who asks for what is new finds it");
        var copy = (await app.Messages("T-2")).ShouldHaveSingleItem();
        split.ToString().ShouldBe(JsonSerializer.Serialize(new { ticket = "T-2", message = copy.Text("id") }));
        copy.Text("channel").ShouldBe("email");
        copy.GetProperty("splitFrom").ToString().ShouldBe(JsonSerializer.Serialize(new { ticket = "T-1", message = second.Text("id") }));
        var (was, picture) = (Picture(second), Picture(copy));
        picture.Text("id").ShouldNotBe(was.Text("id"));
        copy.Text("body").ShouldBe(second.Text("body").Replace(was.Text("id"), picture.Text("id"), StringComparison.Ordinal));
        (await app.Ada.Gets($"tickets/T-2/attachments/{picture.Text("id")}")).Text("name").ShouldBe("shot.png");

        // It stands where it was said, too, and both tell of it.
        var stays = (await app.Messages("T-1"))[1];
        (stays.Text("body"), stays.GetProperty("splitInto").Text("ticket")).ShouldBe((second.Text("body"), "T-2"));
        (await app.Ada.Gets("tickets/T-1/links")).ToString().ShouldContain("T-2");
        (await app.Ada.Gets("tickets/T-1/history")).ToString().ShouldContain("message-split");
        (await app.Ada.Gets("tickets/T-2/history")).ToString().ShouldContain("split-off");
        (await app.Ada.IsRefused(409, HttpMethod.Post, $"tickets/T-1/messages/{second.Text("id")}/split", new { })).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:split-before");

        // Our answer stands in the customer's thread, and a colleague of theirs who answers that mail speaks of the other matter.
        await app.Ada.Posts("tickets/T-2/replies", new { body = "The invoice is right." });
        await Eventually.Holds(() => sink.Received.Count == 1, "the reply is mailed");
        var origin = MimeKit.MimeMessage.Load(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(mail)), TestContext.Current.CancellationToken).MessageId;
        sink.Received[0].References.ShouldContain(origin);
        (await box.Gets(Postbox.Mail("I see it as well.", from: "lee@acme.example", fields: $"References: <{origin}>"))).Text("ticket").ShouldBe("T-2");
        (await app.TicketsAreTheirFolds()).ShouldBe(2);
        (await app.Verifies()).Findings.ShouldBeEmpty();
    }

    [Theory, BothEngines]
    public async Task The_clock_runs_on_in_the_new_ticket_and_ends_in_the_old_one_only_when_nothing_else_waits_there(Engine engine)
    {
        await using var app = await RunningApp.On(engine, at: "2026-03-27T09:00:00Z");
        await app.Ada.Posts("calendars", new { name = "Office", zone = "Europe/London", hours = new { fri = new[] { "09:00-17:00" } } });
        var targets = new { firstResponse = "1h", nextResponse = "2h" };
        await app.Ada.Posts("sla-policies", new { name = "All", calendar = "office", targets = new { P1 = targets, P2 = targets, P3 = targets, P4 = targets }, when = "" });
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stalls.", requester = new { email = "kim@acme.example" } });
        app.MoveClock(Duration.FromMinutes(1));
        await app.Ada.Posts("tickets/T-1/replies", new { body = "We look into it." });
        app.MoveClock(Duration.FromMinutes(89));
        var (one, two) = (await Calls(app, "Another matter", "2026-03-27T10:00:00Z"), await Calls(app, "And a third", "2026-03-27T10:20:00Z"));
        await Eventually.Passes(async () => (await Clock(app, "T-1", "next-response")).ShouldBe("running 2026-03-27T12:00:00Z"), "the oldest word waits");
        await app.Ada.Posts($"tickets/T-1/messages/{one}/split", new { });
        (await app.Ada.Gets("tickets/T-2")).Text("subject").ShouldBe("Sync stalls");
        await Eventually.Passes(async () => (await Clock(app, "T-1", "next-response")).ShouldBe("running 2026-03-27T12:00:00Z"), "the other one still waits");
        await app.Ada.Posts($"tickets/T-1/messages/{two}/split", new { });
        await Eventually.Passes(async () => (await Clock(app, "T-1", "next-response")).ShouldStartWith("ended"), "nothing waits here any more");
        (await app.Ada.IsRefused(409, HttpMethod.Put, "tickets/T-1/no-reply-needed", new { })).GetProperty("type").GetString()!.ShouldContain("awaits-no-reply");
        await Eventually.Passes(async () => (await Clock(app, "T-2", "first-response")).ShouldBe("running 2026-03-27T11:00:00Z"), "it is owed an answer since the call");
        await app.Ada.Posts("tickets/T-2/replies", new { body = "Done." });
        (await app.TicketsAreTheirFolds()).ShouldBe(3);
    }

    [Theory, BothEngines]
    public async Task Whoever_splits_it_off_need_not_see_where_the_rules_send_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Posts("queues", new { name = "Billing", slug = "billing" });
        var rule = (await app.Admin.Posts("routing-rules", new { name = "Invoices", when = "subject:invoice", set = new { queue = "billing" } })).Text("id");
        await app.Admin.Patches($"routing-rules/{rule}", new { on = true });
        var box = await Postbox.Of(app);
        await box.Gets(TakingMailIn.Html("<p>It stalls, see the log.</p>"));
        await app.Ada.Posts($"tickets/T-1/messages/{(await app.Messages("T-1"))[0].Text("id")}/split", new { subject = "The invoice" });
        (await app.Ada.Gets("tickets/T-2")).Text("queue").ShouldBe("billing", "a text file was read on the way, and nobody waited for it");
        (await app.Messages("T-2"))[0].GetProperty("attachments").GetArrayLength().ShouldBe(2);
        await app.Ada.Posts("tickets/T-1/notes", new { body = "And others write on." });
    }

    [Theory, BothEngines]
    public async Task Only_what_a_customer_wrote_and_can_be_answered_is_split_off_and_a_refusal_changes_nothing(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stalls.", requester = new { email = "kim@acme.example" } });
        await app.Ada.Posts("tickets", new { subject = "Disk full", body = "No one asked." });
        var first = (await app.Messages("T-1"))[0].Text("id");
        var note = (await app.Ada.Posts("tickets/T-1/notes", new { body = "Ours." })).Text("id");
        var call = (await app.Ada.Posts("tickets/T-2/messages", new { channel = "phone", direction = "inbound", body = "Who was that?", at = app.Now.ToString() })).Text("id");
        var gone = await Calls(app, "My password is…", app.Now.ToString());
        await app.Ada.Puts($"tickets/T-1/messages/{gone}/redaction", new { reason = "secret" });
        var before = await app.JournalTypes();
        foreach (var (ticket, message, why) in new[] { ("T-1", note, "not-of-the-customer"), ("T-1", gone, "message-is-empty"), ("T-2", call, "nobody-to-answer") })
            (await app.Ada.IsRefused(409, HttpMethod.Post, $"tickets/{ticket}/messages/{message}/split", new { })).Text("type").ShouldBe($"urn:bridgewatch:problem:{why}");
        (await app.Ada.IsRefused(422, HttpMethod.Post, $"tickets/T-1/messages/{first}/split", new { subject = " " })).GetProperty("errors").TryGetProperty("subject", out _).ShouldBeTrue();
        await app.Ada.IsRefused(404, HttpMethod.Post, $"tickets/T-2/messages/{first}/split", new { });
        (await app.JournalTypes()).ShouldBe(before);
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Made room." });
        app.MoveClock(Duration.FromDays(15));
        await Eventually.Holds(async () => (await app.Ada.Gets("tickets/T-1")).Text("status") == "closed", "it is closed after the window");
        (await app.Ada.IsRefused(409, HttpMethod.Post, $"tickets/T-1/messages/{first}/split", new { })).Text("type").ShouldContain("closed");
    }

    [Theory, BothEngines]
    public async Task What_is_taken_out_of_one_is_taken_out_of_the_other(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var box = await Postbox.Of(app);
        await box.Gets(TakingMailIn.Html("<p>My key is 4711:</p><p><img src=\"cid:shot\"></p>"));
        var first = (await app.Messages("T-1"))[0];
        await app.Ada.Posts($"tickets/T-1/messages/{first.Text("id")}/split", new { });
        var again = (await app.Messages("T-2"))[0];
        await app.Ada.Posts($"tickets/T-2/messages/{again.Text("id")}/split", new { });
        await app.Admin.Puts($"tickets/T-2/attachments/{Picture(again).Text("id")}/redaction", new { reason = "secret" });
        foreach (var ticket in (string[])["T-1", "T-2", "T-3"])
            (await app.Messages(ticket))[0].GetProperty("attachments").EnumerateArray().Count(a => a.Text("sha256").Length == 0).ShouldBe(1, ticket);
        await app.Admin.Puts($"tickets/T-2/messages/{again.Text("id")}/redaction", new { reason = "secret" });
        foreach (var ticket in (string[])["T-1", "T-2", "T-3"]) (await app.Messages(ticket))[0].Text("body").ShouldBeEmpty(ticket);
        (await box.Arrived()).ShouldBeEmpty("what was taken out is nowhere any more");
    }

    private static async Task<string> Calls(RunningApp app, string body, string at) =>
        (await app.Ada.Posts("tickets/T-1/messages", new { channel = "phone", direction = "inbound", body, at })).Text("id");

    private static JsonElement Picture(JsonElement message) => message.GetProperty("attachments").EnumerateArray().Single(a => a.Text("name") == "shot.png");

    private static async Task<string?> Clock(RunningApp app, string ticket, string target) => (await app.Ada.Gets($"tickets/{ticket}/clocks")).GetProperty("items").EnumerateArray()
        .Where(c => c.Text("target") == target).Select(c => $"{c.Text("state")} {c.GetProperty("dueAt").GetString()}").SingleOrDefault();
}
