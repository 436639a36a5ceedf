using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Email;
using NodaTime;

namespace Bridgewatch.Desk.Import;

/// <summary>Reads what Zendesk gives away: its account export and the answers of its API, kept as files.</summary>
/// <param name="notRead">What cannot be read, and why.</param>
internal sealed class ZendeskExport(ExportFolder folder, Action<Unread> notRead)
{
    /// <summary>What is listed by name alone, and why.</summary>
    private static readonly (string Noun, string One, string Why)[] s_listed =
    [
        ("triggers", "trigger", "Its conditions and actions have no counterpart that could be trusted unseen: write it anew under Settings, Triggers."),
        ("automations", "automation", "Write it anew under Settings, Triggers, as one of time. What is resolved closes by itself here."),
        ("sla_policies", "SLA policy", "Its conditions are written in another language: write it anew under Settings, SLA policies."),
        ("views", "view", "Its conditions are written in another language: search for what it showed, and save that as a view."),
        ("ticket_forms", "form", "Fields say here for themselves on which tickets they stand: look at them under Settings, Forms."),
        ("dynamic_content", "dynamic content", "There is none here."),
        ("brands", "brand", "Tickets come under the first brand; add the others under Settings, Brands."),
        ("suspended_tickets", "suspended ticket", "It never became a ticket there."),
        ("deleted_tickets", "deleted ticket", "It was thrown away there."),
    ];

    /// <summary>All nouns of which something is made, or which are named one by one.</summary>
    public static readonly IReadOnlySet<string> Read = new HashSet<string>(["organizations", "users", "groups", "ticket_fields", "macros", "tickets", .. s_listed.Select(l => l.Noun)]);

    public IAsyncEnumerable<OldOrganization> Organizations(CancellationToken ct) => Of("organizations", "organization", OneOrganization, ct);

    public IAsyncEnumerable<OldUser> Users(CancellationToken ct) => Of("users", "user", User, ct);

    public IAsyncEnumerable<OldGroup> Groups(CancellationToken ct) => Of("groups", "group", g => g.Id("id") is { } id && g.Line("name") is { } name ? new OldGroup(id, name) : null, ct);

    public IAsyncEnumerable<OldField> Fields(CancellationToken ct) => Of("ticket_fields", "field", Field, ct);

    public IAsyncEnumerable<OldMacro> Macros(CancellationToken ct) => Of("macros", "macro", ZendeskMacros.Read, ct);

    public IAsyncEnumerable<OldTicket> Tickets(CancellationToken ct) => Of("tickets", "ticket", Ticket, ct);

    /// <summary>The account that the records name in their addresses: <c>acme</c> of <c>https://acme.zendesk.com/…</c>. Null when none says.</summary>
    public async Task<string?> Account(CancellationToken ct)
    {
        await foreach (var value in folder.Read(["organizations", "users", "tickets"], ct))
        {
            if (value.Error is not null) continue;
            return Uri.TryCreate(value.Value.Line("url"), UriKind.Absolute, out var address) && address.Host.Split('.') is [var account, _, _] ? account.ToLowerInvariant() : null;
        }
        return null;
    }

    /// <summary>What is not converted, each by its name.</summary>
    public async IAsyncEnumerable<Unread> Listed([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (noun, one, why) in s_listed)
            await foreach (var value in folder.Read([noun], ct))
                if (value.Error is null) yield return new($"{one} \"{value.Value.Line("title") ?? value.Value.Line("raw_title") ?? value.Value.Line("name") ?? value.Value.Id("id")}\"", why);
    }

    private async IAsyncEnumerable<T> Of<T>(string noun, string one, Func<JsonElement, T?> read, [EnumeratorCancellation] CancellationToken ct) where T : class
    {
        await foreach (var value in folder.Read([noun], ct))
        {
            if (value.Error is not null) notRead(new(one, value.Error));
            else if (read(value.Value) is { } record) yield return record;
            else notRead(new($"{one} {value.Value.Id("id") ?? "?"}", "It lacks its id, or what else each has."));
        }
    }

    private static OldOrganization? OneOrganization(JsonElement o) => o.Id("id") is { } id && o.Line("name") is { } name
        ? new(id, name, o.Texts("domain_names"), string.Join("\n\n", new[] { o.Lines("details"), o.Lines("notes") }.OfType<string>()))
        : null;

    private static OldUser? User(JsonElement u)
    {
        if (u.Id("id") is not { } id) return null;
        var addresses = new[] { u.Line("email") }.OfType<string>()
            .Concat(u.Items("identities").Where(i => i.Line("type") == "email").Select(i => i.Line("value")).OfType<string>()).Distinct().ToList();
        var organizations = new[] { u.Id("organization_id") ?? u.Id("organization") }.OfType<string>().ToList();
        return new(id, u.Line("name") ?? "", addresses, u.Line("phone"), u.Line("locale"), organizations,
            u.Line("role") is "agent" or "admin" or "owner", !u.Says("active", otherwise: true) || u.Says("suspended"));
    }

    private static OldField? Field(JsonElement f)
    {
        if (f.Id("id") is not { } id || (f.Line("raw_title") ?? f.Line("title")) is not { } title) return null;
        var type = f.Line("type") ?? "";
        var choices = (from option in f.Items("custom_field_options")
                       let value = option.Line("value")
                       let name = option.Line("raw_name") ?? option.Line("name")
                       where value is not null && name is not null
                       select new OldChoice(value, name)).ToList();
        return new(id, title, ZendeskWords.Field(type), choices, !ZendeskWords.IsOfEveryTicket(type), f.Says("active", otherwise: true), type);
    }

