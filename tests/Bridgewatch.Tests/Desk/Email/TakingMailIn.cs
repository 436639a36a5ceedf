using System.Text;
using System.Text.Json;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Signals;
using MimeKit;

namespace Bridgewatch.Tests.Desk.Email;

/// <summary>Mail becomes tickets, and answers find theirs.</summary>
public class TakingMailIn
{
    [Theory, BothEngines]
    public async Task A_mail_opens_a_ticket_with_what_its_mailbox_says_and_its_file_and_picture(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Posts("queues", new { name = "Billing", slug = "billing" });
        var box = await Postbox.Of(app, with: new { queue = "billing", type = "fault", language = "de" });
        var mail = await box.Gets(Html("<p>It stalls:</p><p><img src=\"cid:shot\"></p><p>*Really*.</p><blockquote>old</blockquote>"));
        (mail.Text("state"), mail.Text("ticket"), mail.Text("from")).ShouldBe(("taken-in", "T-1", "kim@acme.example"));
        var ticket = await app.Ada.Gets("tickets/T-1");
        (ticket.Text("subject"), ticket.Text("queue"), ticket.Text("type"), ticket.Text("status")).ShouldBe(("Sync stalls", "billing", "fault", "new"));
        var message = (await app.Messages("T-1")).ShouldHaveSingleItem();
        (message.Text("kind"), message.Text("channel")).ShouldBe(("inbound", "email"));
        var picture = message.GetProperty("attachments").EnumerateArray().Single(a => a.Text("name") == "shot.png");
        message.Text("body").ShouldBe($"It stalls:\n\n![shot.png](attachment:{picture.Text("id")})\n\n\\*Really\\*.\n\n*The file virus.exe was not taken.*");
        message.GetProperty("attachments").EnumerateArray().Select(a => a.Text("name")).ShouldContain("log.txt");
        (await app.JournalTypes()).ShouldContain("desk.ticket.opened.v1");
        var whole = await app.Ada.Gets($"tickets/T-1/messages/{message.Text("id")}/mail");
        whole.Text("text").ShouldEndWith("> old");
        await app.Person("Mia").IsRefused(403, HttpMethod.Get, $"tickets/T-1/messages/{message.Text("id")}/mail");
        await app.Ada.Puts($"tickets/T-1/messages/{message.Text("id")}/redaction", new { reason = "secret" });
        await app.Ada.IsRefused(404, HttpMethod.Get, $"tickets/T-1/messages/{message.Text("id")}/mail");
        (await box.Arrived()).ShouldBeEmpty("what was taken out is nowhere any more");
    }

    [Theory, BothEngines]
    public async Task Whoever_is_erased_leaves_no_mail_behind_and_others_write_on(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var box = await Postbox.Of(app);
        await box.Gets(Html("<p>It stalls.</p>"));
        await box.Gets(Postbox.Mail("Here, too.", from: "Lee <lee@globex.example>"));
        await app.Send(new ErasePerson("kim@acme.example"));
        (await box.Arrived()).Select(m => m.Text("from")).ShouldBe(["lee@globex.example"]);
        (await app.Messages("T-1"))[0].Text("body").ShouldBeEmpty();
        await app.Ada.Posts("tickets/T-2/notes", new { body = "And we go on." });
    }

