using System.Text;
using Bridgewatch.Desk.Email;
using CsCheck;

namespace Bridgewatch.Tests.Desk.Email;

public class ReadingMail
{
    [Theory]
    [InlineData("Auto-Submitted: auto-replied", AutomaticKind.AutoReply)]
    [InlineData("Auto-Submitted: no", AutomaticKind.None)]
    [InlineData("X-Auto-Response-Suppress: All", AutomaticKind.AutoReply)]
    [InlineData("Precedence: auto_reply", AutomaticKind.AutoReply)]
    [InlineData("Precedence: bulk", AutomaticKind.List)]
    [InlineData("List-Id: <dev.lists.example>", AutomaticKind.List)]
    [InlineData("Return-Path: <>", AutomaticKind.AutoReply)]
    [InlineData("X-Loop: support@us.example", AutomaticKind.Loop)]
    [InlineData("Sender: support+T1@us.example", AutomaticKind.Loop)]
    [InlineData("X-Mailer: Thunderbird", AutomaticKind.None)]
    public void What_a_machine_says_of_itself_in_the_head_is_believed(string field, AutomaticKind kind) =>
        Read($"From: kim@acme.example\nSubject: Hello\n{field}\n\nHello\n").Auto.ShouldBe(kind);

    [Theory]
    [InlineData("Out of Office: Re: Sync stalls", AutomaticKind.AutoReply)]
    [InlineData("Automatische Antwort: Sync stalls", AutomaticKind.AutoReply)]
    [InlineData("Réponse automatique : Sync", AutomaticKind.AutoReply)]
    [InlineData("Abwesenheitsnotiz", AutomaticKind.AutoReply)]
    [InlineData("Out of office replies are not sent", AutomaticKind.None)]
    [InlineData("Automatic reply does not work", AutomaticKind.None)]
    [InlineData("Autosave is broken", AutomaticKind.None)]
    public void A_vacation_program_is_known_by_its_subject_and_a_question_about_one_is_none(string subject, AutomaticKind kind) =>
        Read($"From: kim@acme.example\nSubject: {subject}\n\nHello\n").Auto.ShouldBe(kind);

    [Theory]
    [InlineData("relayed", AutomaticKind.AutoReply, 0)]
    [InlineData("delivered", AutomaticKind.AutoReply, 0)]
    [InlineData("delayed", AutomaticKind.Bounce, 1)]
    [InlineData("failed", AutomaticKind.Bounce, 1)]
    public void A_report_is_a_bounce_only_when_something_did_not_arrive(string action, AutomaticKind kind, int bounces)
    {
        var mail = Read(Report("delivery-status", "message/delivery-status", $"Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; lee@acme.example\nAction: {action}\nStatus: 5.1.1\n"));
        (mail.Auto, mail.Bounces.Count).ShouldBe((kind, bounces));
    }

    [Fact]
    public void Complaints_and_receipts_of_reading_are_automatic_and_no_bounces()
    {
        Read(Report("feedback-report", "message/feedback-report", "Feedback-Type: abuse\nUser-Agent: x/1\n")).Auto.ShouldBe(AutomaticKind.AutoReply);
        Read(Report("disposition-notification", "message/disposition-notification", "Final-Recipient: rfc822; kim@acme.example\nDisposition: manual-action/MDN-sent-manually; displayed\n"))
            .Auto.ShouldBe(AutomaticKind.AutoReply);
    }

    [Theory]
    [InlineData("5.1.1", "smtp; 550 5.1.1 <lee@acme.example>: no such user", true)]
    [InlineData("5.2.2", "smtp; 552 5.2.2 mailbox full", false)]
    [InlineData("5.1.1", "smtp; 550 5.7.1 blocked by policy", false)]
    [InlineData("5.4.4", "X-Postfix; Host or domain name not found. Name service error for name=acme.example type=A: Host not found", true)]
    [InlineData("5.7.27", "smtp; 550 5.7.27 domain does not accept mail (nullMX)", true)]
    [InlineData("5.1.6", "smtp; 551 has moved", true)]
    [InlineData("5.3.4", "smtp; 552 5.3.4 message too large", false)]
    [InlineData("4.4.1", "X-Postfix; connect to mx.acme.example: Connection timed out", false)]
    [InlineData("5.1.8", "smtp; 553 5.1.8 Domain of sender address does not exist", false)]
    public void An_address_is_dead_only_when_the_refusal_is_about_it(string status, string diagnostic, bool hard)
    {
        var bounce = Read(Report("delivery-status", "message/delivery-status", $"Final-Recipient: rfc822; lee@acme.example\nAction: failed\nStatus: {status}\nDiagnostic-Code: {diagnostic}\n")).Bounces.ShouldHaveSingleItem();
        (bounce.Hard, bounce.Recipient).ShouldBe((hard, "lee@acme.example"));
    }

