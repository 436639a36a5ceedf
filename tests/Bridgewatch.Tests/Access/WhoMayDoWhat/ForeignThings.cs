using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Bridgewatch.Access.Roles;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Desk;
using Bridgewatch.Tests.Desk.Portal;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Access.WhoMayDoWhat;

/// <summary>
/// What belongs to another organization and is named in second place: in a body, a question, behind a ticket of one's own. <see cref="Permissions"/>
/// asks the doors that name it in their address.
/// </summary>
public partial class ForeignThings
{
    private const string Absent = "T-999999";

    /// <summary>A request that names something.</summary>
    /// <param name="Path">With <c>KEY</c> for its name.</param>
    private sealed record Asking(string Method, string Path, Func<string, object?>? Body = null);

    [Theory, BothEngines(LongOnPostgres = true)]
    public async Task Whatever_names_a_foreign_thing_is_answered_as_if_it_were_not_there(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (lena, there) = await Set(app);
        var told = new List<string>();
        foreach (var asking in Numbers(there)) await Compare(asking, there.Ticket, Absent);
        foreach (var asking in Files) await Compare(asking, there.File, NewId());
        foreach (var asking in Messages) await Compare(asking, there.Message, NewId());
        foreach (var asking in Contacts(there)) await Compare(asking, there.Contact, NewId());
        foreach (var asking in Organizations(there)) await Compare(asking, there.Organization, NewId());
        foreach (var path in new[] { "tasks/KEY", "tasks/KEY/completion" }) await Compare(new(path.EndsWith('n') ? "PUT" : "GET", path, path.EndsWith('n') ? _ => new { } : null), there.Task, NewId());
        foreach (var path in new[] { "approvals/KEY", "approvals/KEY/decision" }) await Compare(new(path.EndsWith('n') ? "PUT" : "GET", path, path.EndsWith('n') ? _ => new { verdict = "approve" } : null), there.Approval, NewId());
        foreach (var path in new[] { "views/KEY", "tickets?view=KEY", "tickets.csv?view=KEY" }) await Compare(new("GET", path), there.View, NewId());
        foreach (var list in new[] { "tickets", "tickets.csv" })
        {
            await Compare(new("GET", $"{list}?q=organization:KEY"), "Globex", "Glubex");
            await Compare(new("GET", $"{list}?q=requester:KEY"), "mia@globex.example", "nia@globex.example");
            await Compare(new("GET", $"{list}?q=subject:KEY"), "zirconium", "zirkonium");
        }
        await Compare(new("POST", "tickets/bulk", key => new { q = $"organization:{key}", label = new { add = new[] { "x" } } }), "Globex", "Glubex");
        told.ShouldBeEmpty();
        (await app.Ada.Gets($"tickets/{there.Ticket}")).GetProperty("labels").GetArrayLength().ShouldBe(0);

        async Task Compare(Asking asking, string foreign, string absent)
        {
            var (one, other) = (await Ask(app, lena, asking, foreign), await Ask(app, lena, asking, absent));
            if (one != other) told.Add($"{asking.Method} {asking.Path}\n  there:  {one}\n  absent: {other}");
        }
    }

    [Theory, BothEngines]
    public async Task Who_is_copied_by_an_address_is_not_told_to_be_known_elsewhere(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (lena, _) = await Set(app);
        var copied = new List<string>();
        foreach (var address in new[] { "mia@globex.example", "nobody@globex.example" })
        {
            await lena.Puts("tickets/T-1/copies", new { emails = new[] { address } });
            var copy = (await lena.Gets("tickets/T-1")).GetProperty("copies")[0];
            copied.Add(Ids().Replace(copy.GetRawText(), "ID").Replace(address, "ADDRESS", StringComparison.Ordinal));
        }
        copied[0].ShouldNotContain("Mia Foreign");
    }

