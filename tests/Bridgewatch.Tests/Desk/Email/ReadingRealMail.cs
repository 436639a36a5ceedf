using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bridgewatch.Desk.Email;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Signals;

namespace Bridgewatch.Tests.Desk.Email;

/// <summary>Mail that mail programs and servers really wrote, with what others read in it. The misses stand in docs/mail.md, each with its reason.</summary>
public partial class ReadingRealMail
{
    /// <summary>What the sets say against each other, or against the rule that signatures and quotes are no part of what is new.</summary>
    private static readonly HashSet<string> s_otherRule =
    [
        "crisp-reply-parser/test/fixtures/email_1.txt", "crisp-reply-parser/test/fixtures/email_3.txt", "github-reply-parser/test/emails/email_1_2.txt",
        "github-reply-parser/test/emails/email_1_8.txt", "talon/tests/fixtures/standard_replies/iphone.eml", "talon/tests/fixtures/standard_replies/sparrow.eml",
    ];

    [Fact]
    public void Every_file_is_read_and_every_mail_has_a_writer_or_says_why_not()
    {
        var root = SharedData.Path("email");
        var read = 0;
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".eml" or ".txt" or ".html"))
        {
            var mail = Read(file);
            (mail.From is not null || mail.Warnings.Count > 0 || !file.EndsWith(".eml", StringComparison.Ordinal)).ShouldBeTrue(file);
            (mail.Text.Length > 0 || mail.Attachments.Count > 0 || new FileInfo(file).Length < 4_000).ShouldBeTrue(file);
            read++;
        }
        read.ShouldBe(337);
    }

    [Fact]
    public void The_new_part_of_a_reply_is_what_others_found()
    {
        var (right, misses) = (0, new List<string>());
        foreach (var expected in Expected("email/expected-replies.json"))
        {
            var file = expected.GetProperty("file").GetString()!;
            if (s_otherRule.Contains(file)) continue;
            var watch = System.Diagnostics.Stopwatch.StartNew();
            var reply = Read(SharedData.Path($"email/{file}")).Reply;
            if (Fits(expected, reply, watch.ElapsedMilliseconds)) right++;
            else misses.Add(file);
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{right} of {right + misses.Count}; missed: {string.Join(", ", misses)}");
        misses.ShouldBe(["talon/tests/fixtures/reply-separated-by-hr.html"]);
        right.ShouldBe(113);
    }

    [Fact]
    public void Bounces_are_read_as_others_read_them()
    {
        var (all, status, hard, recipients, misses) = (0, 0, 0, 0, new List<string>());
        foreach (var expected in Expected("email/sisimai-bounces/expected.json"))
        {
            var file = expected.GetProperty("file").GetString()!;
            var mail = Read(SharedData.Path($"email/sisimai-bounces/{file}"));
            foreach (var (at, bounce) in expected.GetProperty("expect").EnumerateArray().Index())
            {
                var found = mail.Bounces.ElementAtOrDefault(at);
                // Codes of their own, where the mail gives none.
                var code = OfTheirOwn().IsMatch(bounce.Text("dsn")!) ? null : bounce.Text("dsn");
                var recipient = bounce.TryGetProperty("finalRecipient", out var final) ? final.GetString() : null;
                var fits = (Status: found is not null && found.Status == code, Hard: found?.Hard == bounce.GetProperty("hardbounce").GetBoolean(), Recipient: found is not null && (recipient is null || found.Recipient == recipient));
                all++;
                if (fits.Status) status++;
                if (fits.Hard) hard++;
                if (fits.Recipient) recipients++;
                if (fits is not (true, true, true)) misses.Add(Path.GetFileNameWithoutExtension(file));
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{all}: status {status}, hard or soft {hard}, recipient {recipients}; missed: {string.Join(", ", misses)}");
        (all, status, hard, recipients).ShouldBe((153, 151, 151, 153));
        misses.ShouldBe(["lhost-exchange2007-05", "lhost-postfix-07", "lhost-sendmail-02", "lhost-sendmail-56"], ignoreOrder: true);
    }

    private static bool Fits(JsonElement expected, string reply, long milliseconds)
    {
        if (expected.TryGetProperty("completesWithinMs", out var most) && milliseconds > most.GetInt32()) return false;
        if (expected.TryGetProperty("contains", out var parts) && !parts.EnumerateArray().All(p => OneLine(reply).Contains(OneLine(p.GetString()!), StringComparison.Ordinal))) return false;
        if (expected.TryGetProperty("absent", out parts) && parts.EnumerateArray().Any(p => OneLine(reply).Contains(OneLine(p.GetString()!), StringComparison.Ordinal))) return false;
        if (!expected.TryGetProperty("reply", out var whole)) return true;
        return expected.Text("compare") == "ignore-whitespace" ? NoBlanks(reply) == NoBlanks(whole.GetString()!) : Trimmed(reply) == Trimmed(whole.GetString()!);
    }

    private static JsonElement.ArrayEnumerator Expected(string file) => JsonDocument.Parse(File.ReadAllText(SharedData.Path(file))).RootElement.EnumerateArray();

    private static ParsedMail Read(string file) => Path.GetExtension(file) switch
    {
        ".eml" => MailParser.Parse(File.ReadAllBytes(file)),
        var kind => MailParser.ParseBody(File.ReadAllText(file, Encoding.UTF8), isHtml: kind == ".html"),
    };

    private static string Trimmed(string text) => string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(l => l.TrimEnd())).Trim();

    private static string OneLine(string text) => Blanks().Replace(text, " ").Trim();

    private static string NoBlanks(string text) => Blanks().Replace(text, "");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"^[45]\.0\.9\d\d$")]
    private static partial Regex OfTheirOwn();
}