    private OldTicket? Ticket(JsonElement t)
    {
        if (t.Id("id") is not { } number || t.At("created_at") is not { } opened) return null;
        var status = ZendeskWords.Status(t.Line("status"));
        if (status is null && t.Line("status") != "deleted") return null;
        var (said, beside) = Comments(t, number);
        var requester = t.Id("requester_id") ?? t.Id("requester");
        var messages = Messages(t, said, number, requester ?? t.Id("submitter_id"), opened);
        if (messages.Count == 0) return null;
        return new(number, t.Line("raw_subject") ?? t.Line("subject") ?? Beginning(messages[0].Body), opened, t.At("updated_at") ?? messages[^1].At, status ?? Bridgewatch.Desk.Tickets.TicketStatus.Closed)
        {
            IsDeleted = status is null,
            Mark = OldNumbers.MarkOf(t.Line("encoded_id")),
            Priority = ZendeskWords.Priority(t.Line("priority")),
            Type = ZendeskWords.Type(t.Line("type")),
            Channel = ZendeskWords.Channel(t.Member("via")?.Line("channel")),
            Requester = requester,
            Organization = t.Id("organization_id") ?? t.Id("organization"),
            Group = t.Id("group_id") ?? t.Id("group"),
            Assignee = t.Id("assignee_id") ?? t.Id("assignee"),
            SolvedAt = (t.Member("metric_set") ?? t.Member("metrics"))?.At("solved_at") ?? t.At("solved_at"),
            Copies = [.. t.Ids("email_cc_ids").Union(t.Ids("collaborator_ids")).Union(t.Ids("collaborator"))],
            Labels = t.Texts("tags"),
            Fields = FieldsOf(t),
            Messages = messages,
            Users = [.. new[] { "requester", "submitter", "assignee" }.Select(n => t.Member(n)).Concat(t.Items("collaborator").Select(c => (JsonElement?)c))
                .Where(u => u is { ValueKind: JsonValueKind.Object }).Select(u => User(u!.Value)).OfType<OldUser>().DistinctBy(u => u.Id)],
            Stamp = StampOf(t, beside, messages),
        };
    }

    private static Dictionary<string, JsonElement> FieldsOf(JsonElement t)
    {
        var fields = new Dictionary<string, JsonElement>();
        foreach (var field in t.Items("custom_fields").Concat(t.Items("fields")))
            if (field.Id("id") is { } id && field.Member("value") is { } value) fields[id] = value;
        return fields;
    }

    /// <summary>In the ticket itself, or in a file of their own.</summary>
    private (IEnumerable<JsonElement> Said, byte[]? Beside) Comments(JsonElement t, string number)
    {
        if (t.Member("comments") is { ValueKind: JsonValueKind.Array } within) return (within.EnumerateArray(), null);
        if (folder.CommentsOf(number) is not { } path) return ([], null);
        var content = File.ReadAllBytes(path);
        try
        {
            var root = JsonDocument.Parse(content).RootElement;
            return (root.ValueKind == JsonValueKind.Array ? root.EnumerateArray() : root.Items("comments"), content);
        }
        catch (JsonException exception)
        {
            notRead(new($"comments of ticket {number}", exception.Message));
            return ([], content);
        }
    }

    private List<OldMessage> Messages(JsonElement t, IEnumerable<JsonElement> said, string number, string? opener, Instant opened)
    {
        var messages = said.Select(c => Message(c, number, opened)).OfType<OldMessage>().OrderBy(m => m.At).ToList();
        if (messages.Count == 0 && (t.Lines("description") ?? t.Line("subject")) is { } words)
            messages.Add(new(OldMessages.Description, opener, opened, t.Says("is_public", otherwise: true), words, ZendeskWords.Channel(t.Member("via")?.Line("channel")), null, []));
        return messages;
    }

    private OldMessage? Message(JsonElement c, string number, Instant opened)
    {
        if (c.Id("id") is not { } id) return null;
        var files = c.Items("attachments").Where(f => !f.Says("deleted")).Select(f => OneFile(f, number)).OfType<OldFile>().ToList();
        var body = c.Lines("body") ?? c.Lines("plain_body") ?? (c.Lines("html_body") is { } html ? HtmlText.Of(html).Trim() : null) ?? "";
        var system = c.Member("metadata")?.Member("system");
        var author = c.Id("author_id") ?? c.Id("author");
        return new(id, author == "-1" ? null : author, c.At("created_at") ?? opened, c.Says("public", otherwise: true), body,
            ZendeskWords.Channel(c.Member("via")?.Line("channel")), system?.Line("message_id")?.Trim('<', '>', ' '), files);
    }

    private OldFile? OneFile(JsonElement f, string ticket)
    {
        if (f.Id("id") is not { } id) return null;
        var name = FileName.Clean(f.Line("file_name") ?? f.Line("name"));
        return new(id, name, f.Line("content_url"), folder.ContentOf(ticket, id, name), f.Says("inline"));
    }

    private static string Beginning(string text)
    {
        var line = text.Split('\n', 2)[0].Trim();
        return line.Length == 0 ? "—" : line;
    }

    /// <summary>Also of what lies beside it: a file that is there only at the second run is taken then.</summary>
    private static byte[] StampOf(JsonElement t, byte[]? beside, List<OldMessage> messages)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(t));
        if (beside is not null) hash.AppendData(beside);
        foreach (var file in messages.SelectMany(m => m.Files)) hash.AppendData([file.Path is null ? (byte)0 : (byte)1]);
        return hash.GetHashAndReset()[..16];
    }
}