    [Theory, BothEngines]
    public async Task Answers_find_their_ticket_by_our_id_our_address_and_the_ids_of_its_mails(Engine engine)
    {
        await using var sink = await SmtpSink.Start(SmtpFault.None);
        await using var app = await RunningApp.On(engine);
        await app.Ada.Id;
        await app.Admin.Puts("settings/kernel.outgoing-mail", new { host = "127.0.0.1", port = sink.Port, security = "none", fromAddress = "support@us.example", fromName = "Us" });
        var box = await Postbox.Of(app, with: new { signature = "Your **support**" });
        await box.Gets(Postbox.Mail("It stalls.", id: "first@acme.example", fields: "Cc: Lee <lee@acme.example>"));
        await app.Ada.Posts("tickets/T-1/replies", new { body = "Which version?", then = "waiting-on-customer" });
        await Eventually.Holds(() => sink.Received.Count == 1, "the reply is mailed");
        var reply = sink.Received[0];
        reply.Cc.Mailboxes.Select(c => c.Address).ShouldBe(["lee@acme.example"]);
        reply.References.ShouldContain("first@acme.example");
        reply.TextBody!.ShouldContain("Your support");
        var token = reply.ReplyTo.Mailboxes.Single().Address;

        await box.Gets(Postbox.Mail("Version 4.\n\nOn Fri, 27 Mar 2026 at 16:00, Us <support@us.example> wrote:\n> Which version?", fields: $"In-Reply-To: <{reply.MessageId}>"));
        (await app.Ada.Gets("tickets/T-1")).Text("status").ShouldBe("open");
        await box.Gets(Postbox.Mail("By address.", subject: "no ids", fields: $"Delivered-To: {token.ToUpperInvariant()}"));
        await box.Gets(Postbox.Mail("I have it as well.", from: "lee@acme.example", fields: "References: <first@acme.example>"));
        (await app.Messages("T-1")).Where(m => m.Text("kind") == "inbound").Select(m => m.Text("body")).ShouldBe(["It stalls.", "Version 4.", "By address.", "I have it as well."]);
        (await box.Gets(Postbox.Mail("Forged.", from: "eve@evil.example", fields: $"In-Reply-To: <{reply.MessageId![..^20]}00000000000000000000@us.example>"))).Text("ticket").ShouldBe("T-2");
        (await box.Gets(Postbox.Mail("Forged.", from: "eve@evil.example", fields: $"Delivered-To: support+t1-00000000000000000000@us.example"))).Text("ticket").ShouldBe("T-3");
    }

    [Theory, BothEngines]
    public async Task Outlooks_thread_and_a_participants_subject_find_the_ticket_and_a_strangers_opens_a_linked_one(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var box = await Postbox.Of(app);
        var thread = Convert.ToBase64String([.. Enumerable.Range(0, 22).Select(i => (byte)i)]);
        var later = Convert.ToBase64String([.. Enumerable.Range(0, 27).Select(i => (byte)i)]);
        await box.Gets(Postbox.Mail("It stalls.", fields: $"Thread-Index: {thread}"));
        (await box.Gets(Postbox.Mail("Still.", from: "lee@acme.example", fields: $"Thread-Index: {later}"))).Text("ticket").ShouldBe("T-1");
        (await box.Gets(Postbox.Mail("Again.", subject: "Re: [T-1] Sync stalls"))).Text("ticket").ShouldBe("T-1");
        (await box.Gets(Postbox.Mail("Me too.", from: "eve@evil.example", subject: "Re: [T-1] Sync stalls"))).Text("ticket").ShouldBe("T-2");
        (await app.Messages("T-1")).Count.ShouldBe(3);
        (await app.Ada.Gets("tickets/T-2/links")).ToString().ShouldContain("T-1");
    }

    [Theory, BothEngines]
    public async Task A_colleague_who_answers_from_outside_leaves_a_note_that_moves_nothing_and_asks_of_their_own_as_anybody(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Id;
        var ada = (await app.Ada.Gets("me")).Text("email");
        var box = await Postbox.Of(app);
        await box.Gets(Postbox.Mail("It stalls.", id: "first@acme.example", fields: $"Cc: {ada}"));
        await app.Ada.Posts("tickets/T-1/replies", new { body = "Which version?", then = "waiting-on-customer" });
        await box.Gets(Postbox.Mail("Seen it: restart the pump.", from: $"Ada <{ada}>", fields: "References: <first@acme.example>"));
        var last = (await app.Messages("T-1"))[^1];
        (last.Text("kind"), last.Text("channel"), last.Text("body")).ShouldBe(("note", "email", "Seen it: restart the pump."));
        var ticket = await app.Ada.Gets("tickets/T-1");
        ticket.Text("status").ShouldBe("waiting-on-customer", "the customer has said nothing");
        (await box.Gets(Postbox.Mail("My own laptop.", from: $"Ada <{ada}>", subject: "Laptop", id: "own@us.example"))).Text("ticket").ShouldBe("T-2");
        await box.Gets(Postbox.Mail("It is the fan.", from: $"Ada <{ada}>", fields: "References: <own@us.example>"));
        (await app.Messages("T-2")).Select(m => m.Text("kind")).ShouldBe(["inbound", "inbound"]);
    }

