using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Portal;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Access.WhoMayDoWhat;
using Bridgewatch.Tests.Catalog;
using Bridgewatch.Tests.Harness;
using NodaTime;

namespace Bridgewatch.Tests.Desk.Portal;

/// <summary>Files of customers: they come by a plain form, and are seen by whoever may read their message.</summary>
public partial class SendingFiles
{
    private static readonly byte[] Log = Encoding.UTF8.GetBytes("PAY-4102 timeout after 30 s\n");

    [Theory, BothEngines]
    public async Task A_customer_sends_files_with_a_request_and_with_a_reply_and_saves_those_of_ours(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        await app.Knows("Kim Ito", "kim@acme.example");
        using var kim = await app.Customer("kim@acme.example");
        var opened = await kim.Upload("/portal/new", [("..\\worker.log", Log), ("screen.png", Stage.OnePixel)], ("Form.Subject", "Payouts stuck"), ("Form.Body", "See the log."));
        opened.Headers.Location!.ToString().ShouldEndWith("/portal/requests/T-1");
        (await kim.Upload("/portal/requests/T-1", [("", [])], ("Form.Body", "Nothing attached."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await kim.Upload("/portal/requests/T-1", [("more.txt", Log)], ("Form.Body", "More of it."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var messages = (await app.Ada.Gets("tickets/T-1/messages")).GetProperty("items");
        messages.EnumerateArray().Select(m => string.Join(' ', m.GetProperty("attachments").EnumerateArray().Select(a => a.GetProperty("name").GetString()))).ShouldBe(["worker.log screen.png", "", "more.txt"]);
        var types = await app.JournalTypes();
        (types.Count(t => t == "desk.attachment.brought.v1"), types.Count(t => t == "desk.attachments.used.v1")).ShouldBe((3, 2));

        var ours = (await app.Ada.Brings("T-1", "shot.png", Stage.OnePixel)).GetProperty("id").GetString()!;
        await app.Ada.Posts("tickets/T-1/replies", new { body = $"Like this? ![shot](attachment:{ours})", attachments = new[] { ours } });
        var page = await kim.Read("/portal/requests/T-1");
        foreach (var name in new[] { "worker.log", "screen.png", "more.txt", "shot.png" }) page.ShouldContain(name);
        page.ShouldContain($"<img src=\"/portal/requests/T-1/files/{ours}/picture\"");
        using (var drawn = await kim.Open($"/portal/requests/T-1/files/{ours}/picture")) drawn.Content.Headers.ContentType!.MediaType.ShouldBe("image/webp");
        using var saved = await kim.Open(Files(page)[0]);
        saved.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        saved.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        saved.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
        saved.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        (await saved.Content.ReadAsByteArrayAsync()).ShouldBe(Log);
    }

    [Theory, BothEngines]
    public async Task A_file_that_is_not_for_them_is_by_every_door_as_if_it_were_not_there(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        await app.HasOrganization("Acme", "acme.example");
        await app.HasOrganization("Far", "far.example");
        await app.Knows("Kim Ito", "kim@acme.example");
        using var kim = await app.Customer("kim@acme.example");
        await kim.Upload("/portal/new", [("kim.log", Log)], ("Form.Subject", "Kim's"), ("Form.Body", "b"));
        await app.Ada.Posts("tickets", new { subject = "Mia's", body = "b", requester = new { email = "mia@far.example", name = "Mia" } });
        var note = (await app.Ada.Brings("T-1", "internal.log", [.. Log, .. Log])).GetProperty("id").GetString()!;
        await app.Ada.Posts("tickets/T-1/notes", new { body = "Ours.", attachments = new[] { note } });
        var waiting = (await app.Ada.Brings("T-1", "waiting.log", [.. Log, 1])).GetProperty("id").GetString()!;
        var page = await kim.Read("/portal/requests/T-1");
        page.ShouldNotContain("internal.log");
        page.ShouldNotContain("waiting.log");
        var file = Files(page).ShouldHaveSingleItem();
        using var mia = await app.Customer("mia@far.example");
        var id = file.Split('/')[^1];
        var absent = PortalVisitors.Plain(await Missing(mia, $"/portal/requests/T-999/files/{Guid.CreateVersion7()}"));
        string[] foreign = [file, $"{file}/picture", $"/portal/requests/T-2/files/{id}", $"/portal/requests/T-2/files/{id}/picture"];
        foreach (var path in foreign) PortalVisitors.Plain(await Missing(mia, path)).ShouldBe(absent, path);
        foreach (var path in new[] { note, waiting, Guid.CreateVersion7().ToString(), "nonsense" })
        {
            await Missing(kim, $"/portal/requests/T-1/files/{path}");
            await Missing(kim, $"/portal/requests/T-1/files/{path}/picture");
        }
        using (var api = await kim.Open($"/api/v1/tickets/T-1/attachments/{id}/content")) api.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using (var nobody = app.Browser())
        using (var turned = await nobody.Open(file)) turned.Headers.Location!.ToString().ShouldContain("/portal/sign-in");
        // Nobody's form, and the own form posted to another's request.
        using (var foreignForm = await mia.Upload("/portal/requests/T-2", [("x.log", Log)], ("Form.Body", "Mine."))) foreignForm.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var session = await app.Look(db => Task.FromResult(db.Set<PortalSession>().AsEnumerable().OrderBy(s => s.Id.Value).Last()));
        var caller = new Caller(ActorKind.Contact, session.Contact.Value, Session: session.Id);
        await Should.ThrowAsync<NotVisible>(() => app.As(caller, new WriteAsCustomer(new(1), "x", [new("x", "text/plain", 1, new string('0', 64))])));

        var message = (await app.Ada.Gets("tickets/T-1/messages")).GetProperty("items")[0].GetProperty("id").GetString();
        app.MoveClock(Duration.FromHours(1));
        await app.Ada.Puts($"tickets/T-1/messages/{message}/redaction", new { reason = "secret" });
        await Missing(kim, file);
        (await kim.Read("/portal/requests/T-1")).ShouldNotContain("kim.log");
    }

    [Theory, BothEngines]
    public async Task What_is_too_many_too_large_empty_or_refused_is_told_and_what_was_typed_stays(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        await app.Knows("Kim Ito", "kim@acme.example");
        await app.Ada.Posts("tickets", new { subject = "Own", body = "Own", requester = new { email = "kim@acme.example" } });
        await app.Admin.Puts("settings/desk.attachments", new { largestFile = 1_000, mostOfMessage = 5, largestMail = 0, refused = (string[])[".exe", FileKind.WindowsProgram] });
        using var kim = await app.Customer("kim@acme.example");
        ((string, byte[])[] Files, string Says)[] wrong =
        [
            ([.. Enumerable.Range(0, 6).Select(i => ($"{i}.txt", Log))], "at most 5 files"),
            ([("large.bin", new byte[1_001])], "large.bin is larger than 1 KB"),
            ([.. Enumerable.Range(0, 5).Select(i => ($"{i}.bin", new byte[900]))], "larger than 4 KB together"),
            ([("huge.bin", new byte[300_000])], "huge.bin is larger than 1 KB"),
            ([("empty.txt", [])], "empty.txt is empty"),
            ([("tool.EXE", Log)], "tool.EXE is of a kind"),
            ([("report.pdf", [0x4D, 0x5A, 0x90, 0x00, 0x03]), ("fine.txt", Log)], "report.pdf is of a kind"),
        ];
        foreach (var (files, says) in wrong)
        {
            foreach (var (path, field) in new[] { ("/portal/requests/T-1", "Form.Body"), ("/portal/new", "Form.Body") })
            {
                using var answer = await kim.Upload(path, files, ("Form.Subject", "Typed subject"), (field, "Typed with care"));
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, says);
                var page = await answer.Content.ReadAsStringAsync();
                page.ShouldContain(says);
                page.ShouldContain("Choose your files again");
                page.ShouldContain("Typed with care");
            }
        }
        // A finding on another field is told together with what becomes of the files.
        using (var answer = await kim.Upload("/portal/new", [("fine.txt", Log)], ("Form.Subject", ""), ("Form.Body", "Typed with care")))
            (await answer.Content.ReadAsStringAsync()).ShouldContain("Choose your files again");
        (await app.Ada.Gets("tickets/T-1/messages")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await app.Ada.Gets("tickets")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    private static async Task<string> Missing(FormBrowser browser, string path)
    {
        using var answer = await browser.Open(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        return await answer.Content.ReadAsStringAsync();
    }

    private static List<string> Files(string page) => [.. FileLink().Matches(page).Select(m => m.Groups[1].Value)];

    [GeneratedRegex("<a href=\"(/portal/requests/T-[0-9]+/files/[0-9a-f-]+)\" download")]
    private static partial Regex FileLink();
}