    [Fact]
    public void A_field_that_smuggles_in_another_one_stays_one_line_and_is_told()
    {
        var mail = Read("From: kim@acme.example\nSubject: =?utf-8?q?Hello=0D=0ABcc:_all@acme.example?=\n\nHello\n");
        mail.Subject.ShouldBe("Hello Bcc: all@acme.example");
        mail.Warnings.ShouldContain("The subject held ends of lines, which were taken out.");
    }

    [Theory]
    [InlineData("utf-8", "Grüße", "Gr\xFC\xDF\x65")]
    [InlineData("iso-8859-1", "Grüße", "Gr\xC3\xBC\xC3\x9F\x65")]
    [InlineData("us-ascii", "Grüße", "Gr\xFC\xDF\x65")]
    [InlineData("x-martian", "Grüße", "Gr\xC3\xBC\xC3\x9F\x65")]
    public void A_text_in_another_charset_than_it_says_is_read_and_told(string charset, string words, string bytes)
    {
        var raw = Encoding.Latin1.GetBytes($"From: kim@acme.example\nContent-Type: text/plain; charset={charset}\n\n{bytes}\n");
        var mail = MailParser.Parse(raw);
        mail.Text.ShouldBe(words);
        mail.Warnings.ShouldContain(w => w.Contains(charset));
    }

