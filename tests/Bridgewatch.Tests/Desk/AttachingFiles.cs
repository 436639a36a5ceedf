using System.Security.Cryptography;
using System.Text;
using Bridgewatch.Access.Roles;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Tests.Access.WhoMayDoWhat;
using Bridgewatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using NodaTime;

namespace Bridgewatch.Tests.Desk;

/// <summary>Files of a conversation: kept once by their content, seen as their message is, harmless when they come out, gone when they must.</summary>
public class AttachingFiles
{
    private static readonly byte[] Log = Encoding.UTF8.GetBytes("PAY-4102 timeout after 30 s\n");

    [Theory, BothEngines]
    public async Task A_file_goes_with_a_reply_and_by_its_mail_and_one_of_a_note_goes_nowhere(Engine engine)
    {
        await using var sink = await SmtpSink.Start(SmtpFault.None);
        await using var app = await RunningApp.On(engine);
        await app.Ada.Id; // invited before there is mail to invite by
        await app.Admin.Puts("settings/kernel.outgoing-mail", new { host = "127.0.0.1", port = sink.Port, security = "none", fromAddress = "support@northwind.test", fromName = "Northwind" });
        await Open(app);
        var picture = await app.Ada.Brings("T-1", "screen.png", Stage.OnePixel, "?for=reply");
        var log = await app.Ada.Brings("T-1", "..\\..\\etc/worker\u202Egol.txt", Log);
        (log.GetProperty("name").GetString(), log.GetProperty("type").GetString(), log.GetProperty("size").GetInt64()).ShouldBe(("workergol.txt", "text/plain", Log.Length));
        log.GetProperty("sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(Log)));
        picture.GetProperty("picture").GetProperty("width").GetInt32().ShouldBe(1);
        var ids = new[] { Id(picture), Id(log) };
        (await app.Ada.IsRefused(422, HttpMethod.Post, "tickets/T-1/notes", new { body = "x", attachments = ids })).GetProperty("errors").GetProperty("attachments")[0].GetString()!.ShouldContain("another kind");
        var reply = await app.Ada.Posts("tickets/T-1/replies", new { body = $"This is how it looks: ![here](attachment:{ids[0]})", attachments = ids });
        reply.GetProperty("attachments").GetArrayLength().ShouldBe(2);
        await app.Ada.IsRefused(422, HttpMethod.Post, "tickets/T-1/replies", new { body = "Again.", attachments = ids });
        var note = Id(await app.Ada.Brings("T-1", "internal.log", [.. Log, .. Log], "?for=note"));
        await app.Ada.Posts("tickets/T-1/notes", new { body = "Ours alone.", attachments = new[] { note } });

        await Eventually.Holds(() => sink.Received.Count == 1, "the reply is mailed");
        var mail = sink.Received.Single();
        mail.Attachments.OfType<MimePart>().Single().FileName.ShouldBe("workergol.txt");
        mail.HtmlBody!.ShouldContain($"cid:{Guid.Parse(ids[0]):N}@bridgewatch");
        mail.BodyParts.OfType<MimePart>().ShouldContain(p => p.ContentId == $"{Guid.Parse(ids[0]):N}@bridgewatch");
        mail.ToString().ShouldNotContain("internal.log");
        (await app.JournalTypes()).ShouldContain("desk.attachments.used.v1");
    }

    [Theory, BothEngines]
    public async Task What_comes_out_can_do_nothing_in_a_browser_and_what_waits_is_seen_by_nobody_else(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Open(app);
        var bo = app.Person("Bo", BuiltInRoles.SupportLead);
        var page = Encoding.UTF8.GetBytes("<html><script>alert(1)</script></html>");
        var waiting = Id(await app.Ada.Brings("T-1", "page.html", page));
        foreach (var what in (string[])["", "/content", "/picture"]) await bo.IsRefused(404, HttpMethod.Get, $"tickets/T-1/attachments/{waiting}{what}");
        await bo.IsRefused(404, HttpMethod.Delete, $"tickets/T-1/attachments/{waiting}");
        await bo.IsRefused(422, HttpMethod.Post, "tickets/T-1/notes", new { body = "Not mine.", attachments = new[] { waiting } });
        await app.Ada.Posts("tickets/T-1/notes", new { body = "Now yours.", attachments = new[] { waiting } });

        using (var out1 = await bo.Sends(HttpMethod.Get, $"tickets/T-1/attachments/{waiting}/content"))
        {
            out1.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
            out1.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
            out1.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
            out1.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
            (await out1.Content.ReadAsByteArrayAsync()).ShouldBe(page);
        }
        await bo.IsRefused(404, HttpMethod.Get, $"tickets/T-1/attachments/{waiting}/picture");
        var drawn = Id(await app.Ada.Brings("T-1", "x.png", Stage.OnePixel));
        using (var small = await app.Ada.Sends(HttpMethod.Get, $"tickets/T-1/attachments/{drawn}/picture"))
        {
            small.Content.Headers.ContentType!.MediaType.ShouldBe("image/webp");
            using var again = await app.Ada.Sends(HttpMethod.Get, $"tickets/T-1/attachments/{drawn}/picture", headers: ("If-None-Match", small.Headers.ETag!.Tag));
            ((int)again.StatusCode).ShouldBe(304);
        }
        var auditor = app.Person("Otto", "auditor");
        await auditor.IsRefused(403, HttpMethod.Get, $"tickets/T-1/attachments/{waiting}/content");
        (await auditor.Gets($"tickets/T-1/attachments/{waiting}")).GetProperty("name").GetString().ShouldBe(Mask.Hidden);
    }

    [Theory, BothEngines]
    public async Task What_is_too_large_empty_or_refused_is_not_taken_and_leaves_nothing(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Open(app);
        await app.Ada.Puts("settings/desk.attachments", new { largestFile = 1_000, mostOfMessage = 1, largestMail = 0, refused = (string[])[".exe", FileKind.WindowsProgram] });
        using (var large = await app.Ada.SendsFile("T-1", "large.bin", new byte[1_001])) ((int)large.StatusCode).ShouldBe(413);
        using (var huge = await app.Ada.SendsFile("T-1", "huge.bin", new byte[200_000])) ((int)huge.StatusCode).ShouldBe(413);
        using (var empty = await app.Ada.SendsFile("T-1", "empty.txt", [])) ((int)empty.StatusCode).ShouldBe(422);
        using (var named = await app.Ada.SendsFile("T-1", "tool.EXE", Log)) ((int)named.StatusCode).ShouldBe(422);
        using (var sniffed = await app.Ada.SendsFile("T-1", "report.pdf", [0x4D, 0x5A, 0x90, 0x00, 0x03])) ((int)sniffed.StatusCode).ShouldBe(422);
        await app.Ada.IsRefused(415, HttpMethod.Post, "tickets/T-1/attachments", new { file = "x" });
        using (var elsewhere = await app.Ada.SendsFile("T-9", "a.txt", Log)) ((int)elsewhere.StatusCode).ShouldBe(404);
        Contents(app).ShouldBeEmpty();
        var (one, two) = (Id(await app.Ada.Brings("T-1", "one.txt", Log)), Id(await app.Ada.Brings("T-1", "two.txt", Log)));
        Contents(app).Count.ShouldBe(1, "the same content is one file");
        await app.Ada.IsRefused(422, HttpMethod.Post, "tickets/T-1/notes", new { body = "Both.", attachments = new[] { one, two } });

        // One is thrown away and one used; the content stays for that.
        await app.Ada.Deletes($"tickets/T-1/attachments/{two}");
        var reply = await app.Ada.Posts("tickets/T-1/replies", new { body = "Too large for a mail.", attachments = new[] { one } });
        reply.GetProperty("id").GetString().ShouldNotBeNull();
        await app.Ada.IsRefused(409, HttpMethod.Delete, $"tickets/T-1/attachments/{one}");
        var mail = await app.Look(db => Task.FromResult(db.Set<Delivery>().Single(d => d.Kind == Mail.Kind)));
        var link = KernelJson.Read<Mail>(mail.Payload).Text.Split('(')[^1].TrimEnd(')', '\n');
        using (var linked = await app.Http.GetAsync(new Uri(new(app.Http.BaseAddress!, "/"), new Uri(link).AbsolutePath))) (await linked.Content.ReadAsByteArrayAsync()).ShouldBe(Log);
        using (var forged = await app.Http.GetAsync("/files/nonsense")) ((int)forged.StatusCode).ShouldBe(404);
        var waits = Id(await app.Ada.Brings("T-1", "three.txt", [.. Log, 1, 2]));
        await app.Services.GetRequiredService<FileStore>().Keep(new MemoryStream([9, 9, 9]), 10, _ => { }, CancellationToken.None);
        app.MoveClock(Duration.FromHours(25));
        await app.Send(new RemoveUnnamedContents());
        await Eventually.Holds(async () => (await app.Ada.Sends(HttpMethod.Get, $"tickets/T-1/attachments/{waits}")).StatusCode == System.Net.HttpStatusCode.NotFound, "what waits for a day goes");
        await Eventually.Holds(() => Contents(app).Count == 1, "and its content with it, and one that no row ever named");
        using (var later = await app.Http.GetAsync(new Uri(new(app.Http.BaseAddress!, "/"), new Uri(link).AbsolutePath))) ((int)later.StatusCode).ShouldBe(200);
        app.MoveClock(Duration.FromDays(31));
        using (var ended = await app.Http.GetAsync(new Uri(new(app.Http.BaseAddress!, "/"), new Uri(link).AbsolutePath))) ((int)ended.StatusCode).ShouldBe(404);
    }

    [Theory, BothEngines]
    public async Task An_erased_person_leaves_neither_name_nor_content_of_their_files(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Open(app);
        await app.Ada.Posts("tickets", new { subject = "Other", body = "Other.", requester = new { email = "omar@lakeshore.example", name = "Omar Haddad" } });
        var theirs = Id(await app.Ada.Brings("T-1", "passport.png", Stage.OnePixel));
        await app.Ada.Posts("tickets/T-1/notes", new { body = "Their passport.", attachments = new[] { theirs } });
        var shared = Id(await app.Ada.Brings("T-1", "log.txt", Log));
        await app.Ada.Posts("tickets/T-1/notes", new { body = "A log.", attachments = new[] { shared } });
        var others = Id(await app.Ada.Brings("T-2", "Heike Sommerfeld.txt", Log));
        await app.Ada.Posts("tickets/T-2/notes", new { body = "The same log.", attachments = new[] { others } });
        app.MoveClock(Duration.FromHours(1));
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Bridgewatch.Kernel.Door>().Caller = new(ActorKind.Operator, Operator: "test");
        var certificate = await scope.ServiceProvider.GetRequiredService<Erasures>().Erase("heike@brandtner.example", CancellationToken.None);
        certificate.Certificate.Stores["desk.attachments"].ShouldBe(3);
        await Eventually.Holds(() => Contents(app).SequenceEqual([Convert.ToHexStringLower(SHA256.HashData(Log))]), "the content that nothing names is removed, the other stays");
        await app.Ada.IsRefused(404, HttpMethod.Get, $"tickets/T-1/attachments/{theirs}/content");
        (await app.Ada.Gets($"tickets/T-2/attachments/{others}")).GetProperty("name").GetString().ShouldBe(Attachment.Gone);
        using var still = await app.Ada.Sends(HttpMethod.Get, $"tickets/T-2/attachments/{others}/content");
        still.IsSuccessStatusCode.ShouldBeTrue();
    }

    [Theory, BothEngines]
    public async Task A_message_and_its_file_are_taken_out_of_every_store_and_a_mark_stays(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Open(app);
        const string secret = "hunter2-canary";
        var file = Id(await app.Ada.Brings("T-1", $"{secret}.txt", Encoding.UTF8.GetBytes(secret)));
        string reply;
        using (var sent = await app.Ada.Sends(HttpMethod.Post, "tickets/T-1/replies", new { body = $"The password is {secret}.", attachments = new[] { file } }, ("Idempotency-Key", "once")))
        {
            reply = System.Text.Json.JsonDocument.Parse(await sent.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString()!;
        }
        await app.Ada.Puts("tickets/T-1/drafts/note", new { text = $"They wrote: The password is {secret}." });
        await app.Person("Eve", "support-engineer-l2").IsRefused(403, HttpMethod.Put, $"tickets/T-1/messages/{reply}/redaction", new { reason = "secret" });
        app.MoveClock(Duration.FromHours(1));
        await app.Ada.Puts($"tickets/T-1/messages/{reply}/redaction", new { reason = "secret" });
        await app.Ada.IsRefused(409, HttpMethod.Put, $"tickets/T-1/messages/{reply}/redaction", new { reason = "secret" });
        var shown = await app.Ada.Gets($"tickets/T-1/messages/{reply}");
        (shown.GetProperty("body").GetString(), shown.GetProperty("redacted").GetProperty("by").GetString(), shown.GetProperty("redacted").GetProperty("reason").GetString()).ShouldBe(("", "Ada", "secret"));
        shown.GetProperty("attachments")[0].GetProperty("redacted").GetProperty("by").GetString().ShouldBe("Ada");
        (await app.Ada.Gets("tickets/T-1/drafts")).GetProperty("items").GetArrayLength().ShouldBe(0);
        await Eventually.Holds(() => Contents(app).Count == 0, "the content is removed");
        (await Everywhere(app, secret)).ShouldBeEmpty();
        (await app.JournalTypes()).ShouldContain("desk.message.redacted.v1");
    }

    /// <summary>Tables in which a text still stands.</summary>
    private static Task<List<string>> Everywhere(RunningApp app, string text) => app.Look(db =>
    {
        var found = new List<string>();
        if (db.Set<Bridgewatch.Desk.Tickets.Message>().Any(m => m.Body.Contains(text))) found.Add("message");
        if (db.Set<Attachment>().Any(a => a.Name.Contains(text))) found.Add("attachment");
        if (db.Set<Delivery>().Any(d => d.Payload.Contains(text))) found.Add("delivery");
        if (db.Set<IdempotentAnswer>().Any(a => a.Response.Contains(text))) found.Add("idempotency");
        if (db.Journal.Any(r => r.Data != null && r.Data.Contains(text))) found.Add("journal");
        if (db.Set<Bridgewatch.Desk.Drafts.Draft>().Any(d => d.Text.Contains(text))) found.Add("draft");
        return Task.FromResult(found);
    });

    private static Task<System.Text.Json.JsonElement> Open(RunningApp app) => app.Ada.Posts("tickets", new { subject = "Payouts stuck", body = "PAY-4102", requester = new { email = "heike@brandtner.example", name = "Heike Sommerfeld" } });

    private static string Id(System.Text.Json.JsonElement attachment) => attachment.GetProperty("id").GetString()!;

    private static List<string> Contents(RunningApp app) =>
        Directory.Exists(Path.Combine(app.Store.Data, "files")) ? [.. Directory.EnumerateFiles(Path.Combine(app.Store.Data, "files"), "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f))] : [];
}