    [Theory, BothEngines]
    public async Task What_was_solved_is_opened_again_within_the_window_and_followed_by_a_new_one_after_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var box = await Postbox.Of(app);
        await box.Gets(Postbox.Mail("It stalls.", id: "first@acme.example"));
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Restarted." });
        (await box.Gets(Postbox.Mail("No.", fields: "In-Reply-To: <first@acme.example>"))).Text("ticket").ShouldBe("T-1");
        (await app.Ada.Gets("tickets/T-1")).Text("status").ShouldBe("open");
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Now." });
        app.MoveClock(NodaTime.Duration.FromDays(15));
        (await box.Gets(Postbox.Mail("Once more.", fields: "In-Reply-To: <first@acme.example>"))).Text("ticket").ShouldBe("T-2");
    }

    [Theory, BothEngines]
    public async Task The_same_mail_is_one_message_however_often_and_by_whichever_mailbox_it_comes(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (box, other) = (await Postbox.Of(app), await Postbox.Of(app, "billing@us.example"));
        var mail = Postbox.Mail("It stalls.");
        await box.Gets(mail);
        var again = await box.Gets(mail);
        (again.Text("state"), again.Text("problem"), again.Text("ticket")).ShouldBe(("left-out", "It was taken in before.", "T-1"));
        (await other.Gets("Received: by another way\n" + mail)).Text("state").ShouldBe("left-out");
        (await app.Messages("T-1")).Count.ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task What_machines_send_opens_and_resumes_nothing_and_a_bounce_stands_at_its_ticket(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var box = await Postbox.Of(app);
        await box.Gets(Postbox.Mail("It stalls.", id: "first@acme.example"));
        await app.Ada.Posts("tickets/T-1/replies", new { body = "Which version?", then = "waiting-on-customer" });
        var holiday = await box.Gets(Postbox.Mail("Back on Monday.", fields: ["Auto-Submitted: auto-replied", "In-Reply-To: <first@acme.example>"]));
        (holiday.Text("state"), holiday.Text("ticket")).ShouldBe(("left-out", "T-1"));
        foreach (var field in new[] { "Auto-Submitted: auto-generated", "List-Id: <dev.lists.example>", $"X-Loop: {Postbox.Address}" })
            (await box.Gets(Postbox.Mail("News.", fields: field))).Text("state").ShouldBe("left-out");
        (await box.Gets(Postbox.Mail("Circle.", from: Postbox.Address))).Text("problem").ShouldContain("circle");
        await box.Gets($"From: MAILER-DAEMON@mx.example\nTo: {Postbox.Address}\nSubject: Undelivered Mail Returned to Sender\nReferences: <first@acme.example>\nMIME-Version: 1.0\n"
            + "Content-Type: multipart/report; report-type=delivery-status; boundary=X\n\n--X\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; kim@acme.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n--X--\n");
        var ticket = await app.Ada.Gets("tickets/T-1");
        ticket.Text("status").ShouldBe("waiting-on-customer");
        var notes = (await app.Messages("T-1")).Where(m => m.Text("kind") == "note").Select(m => m.Text("body")).ToList();
        notes.ShouldContain(n => n.Contains("the address is dead"));
        notes.ShouldContain(n => n.Contains("Back on Monday"));
        (await app.Tickets()).ShouldHaveSingleItem();
        (await Kim(app)).GetProperty("deadAddresses").EnumerateArray().Select(a => a.GetString()).ShouldBe(["kim@acme.example"]);
        await box.Gets(Postbox.Mail("I am here."));
        (await Kim(app)).GetProperty("deadAddresses").GetArrayLength().ShouldBe(0);
    }

    private static async Task<JsonElement> Kim(RunningApp app) => (await app.Admin.Gets("contacts")).GetProperty("items").EnumerateArray().Single();

    [Theory, BothEngines]
    public async Task What_cannot_be_read_waits_in_quarantine_and_stops_nobody(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var box = await Postbox.Of(app);
        (await box.Posts("no head, only words\n"u8.ToArray())).ShouldBe(202);
        (await box.Posts([0, 1, 2, 255])).ShouldBe(202);
        (await box.Posts(Encoding.UTF8.GetBytes("Subject: nobody\n\nHello\n"))).ShouldBe(202);
        await box.Gets(Postbox.Mail("It stalls."));
        var arrived = await box.Arrived();
        arrived.Select(m => m.Text("state")).ShouldBe(["taken-in", "quarantined", "quarantined", "quarantined"]);
        arrived[1].Text("problem").ShouldBe("It names nobody who could be answered.");
        (await app.Admin.Gets(box.Path)).GetProperty("quarantined").GetInt32().ShouldBe(3);
        using (var answer = await app.Admin.Sends(HttpMethod.Post, $"{box.Path}/mails/{arrived[1].Text("id")}/replay")) ((int)answer.StatusCode).ShouldBe(202);
        await box.LookedAt();
        (await box.Arrived())[1].Text("state").ShouldBe("quarantined");
        using var content = await app.Admin.Sends(HttpMethod.Get, $"{box.Path}/mails/{arrived[2].Text("id")}/content");
        (await content.Content.ReadAsByteArrayAsync()).ShouldBe(new byte[] { 0, 1, 2, 255 });
    }

    [Theory, BothEngines]
    public async Task Whoever_has_no_secret_or_no_right_is_refused_and_nothing_is_kept(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var box = await Postbox.Of(app);
        (await box.Posts(Encoding.UTF8.GetBytes(Postbox.Mail("x")), secret: "bwm_wrong")).ShouldBe(401);
        (await box.Posts([])).ShouldBe(400);
        var rotated = await app.Admin.Posts($"{box.Path}/secret");
        (await box.Posts(Encoding.UTF8.GetBytes(Postbox.Mail("x")))).ShouldBe(401);
        (await box.Posts(Encoding.UTF8.GetBytes(Postbox.Mail("x")), rotated.Text("secret"))).ShouldBe(202);
        await box.LookedAt();
        (await box.Arrived()).ShouldHaveSingleItem();
        await app.Person("Mia").IsRefused(403, HttpMethod.Get, box.Path);
        await app.Admin.IsRefused(422, HttpMethod.Post, "mailboxes", new { name = "Second", addresses = new[] { Postbox.Address } });
        await app.Admin.IsRefused(422, HttpMethod.Post, "mailboxes", new { name = "", addresses = new[] { "nobody" }, source = "imap" });
        await app.Admin.Sends(HttpMethod.Delete, box.Path);
        (await box.Posts(Encoding.UTF8.GetBytes(Postbox.Mail("y")), rotated.Text("secret"))).ShouldBe(401);
    }

    [Theory, BothEngines]
    public async Task A_writer_who_sends_too_much_waits_and_it_is_said(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Puts("settings/desk.mail-intake", new { mostOfSender = 3 });
        var box = await Postbox.Of(app);
        for (var i = 0; i < 5; i++) await box.Gets(Postbox.Mail($"No. {i}", from: "robot@acme.example"));
        await box.Gets(Postbox.Mail("It stalls."));
        (await box.Arrived()).Select(m => m.Text("state")).ShouldBe(["taken-in", "quarantined", "quarantined", "taken-in", "taken-in", "taken-in"]);
        (await box.Arrived())[1].Text("problem").ShouldContain("within an hour");
    }

    /// <summary>A mail with a picture in its text, a text file and a program.</summary>
    internal static string Html(string html)
    {
        var builder = new BodyBuilder { HtmlBody = html };
        var picture = builder.LinkedResources.Add("shot.png", Png, new ContentType("image", "png"));
        picture.ContentId = "shot";
        builder.Attachments.Add("log.txt", "PAY-4102"u8.ToArray(), new ContentType("text", "plain"));
        builder.Attachments.Add("virus.exe", "MZ"u8.ToArray(), new ContentType("application", "octet-stream"));
        var message = new MimeMessage([MailboxAddress.Parse("Kim <kim@acme.example>")], [MailboxAddress.Parse(Postbox.Address)], "Sync stalls", builder.ToMessageBody());
        using var stream = new MemoryStream();
        message.WriteTo(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
}