    [Fact]
    public void A_head_with_bare_letters_is_read_in_the_charset_of_its_text()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var raw = Encoding.GetEncoding("big5").GetBytes("From: kim@acme.example\nSubject: 大家說英語\nContent-Type: text/plain; charset=big5\n\n大家\n");
        var mail = MailParser.Parse(raw);
        (mail.Subject, mail.Text).ShouldBe(("大家說英語", "大家"));
    }

    [Theory]
    [InlineData("application/ms-tnef; name=winmail.dat", "winmail.dat")]
    [InlineData("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", "encrypted with S/MIME")]
    [InlineData("application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", "signed with S/MIME, but cannot be opened")]
    [InlineData("multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=X", "encrypted with PGP")]
    [InlineData("text/calendar; method=REQUEST", "invitation")]
    [InlineData("message/external-body; access-type=URL; URL=\"http://x.example\"", "not here")]
    public void What_cannot_be_opened_is_told_and_kept_as_a_file(string type, string warning)
    {
        var mail = Read($"From: kim@acme.example\nMIME-Version: 1.0\nContent-Type: {type}\n\n--X\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--X--\n");
        mail.Warnings.ShouldContain(w => w.Contains(warning));
        mail.Attachments.ShouldNotBeEmpty();
    }

    [Fact]
    public void Signed_mail_is_read_and_its_signature_is_a_file()
    {
        var mail = Read("From: kim@acme.example\nMIME-Version: 1.0\nContent-Type: multipart/signed; protocol=\"application/pgp-signature\"; micalg=pgp-sha1; boundary=X\n\n--X\nContent-Type: text/plain\n\nHello\n--X\nContent-Type: application/pgp-signature; name=signature.asc\n\nx\n--X--\n");
        (mail.Text, mail.Attachments.ShouldHaveSingleItem().Name).ShouldBe(("Hello", "signature.asc"));
        mail.Warnings.ShouldContain("It is signed (PGP); the signature was not checked.");
    }

    [Fact]
    public void A_mail_nested_a_thousand_times_is_read()
    {
        var nested = new StringBuilder("From: kim@acme.example\nMIME-Version: 1.0\n");
        for (var depth = 0; depth < 1000; depth++) nested.Append("Content-Type: multipart/mixed; boundary=\"b").Append(depth).Append("\"\n\n--b").Append(depth).Append('\n');
        nested.Append("Content-Type: text/plain\n\nDeep\n");
        Read(nested.ToString()).From!.Email.ShouldBe("kim@acme.example");
        var mails = new StringBuilder();
        for (var depth = 0; depth < 1000; depth++) mails.Append("From: kim@acme.example\nContent-Type: message/rfc822\n\n");
        Read(mails.ToString()).From!.Email.ShouldBe("kim@acme.example");
    }

    [Fact]
    public void HTML_nested_a_hundred_thousand_times_gives_its_words_and_is_not_shown()
    {
        var mail = Read($"From: kim@acme.example\nContent-Type: text/html\n\n{string.Concat(Enumerable.Repeat("<div>", 100_000))}Deep");
        (mail.Html, mail.Text).ShouldBe((null, "Deep"));
        mail.Warnings.ShouldContain("Its HTML is nested too deep to be shown; only its words are.");
    }

    [Fact]
    public void A_million_signs_of_quoting_take_no_long_time()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        ReplyText.NewPart($"Hi\n{new string('>', 1_000_000)}\nOn {new string('1', 1_000_000)} wrote:\n{string.Concat(Enumerable.Repeat("Regards,\n", 50_000))}{string.Concat(Enumerable.Repeat("On 1 2 3\n", 50_000))}").ShouldStartWith("Hi");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void A_file_name_leads_nowhere_and_hides_nothing() =>
        Read("From: kim@acme.example\nContent-Type: application/pdf; name=\"../../etc/inv\u202Efdp.exe\"\n\nx\n").Attachments.ShouldHaveSingleItem().Name.ShouldBe("invfdp.exe");

    [Fact]
    public void Any_bytes_behind_a_head_are_read_without_fail_and_alike_each_time() =>
        Gen.Byte.Array[0, 600].Sample(bytes =>
        {
            byte[] raw = [.. "From: kim@acme.example\nMIME-Version: 1.0\nContent-Type: "u8, .. bytes];
            TellsTheSame(raw);
        }, iter: 3_000);

    [Fact]
    public void A_mail_of_every_kind_with_bytes_turned_round_is_read_without_fail() =>
        Gen.Select(Gen.Int[0, Samples().Length - 1], Gen.Select(Gen.Int[0, 100_000], Gen.Byte).Array[1, 12]).Sample((which, turns) =>
        {
            var raw = Samples()[which];
            foreach (var (at, value) in turns) raw[at % raw.Length] = value;
            TellsTheSame(raw);
        }, iter: 4_000);

    private static void TellsTheSame(byte[] raw)
    {
        try
        {
            var mail = MailParser.Parse(raw);
            mail.Subject.ShouldNotContain("\n");
            mail.Text.ShouldNotContain("\0");
            MailParser.Parse(raw).Reply.ShouldBe(mail.Reply);
        }
        catch (UnreadableMail)
        {
            // That is an answer, too.
        }
    }

    private static byte[][] Samples() =>
    [
        .. new[]
        {
            Report("delivery-status", "message/delivery-status", "Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; lee@acme.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 no\n"),
            "From: kim@acme.example\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=X\n\n--X\nContent-Type: text/plain; charset=utf-8; format=flowed\n\n> old \nnew\n--X\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>new=20</p><blockquote>old<table><tr><td>1</td></tr></table></blockquote>\n--X--\n",
            "From: kim@acme.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=X\n\n--X\nContent-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+IgEAAQaQCAAEAAAAAAABAAEAAQeQBgAIAAAA5AQAAAAAAADoAAEIgAcAGAAAAElQTS5NaWNyb3NvZnQgTWFpbC5Ob3RlADEIAQ==\n--X\nContent-Type: message/rfc822\n\nSubject: x\n\ny\n--X--\n",
            "From: kim@acme.example\nSubject: =?utf-8?b?SGVsbG8=?=\nReferences: <a@b> <c@d>\nContent-Type: application/pkcs7-mime; smime-type=signed-data\nContent-Transfer-Encoding: base64\n\nMIAGCSqGSIb3DQEHAqCAMIACAQExADCABgkqhkiG9w0BBwGggCSABAVIZWxsbwAAAAAAADEAAAAAAAAA\n",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static string Report(string kind, string type, string fields) =>
        $"From: MAILER-DAEMON@mx.example\nTo: support@us.example\nSubject: Report\nMIME-Version: 1.0\nContent-Type: multipart/report; report-type={kind}; boundary=X\n\n--X\nContent-Type: text/plain\n\nWords.\n--X\nContent-Type: {type}\n\n{fields}\n--X--\n";

    private static ParsedMail Read(string mail) => MailParser.Parse(Encoding.UTF8.GetBytes(mail), ["support@us.example"]);
}
