using System.Text.Json;
using Bridgewatch.Tests.Catalog;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Desk.Import;

/// <summary>A made-up account of Zendesk, written as its export and its API write one.</summary>
internal sealed class ZendeskAccount : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    /// <summary>Two customers, an agent who works there, one who left, and five tickets of every status.</summary>
    public static ZendeskAccount Acme()
    {
        var account = new ZendeskAccount();
        account.Lines("organizations.json", new { url = "https://acme.zendesk.com/api/v2/organizations/10.json", id = 10, name = "Widget Works", domain_names = new[] { "widgets.example", "gmail.com" }, notes = "Pays late." });
        account.Lines("users.json",
            new { url = "https://acme.zendesk.com/api/v2/users/20.json", id = 20, name = "Kim Lee", email = "kim@widgets.example", role = "end-user", organization_id = 10, locale = "de", phone = "+49 1" },
            new { id = 21, name = "Lou", email = "lou@widgets.example", role = "end-user", organization_id = 10 },
            new { id = 30, name = "Ada Agent", email = "ada.agent@us.example", role = "agent", active = true },
            new { id = 31, name = "Gone Agent", email = "gone@us.example", role = "admin", active = false });
        account.Text("groups.json", """{"groups":[{"id":40,"name":"Second Line"}],"next_page":null,"count":1}""");
        account.Text("ticket_fields.json", """
            {"ticket_fields":[
              {"id":50,"type":"subject","title":"Subject","active":true},
              {"id":51,"type":"tagger","title":"Platform","active":true,"custom_field_options":[{"name":"Desktop::Linux","value":"os_linux"},{"name":"Desktop::Windows","value":"os_windows"}]},
              {"id":52,"type":"integer","title":"Seats","active":true},
              {"id":53,"type":"partialcreditcard","title":"Card","active":true}]}
            """);
        account.Lines("tickets.jsonl", Pending(), Solved(), Closed(),
            Ticket(104, "new", new[] { Comment(4001, 21, "2025-03-01T09:00:00Z", "Hello?") }, requester: 21),
            Ticket(105, "deleted", new[] { Comment(5001, 21, "2025-03-02T09:00:00Z", "Never mind.") }, requester: 21));
        return account;
    }

    public static object Pending(string status = "pending", string updated = "2025-02-01T12:00:00Z", params object[] more) => Ticket(101, status,
    [
        Comment(1001, 20, "2025-02-01T09:00:00Z", "It stalls.\n\n![shot](https://acme.zendesk.com/attachments/token/xyz/?name=shot.png)", channel: "email", mail: "<first@widgets.example>", attachments:
        [
            new { id = 9001, file_name = "shot.png", content_url = "https://acme.zendesk.com/attachments/token/xyz/?name=shot.png", content_type = "image/png", size = 70, inline = true, deleted = false },
            new { id = 9002, file_name = "log.txt", content_url = "https://acme.zendesk.com/attachments/token/abc/?name=log.txt", content_type = "text/plain", size = 4, inline = false, deleted = false },
        ]),
        Comment(1002, 30, "2025-02-01T10:00:00Z", "A colleague of theirs has it too.", isPublic: false),
        Comment(1003, 30, "2025-02-01T12:00:00Z", "Which version?"),
        .. more,
    ], requester: 20, assignee: 30, updated: updated, priority: "high", subject: "Sync stalls", type: "incident", organization: 10, group: 40, tags: ["vip", "sync"], ccs: [21],
        fields: [new { id = 51, value = (object)"os_linux" }, new { id = 52, value = (object)"12" }], encoded: "1G7EOR-0Q2J");

    private static object Solved() => Ticket(102, "solved", [Comment(2001, 21, "2025-02-03T09:00:00Z", "How much is it?"), Comment(2002, 31, "2025-02-03T10:00:00Z", "Ten.")], requester: 21, assignee: 31, updated: "2025-02-03T10:00:00Z");

    private static object Closed() => Ticket(103, "closed", [Comment(3001, 30, "2025-01-03T09:00:00Z", "Your invoice."), Comment(3002, 77, "2025-01-03T10:00:00Z", "Thanks.")], requester: 77, assignee: 30, updated: "2025-01-10T10:00:00Z");

    public static object Ticket(
        int id, string status, object[] comments, int requester, int? assignee = null, string updated = "2025-03-01T09:00:00Z", string? priority = null, string subject = "A question", string? type = null,
        int? organization = null, int? group = null, string[]? tags = null, int[]? ccs = null, object[]? fields = null, string? encoded = null)
    {
        var first = JsonSerializer.SerializeToElement(comments[0]);
        return new
        {
            url = $"https://acme.zendesk.com/api/v2/tickets/{id}.json",
            id,
            encoded_id = encoded,
            created_at = first.GetProperty("created_at").GetString(),
            updated_at = updated,
            subject,
            description = first.GetProperty("body").GetString(),
            status,
            priority,
            type,
            via = new { channel = "email" },
            requester_id = requester,
            submitter_id = requester,
            assignee_id = assignee,
            organization_id = organization,
            group_id = group,
            tags = tags ?? [],
            collaborator_ids = ccs ?? [],
            email_cc_ids = ccs ?? [],
            custom_fields = fields ?? [],
            comments,
        };
    }

    public static object Comment(int id, int author, string at, string body, bool isPublic = true, string channel = "web", string? mail = null, object[]? attachments = null) => new
    {
        id,
        type = "Comment",
        author_id = author,
        body,
        html_body = $"<p>{body}</p>",
        plain_body = body,
        @public = isPublic,
        created_at = at,
        attachments = attachments ?? [],
        via = new { channel },
        metadata = new { system = new { message_id = mail } },
    };

    public void Lines(string name, params object[] records) => Text(name, string.Concat(records.Select(r => JsonSerializer.Serialize(r) + "\n")));

    public void Text(string name, string content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    public void Bytes(string name, byte[] content)
    {
        Text(name, "");
        File.WriteAllBytes(System.IO.Path.Combine(Path, name), content);
    }

    public Task<CliResult> Into(RunningApp app, params string[] options) => Verb.Run(["import", "zendesk", Path, .. Data(app), .. options]);

    public static string[] Data(RunningApp app) => ["--data", app.Store.Data, .. app.Store.Connection is { } connection ? ["--database", connection] : Array.Empty<string>()];

    public void Dispose() => _folder.Dispose();
}