    [Theory, BothEngines]
    public async Task In_the_portal_a_page_or_a_form_that_names_a_foreign_request_says_what_it_says_of_none(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        var (_, there) = await Set(app);
        using var kim = await app.Customer("kim@acme.example");
        string[] paths = ["/portal/requests/KEY", $"/portal/requests/KEY/files/{there.File}", $"/portal/requests/KEY/files/{there.File}/picture", $"/portal/requests/T-1/files/{there.File}", "/portal?show=all&q=KEY", "/portal/new?follows=KEY"];
        foreach (var path in paths) (await Read(path, there.Ticket)).ShouldBe(await Read(path, Absent), path);
        var fields = PortalVisitors.HiddenIn(await kim.Read("/portal/requests/T-1"), "Form.Body").Where(f => f.Name != "Form.Key").ToArray();
        foreach (var deed in new[] { "", "close", "reopen" })
            (await Posted(there.Ticket, deed)).ShouldBe(await Posted(Absent, deed), deed);

        async Task<string> Read(string path, string key)
        {
            using var answer = await kim.Open(path.Replace("KEY", key, StringComparison.Ordinal));
            return $"{(int)answer.StatusCode} {PortalVisitors.Plain(await answer.Content.ReadAsStringAsync())}".Replace(key, "KEY", StringComparison.OrdinalIgnoreCase);
        }

        async Task<string> Posted(string key, string deed)
        {
            using var answer = await kim.Post($"/portal/requests/{key}", [.. fields, ("Form.Body", "Mine"), ("Form.Deed", deed)]);
            return $"{(int)answer.StatusCode} {answer.Headers.Location} {PortalVisitors.Plain(await answer.Content.ReadAsStringAsync())}".Replace(key, "KEY", StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>What Globex has, and what of Acme is named beside it.</summary>
    private sealed record There(string Ticket, string File, string Message, string Contact, string Organization, string Task, string Approval, string View, string OwnContact, string OwnFile);

    private static Asking[] Numbers(There there) =>
    [
        new("GET", "search?q=KEY"), new("GET", "tickets?q=number:KEY"), new("GET", "tickets.csv?q=number:KEY"), new("GET", "tasks?of=all&about=KEY"),
        new("POST", "tasks", key => new { title = "Call back", about = key, due = "2026-04-01T10:00:00Z" }),
        new("PUT", "tickets/T-1/merge", key => new { into = key }), new("PUT", "tickets/T-1/links/KEY", _ => new { role = "parent" }), new("DELETE", "tickets/T-1/links/KEY"),
        new("POST", "tickets/bulk", key => new { tickets = new[] { key }, label = new { add = new[] { "x" } } }),
        new("POST", "tickets/bulk", key => new { tickets = new[] { key }, assign = new { tier = "L2" } }),
        new("POST", "tickets/bulk", key => new { tickets = new[] { key }, prioritise = new { priority = "P1", reason = "x" } }),
        new("POST", "tickets/bulk", key => new { tickets = new[] { key }, resolve = new { code = "fixed", note = "x" } }),
        new("POST", "tickets/bulk", key => new { tickets = new[] { key }, close = new { reason = "spam" } }),
        new("GET", $"tickets/KEY/attachments/{there.OwnFile}/content"), new("GET", $"tickets/KEY/attachments/{there.File}/content"), new("GET", $"tickets/KEY/attachments/{there.File}/picture"),
        new("GET", $"tickets/KEY/messages/{there.Message}"), new("PUT", "tickets/KEY/drafts/reply", _ => new { text = "x" }), new("GET", "tickets/KEY/drafts"), new("GET", "tickets/KEY/links"),
        new("PUT", "tickets/KEY/copies", _ => new { emails = new[] { "kim@acme.example" } }), new("GET", "tickets/KEY/history"), new("GET", "tickets/KEY/clocks"), new("PUT", "tickets/KEY/no-reply-needed"), new("DELETE", "tickets/KEY/merge"),
    ];

    private static Asking[] Files =>
    [
        new("GET", "tickets/T-1/attachments/KEY"), new("GET", "tickets/T-1/attachments/KEY/content"), new("GET", "tickets/T-1/attachments/KEY/picture"), new("DELETE", "tickets/T-1/attachments/KEY"),
        new("PUT", "tickets/T-1/attachments/KEY/redaction", _ => new { reason = "secret" }),
        new("POST", "tickets/T-1/notes", key => new { body = "Theirs.", attachments = new[] { key } }), new("POST", "tickets/T-1/replies", key => new { body = "Theirs.", attachments = new[] { key } }),
    ];

    private static Asking[] Messages =>
    [
        new("GET", "tickets/T-1/messages/KEY"), new("PUT", "tickets/T-1/messages/KEY/redaction", _ => new { reason = "secret" }), new("DELETE", "tickets/T-1/replies/KEY"),
    ];

    private static Asking[] Contacts(There there) =>
    [
        new("GET", "tickets?requester=KEY"), new("GET", "tickets.csv?requester=KEY"), new("GET", "contacts/KEY"), new("GET", $"contacts/{there.OwnContact}/merge?into=KEY"),
        new("PUT", $"contacts/{there.OwnContact}/merge", key => new { into = key }), new("GET", $"contacts/KEY/merge?into={there.OwnContact}"), new("PUT", "contacts/KEY/merge", _ => new { into = there.OwnContact }),
    ];

    private static Asking[] Organizations(There there) =>
    [
        new("GET", "tickets?organization=KEY"), new("GET", "tickets.csv?organization=KEY"), new("GET", "contacts?organization=KEY"), new("GET", "subscriptions?organization=KEY"),
        new("PATCH", $"contacts/{there.OwnContact}", key => new { organizations = new[] { new { organization = key } } }),
        new("POST", "contacts", key => new { name = "Another", organizations = new[] { new { organization = key } } }),
    ];

    /// <summary>T-1 is Acme's, T-2 is Globex's; Lena works at Acme's and nobody else's.</summary>
    private static async Task<(TestPerson Lena, There There)> Set(RunningApp app)
    {
        var (ada, admin) = (app.Ada, app.Admin);
        var acme = (await admin.Posts("organizations", new { name = "Acme", domains = new[] { "acme.example" } })).GetProperty("id").GetString()!;
        var globex = (await admin.Posts("organizations", new { name = "Globex", domains = new[] { "globex.example" } })).GetProperty("id").GetString()!;
        await ada.Posts("tickets", new { subject = "Own", body = "Own", requester = new { email = "kim@acme.example", name = "Kim" } });
        await ada.Posts("tickets", new { subject = "Zirconium", body = "The zirconium stalls.", requester = new { email = "mia@globex.example", name = "Mia Foreign" } });
        await ada.Posts("tickets", new { subject = "Another", body = "b", requester = new { email = "mia@globex.example" } });
        var (own, file) = (Id(await ada.Brings("T-1", "own.png", Stage.OnePixel, "?for=reply")), Id(await ada.Brings("T-2", "theirs.png", Stage.OnePixel, "?for=reply")));
        await ada.Posts("tickets/T-1/replies", new { body = "See.", attachments = new[] { own } });
        var message = Id(await ada.Posts("tickets/T-2/replies", new { body = "See.", attachments = new[] { file } }));
        await ada.Puts("tickets/T-2/drafts/reply", new { text = "Begun." });
        await ada.Puts("tickets/T-2/links/T-3", new { role = "related" });
        var lena = app.Person("Lena Lead");
        foreach (var role in new[] { BuiltInRoles.SupportLead, "account-manager" }) await app.Grant(lena, role, GrantScope.Organization, Guid.Parse(acme));
        var task = Id(await ada.Posts("tasks", new { title = "Call Mia", about = "T-2", due = "2026-04-01T10:00:00Z" }));
        await ada.Puts("tickets/T-2/priority", new { priority = "P1", reason = "x" });
        await ada.Puts("tickets/T-2/priority", new { priority = "P3", reason = "y" });
        var approval = Id((await ada.Gets("approvals?of=asked")).GetProperty("items")[0]);
        var view = Id(await ada.Posts("views", new { name = "Theirs", query = "is:open" }));
        var (kim, mia) = (Id((await ada.Gets("contacts?q=kim")).GetProperty("items")[0]), Id((await ada.Gets("contacts?q=mia")).GetProperty("items")[0]));
        await app.IndexesAll();
        return (lena, new("T-2", file, message, mia, globex, task, approval, view, kim, own));
    }

    private static async Task<string> Ask(RunningApp app, TestPerson person, Asking asking, string key)
    {
        using var request = new HttpRequestMessage(new(asking.Method), $"/api/v1/{asking.Path.Replace("KEY", key, StringComparison.Ordinal)}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await person.Token);
        if (asking.Body?.Invoke(key) is { } body) request.Content = JsonContent.Create(body, body.GetType(), options: KernelJson.Options);
        using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = Differing().Replace(await answer.Content.ReadAsStringAsync(), "").Replace(key, "KEY", StringComparison.OrdinalIgnoreCase);
        return $"{(int)answer.StatusCode} {text}";
    }

    private static string NewId() => Guid.CreateVersion7().ToString();

    private static string Id(System.Text.Json.JsonElement thing) => thing.GetProperty("id").GetString()!;

    [GeneratedRegex("\"(traceId|instance|searchLag|lag)\":\"[^\"]*\"")]
    private static partial Regex Differing();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Ids();
}
