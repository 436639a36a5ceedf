using System.Text.Json;
using System.Text.RegularExpressions;
using Bridgewatch.Desk.Tickets;

namespace Bridgewatch.Desk.Import;

/// <summary>Reads Zendesk's macros: what they say, and which of their deeds a macro here does too.</summary>
internal static partial class ZendeskMacros
{
    /// <summary>Placeholders that mean the same here.</summary>
    private static readonly Dictionary<string, string> s_names = new(StringComparer.Ordinal)
    {
        ["ticket.id"] = "ticket.number",
        ["ticket.title"] = "ticket.subject",
        ["ticket.status"] = "ticket.status",
        ["ticket.priority"] = "ticket.priority",
        ["ticket.requester.name"] = "requester.name",
        ["ticket.requester.first_name"] = "requester.first_name",
        ["ticket.requester.email"] = "requester.email",
        ["ticket.organization.name"] = "organization.name",
        ["ticket.requester.organization.name"] = "organization.name",
        ["current_user.name"] = "agent.name",
        ["current_user.first_name"] = "agent.first_name",
        ["ticket.assignee.name"] = "agent.name",
        ["ticket.assignee.first_name"] = "agent.first_name",
        ["ticket.brand.name"] = "brand.name",
        ["ticket.account"] = "brand.name",
    };

    public static OldMacro? Read(JsonElement m)
    {
        if (m.Id("id") is not { } id || (m.Line("title") ?? m.Line("raw_title")) is not { } title) return null;
        string? reply = null, unread = null;
        TicketStatus? then = null;
        var (isNote, labels) = (false, new List<string>());
        foreach (var action in m.Items("actions"))
        {
            var value = ValueOf(action);
            switch (action.Line("field"))
            {
                case "comment_value" or "comment_value_html" when value is not null:
                    reply = value;
                    break;
                case "comment_mode_is_public":
                    isNote = value == "false";
                    break;
                case "status":
                    then = ZendeskWords.Status(value);
                    if (then is TicketStatus.Resolved or TicketStatus.Closed) (then, unread) = (null, unread ?? "resolves the ticket");
                    break;
                case "current_tags" when value is not null:
                    labels.AddRange(value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
                    break;
                case var other:
                    unread ??= $"sets {other}";
                    break;
            }
        }
        var text = reply is null ? null : Placeholder().Replace(reply, p => s_names.TryGetValue(p.Groups[1].Value, out var here) ? $"{{{{ {here} }}}}" : p.Value);
        return new(id, title, isNote ? null : text, isNote ? text : null, then == TicketStatus.New ? null : then, labels, unread, m.Says("active", otherwise: true));
    }

    /// <summary>A word, or a channel and a word: <c>["channel:all", "Hello"]</c>.</summary>
    private static string? ValueOf(JsonElement action) => action.Member("value") is not { } value ? null : value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().LastOrDefault() is { ValueKind: JsonValueKind.String } last ? last.GetString() : null,
        JsonValueKind.String => action.Lines("value"),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => value.GetRawText(),
    };

    [GeneratedRegex(@"\{\{\s*([a-z_.]+)\s*\}\}")]
    private static partial Regex Placeholder();
}
