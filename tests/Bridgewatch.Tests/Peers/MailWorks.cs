using Bridgewatch.Tests.Harness;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Bridgewatch.Tests.Peers;

/// <summary>Postfix, Dovecot and a misbehaving mail server do what the mail tests rely on.</summary>
public class MailWorks
{
    [Fact]
    public async Task A_mail_sent_through_Postfix_arrives_in_Dovecot_and_nowhere_else()
    {
        await using var mail = await MailPeers.Start();
        await mail.Send("kim@acme.test", "bob@example.test", "Sync stalls", "Since noon.");
        (await mail.WaitForMail("bob@example.test", m => m.Subject == "Sync stalls")).TextBody?.Trim().ShouldBe("Since noon.");
        (await mail.Inbox("alice@example.test")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_mailbox_is_refused_or_bounces()
    {
        await using var mail = await MailPeers.Start();
        (await Should.ThrowAsync<SmtpCommandException>(() => mail.Send("alice@example.test", "nobody@example.test", "Hello", "?"))).StatusCode
            .ShouldBe(SmtpStatusCode.MailboxUnavailable);
        await mail.Send("alice@example.test", "nobody@example.test", "Hello", "?", bouncing: true);
        (await mail.WaitForMail("alice@example.test", m => m.Body is MultipartReport)).Subject.ShouldNotBeNull().ShouldStartWith("Undelivered");
    }

    [Fact]
    public async Task Submission_wants_TLS_and_a_password_and_survives_a_restart()
    {
        await using var mail = await MailPeers.Start("desk", "kim");
        await mail.Stop();
        await mail.Start();
        using var client = new SmtpClient { CheckCertificateRevocation = false, ServerCertificateValidationCallback = mail.Trusts };
        await client.ConnectAsync("127.0.0.1", mail.Submission, SecureSocketOptions.StartTls);
        await client.AuthenticateAsync("desk@example.test", MailPeers.Password);
        await client.SendAsync(Message("desk@example.test", "kim@example.test"));
        await mail.WaitForMail("kim@example.test", m => m.From.Mailboxes.Single().Address == "desk@example.test");
    }

    [Fact]
    public async Task Mail_for_far_test_reaches_the_server_behind_Postfix()
    {
        await using var mail = await MailPeers.Start();
        await using var far = await SmtpSink.Start(SmtpFault.None, mail.FarSmtp);
        await mail.Send("bob@example.test", "kim@far.test", "On its way", "?");
        await Eventually.Holds(() => far.Received.Any(m => m.Subject == "On its way"), "the far server has the mail");
    }

    [Fact]
    public async Task A_faulty_server_refuses_for_now_for_good_or_hangs_up_after_the_data()
    {
        await using var later = await SmtpSink.Start(SmtpFault.RefusesForNow);
        await using var never = await SmtpSink.Start(SmtpFault.RefusesForGood);
        await using var drops = await SmtpSink.Start(SmtpFault.DropsAfterData);
        (await Should.ThrowAsync<SmtpCommandException>(() => Send(later))).StatusCode.ShouldBe(SmtpStatusCode.MailboxBusy);
        (await Should.ThrowAsync<SmtpCommandException>(() => Send(never))).StatusCode.ShouldBe(SmtpStatusCode.MailboxUnavailable);
        await Should.ThrowAsync<SmtpProtocolException>(() => Send(drops));
        drops.Received.ShouldHaveSingleItem().Subject.ShouldBe("Hello");
        later.Received.ShouldBeEmpty();
    }

    private static async Task Send(SmtpSink sink)
    {
        using var client = new SmtpClient();
        await client.ConnectAsync("127.0.0.1", sink.Port, SecureSocketOptions.None);
        await client.SendAsync(Message("desk@example.test", "kim@far.test"));
    }

    private static MimeMessage Message(string from, string to) =>
        new([MailboxAddress.Parse(from)], [MailboxAddress.Parse(to)], "Hello", new TextPart("plain") { Text = "?" });
}
