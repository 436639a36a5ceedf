using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Signals;
using MimeKit;

namespace Bridgewatch.Tests.Desk.Email;

/// <summary>Mail is fetched from folders and from a real mail server.</summary>
public class FetchingMail
{
    [Theory, BothEngines]
    public async Task What_lies_in_a_maildir_is_taken_in_once_and_lies_there_as_read(Engine engine)
    {
        var folder = TestRun.Folder("maildir");
        foreach (var part in new[] { "new", "cur", "tmp" }) Directory.CreateDirectory(Path.Combine(folder, part));
        await File.WriteAllTextAsync(Path.Combine(folder, "new", "1.first.mx"), Postbox.Mail("It stalls."));
        await using var app = await RunningApp.On(engine);
        var box = await Postbox.Of(app, with: new { source = "maildir", folder });
        await Eventually.Holds(async () => (await app.Tickets()).Count == 1, "the mail becomes a ticket");
        await File.WriteAllTextAsync(Path.Combine(folder, "tmp", "2.second.mx"), Postbox.Mail("Another.", from: "lee@acme.example"));
        File.Move(Path.Combine(folder, "tmp", "2.second.mx"), Path.Combine(folder, "new", "2.second.mx"));
        await Eventually.Holds(async () => (await app.Tickets()).Count == 2, "the second becomes one, too");
        await Eventually.Holds(() => Directory.EnumerateFiles(Path.Combine(folder, "cur")).Count() == 2, "both lie there as read");
        Directory.EnumerateFiles(Path.Combine(folder, "cur")).Select(Path.GetFileName).Order().ShouldBe(["1.first.mx:2,S", "2.second.mx:2,S"]);
        // A crash after it was kept and before it was moved.
        File.Copy(Path.Combine(folder, "cur", "1.first.mx:2,S"), Path.Combine(folder, "new", "1.first.mx"));
        await Eventually.Holds(() => !Directory.EnumerateFiles(Path.Combine(folder, "new")).Any(), "it is moved");
        (await box.Arrived()).Count.ShouldBe(2);
        Directory.Move(folder, folder + "-away");
        await Eventually.Holds(async () => (await app.Admin.Gets(box.Path)).GetProperty("problem").GetString()?.Contains("no Maildir", StringComparison.Ordinal) is true, "it says what is wrong");
        Directory.Move(folder + "-away", folder);
        await Eventually.Holds(async () => (await app.Admin.Gets(box.Path)).GetProperty("problem").GetString() is null, "and that it is well again");
    }

    [Theory, BothEngines]
    public async Task A_customer_writes_is_answered_and_answers_by_a_real_server_that_is_away_for_a_while(Engine engine)
    {
        await using var peers = await MailPeers.Start();
        await using var app = await RunningApp.On(engine);
        await app.Ada.Id;
        await app.Admin.Puts("settings/kernel.outgoing-mail", new { host = "127.0.0.1", port = peers.Smtp, security = "none", fromAddress = "desk@example.test", fromName = "Us" });
        var box = await Postbox.Of(app, "support@example.test", new { source = "imap", host = "127.0.0.1", port = peers.Imap, security = "none", user = "support@example.test", password = "wrong" });
        await Eventually.Holds(async () => (await app.Admin.Gets(box.Path)).GetProperty("problem").GetString()?.Contains("password", StringComparison.Ordinal) is true, "a wrong password is told");
        // What somebody read there before is no business of ours.
        await peers.Send("old@example.test", "support@example.test", "Of last year", "Read long ago.");
        await peers.WaitForMail("support@example.test", m => m.Subject == "Of last year");
        await peers.Doveadm("flags", "add", "-u", "support@example.test", "\\Seen", "ALL");
        await app.Admin.Puts(box.Path, new { name = "Support", addresses = new[] { "support@example.test" }, source = "imap", host = "127.0.0.1", port = peers.Imap, security = "none", user = "support@example.test", password = MailPeers.Password });

        await peers.Send("alice@example.test", "support@example.test", "Sync stalls", "It stalls.");
        await Eventually.Holds(async () => (await app.Tickets()).Count == 1, "the mail becomes a ticket");
        await app.Ada.Posts("tickets/T-1/replies", new { body = "Which version?", then = "waiting-on-customer" });
        var reply = await peers.WaitForMail("alice@example.test", m => m.Subject!.StartsWith("[T-1]", StringComparison.Ordinal));

        await peers.Stop();
        await peers.Start();
        await peers.Send(Answer(reply));
        await Eventually.Holds(async () => (await app.Messages("T-1")).Count == 3, "the answer joins", TimeSpan.FromMinutes(3));
        var message = (await app.Messages("T-1"))[^1];
        message.Text("body").ShouldStartWith("Version 4.");
        message.GetProperty("attachments").EnumerateArray().Single().Text("name").ShouldBe("shot.png");
        (await app.Ada.Gets("tickets/T-1")).Text("status").ShouldBe("open");
        (await box.Arrived()).Count.ShouldBe(2);

        // A restored mailbox delivers all of its mail once more; that of last year is older than the mailbox here.
        await peers.Doveadm("expunge", "-u", "support@example.test", "mailbox", "INBOX", "subject", "Of last year");
        await peers.Doveadm("mailbox", "update", "--uid-validity", "777", "-u", "support@example.test", "INBOX");
        await peers.Kick("support@example.test");
        await Eventually.Holds(async () => (await box.Arrived()).Count == 4, "all of it comes again", TimeSpan.FromMinutes(3));
        await box.LookedAt();
        (await box.Arrived()).Select(m => m.Text("state")).ShouldBe(["left-out", "left-out", "taken-in", "taken-in"], ignoreOrder: true);
        (await app.Tickets()).Count.ShouldBe(1);
        app.Complaints.Allow("mail");
    }

    private static MimeMessage Answer(MimeMessage reply)
    {
        var builder = new BodyBuilder { HtmlBody = $"<p>Version 4.</p><img src=\"cid:shot\"><div class=gmail_quote>On Fri, 27 Mar 2026 at 16:00, Us &lt;desk@example.test&gt; wrote:<blockquote>{reply.TextBody}</blockquote></div>" };
        builder.LinkedResources.Add("shot.png", Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="), new ContentType("image", "png")).ContentId = "shot";
        return new([MailboxAddress.Parse("alice@example.test")], [MailboxAddress.Parse("support@example.test")], $"Re: {reply.Subject}", builder.ToMessageBody())
        {
            InReplyTo = reply.MessageId,
            References = { reply.MessageId! },
        };
    }
}
