using System.Text;
using System.Text.Json;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Signals;

namespace Bridgewatch.Tests.Desk.Email;

/// <summary><c>bridgewatch mail parse</c>.</summary>
public class ExplainingMail
{
    private const string Letter = "From: =?utf-8?q?Kim_Gr=C3=BCn?= <kim@acme.example>\r\nTo: Help <support@us.example>, ops@us.example\r\nCc: lee@acme.example\r\nSubject: Re: Sync stalls\r\n"
        + "Message-ID: <b@acme.example>\r\nIn-Reply-To: <a@us.example>\r\nReferences: <root@us.example> <a@us.example>\r\nDate: Fri, 27 Mar 2026 17:00:00 +0100\r\nMIME-Version: 1.0\r\n"
        + "Content-Type: multipart/related; boundary=X\r\n\r\n--X\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>It stalls again:</p><img src=\"cid:shot\"><script>alert(1)</script><img src=\"http://spy.example/1.gif\">"
        + "<blockquote>Does it still stall?</blockquote>\r\n--X\r\nContent-Type: image/png; name=shot.png\r\nContent-ID: <shot>\r\nContent-Disposition: inline; filename=shot.png\r\nContent-Transfer-Encoding: base64\r\n\r\nAAECAw==\r\n--X--\r\n";

    [Fact]
    public async Task A_mail_is_printed_as_a_person_would_read_it_and_no_data_is_needed()
    {
        var folder = TestRun.Folder("mail-parse");
        var file = await Write(folder, "letter.eml", Letter);
        var parsed = await Verb.Run("mail", "parse", file);
        (parsed.Exit, parsed.Errors).ShouldBe((0, ""));
        var mail = JsonDocument.Parse(parsed.Output).RootElement;
        mail.EnumerateObject().Select(p => p.Name).ShouldBe(
            ["from", "to", "cc", "subject", "messageId", "inReplyTo", "references", "date", "text", "html", "reply", "attachments", "auto", "bounces", "warnings"]);
        mail.GetProperty("from").ToString().ShouldBe("""{"name":"Kim Grün","email":"kim@acme.example"}""");
        mail.GetProperty("to").EnumerateArray().Select(t => t.Text("email")).ShouldBe(["support@us.example", "ops@us.example"]);
        mail.GetProperty("cc")[0].GetProperty("name").ValueKind.ShouldBe(JsonValueKind.Null);
        (mail.Text("subject"), mail.Text("messageId"), mail.Text("inReplyTo"), mail.Text("date")).ShouldBe(("Re: Sync stalls", "b@acme.example", "a@us.example", "2026-03-27T16:00:00Z"));
        mail.GetProperty("references").EnumerateArray().Select(r => r.GetString()).ShouldBe(["root@us.example", "a@us.example"]);
        (mail.Text("text"), mail.Text("reply"), mail.Text("auto")).ShouldBe(("It stalls again:\n\n> Does it still stall?", "It stalls again:", "none"));
        mail.GetProperty("attachments")[0].ToString().ShouldBe("""{"name":"shot.png","type":"image/png","size":4,"inline":true}""");
        var html = mail.Text("html")!;
        html.ShouldContain("cid:shot");
        html.ShouldNotContain("alert");
        html.ShouldNotContain(" src=\"http");
        mail.GetProperty("warnings")[0].GetString().ShouldBe("A picture lies elsewhere and is not loaded.");
        Directory.EnumerateFileSystemEntries(folder).ShouldBe([file], "it makes no data folder");
    }

    [Fact]
    public async Task Mail_from_an_address_of_ours_goes_in_a_circle()
    {
        var file = await Write(TestRun.Folder("mail-parse"), "letter.eml", Letter);
        JsonDocument.Parse((await Verb.Run("mail", "parse", file, "--own", "support@us.example", "--own", "KIM@acme.example")).Output).RootElement.Text("auto").ShouldBe("loop");
        JsonDocument.Parse((await Verb.Run("mail", "parse", "--own", "support@us.example", file)).Output).RootElement.Text("auto").ShouldBe("none");
    }

    [Fact]
    public async Task A_body_without_a_head_is_read_by_its_kind()
    {
        var folder = TestRun.Folder("mail-parse");
        var text = await Write(folder, "body.txt", "Thanks: works.\r\n\r\nOn Fri, 27 Mar 2026 at 16:00, Ada <ada@us.example> wrote:\r\n> Try again.\r\n");
        var html = await Write(folder, "body.html", "<div>Works.</div><div class=gmail_quote>On Fri, 27 Mar 2026 Ada wrote:<br><blockquote>Try again.</blockquote></div>");
        JsonDocument.Parse((await Verb.Run("mail", "parse", "--body", "text", text)).Output).RootElement.Text("reply").ShouldBe("Thanks: works.");
        var mail = JsonDocument.Parse((await Verb.Run("mail", "parse", "--body", "html", html)).Output).RootElement;
        (mail.Text("reply"), mail.GetProperty("from").ValueKind).ShouldBe(("Works.", JsonValueKind.Null));
        (await Verb.Run("mail", "parse", "--body", "smoke", text)).Exit.ShouldBe(2);
    }

    [Theory]
    [InlineData("", "It is empty.")]
    [InlineData("Hello there,\n\nthis has no head.\n", "It is no mail")]
    public async Task What_is_no_mail_ends_with_two_and_says_why(string content, string why)
    {
        var file = await Write(TestRun.Folder("mail-parse"), "note.txt", content);
        var parsed = await Verb.Run("mail", "parse", file);
        (parsed.Exit, parsed.Output).ShouldBe((2, ""));
        parsed.Errors.ShouldContain(why);
    }

    [Fact]
    public async Task Several_files_are_a_line_each_in_their_order_and_a_missing_one_says_so()
    {
        var folder = TestRun.Folder("mail-parse");
        var file = await Write(folder, "letter.eml", Letter);
        var parsed = await Verb.Run("mail", "parse", file, Path.Combine(folder, "missing.eml"), file);
        parsed.Exit.ShouldBe(2);
        var lines = parsed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        lines.Count.ShouldBe(3);
        lines[1].Text("error").ShouldContain("missing.eml");
        lines[2].Text("subject").ShouldBe("Re: Sync stalls");
        (await Verb.Run("mail", "parse")).Exit.ShouldBe(2);
    }

    private static async Task<string> Write(string folder, string name, string content)
    {
        var file = Path.Combine(folder, name);
        await File.WriteAllTextAsync(file, content, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return file;
    }
}
