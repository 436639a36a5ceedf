using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Tickets;

namespace Bridgewatch.Desk.Import;

/// <summary>What Zendesk's words are called here.</summary>
internal static class ZendeskWords
{
    /// <summary>Null for what is no status: <c>deleted</c>.</summary>
    public static TicketStatus? Status(string? word) => word switch
    {
        "new" => TicketStatus.New,
        "open" => TicketStatus.Open,
        "pending" => TicketStatus.WaitingOnCustomer,
        "hold" => TicketStatus.OnHold,
        "solved" => TicketStatus.Resolved,
        "closed" => TicketStatus.Closed,
        _ => null,
    };

    public static Priority? Priority(string? word) => word switch
    {
        "urgent" => Tickets.Priority.P1,
        "high" => Tickets.Priority.P2,
        "normal" => Tickets.Priority.P3,
        "low" => Tickets.Priority.P4,
        _ => null,
    };

    public static TicketType Type(string? word) => word switch
    {
        "problem" or "incident" => TicketType.Fault,
        "task" => TicketType.Request,
        _ => TicketType.Question,
    };

    public static Channel Channel(string? word) => word switch
    {
        "email" => Tickets.Channel.Email,
        "voice" or "phone" or "phone_call_inbound" or "phone_call_outbound" or "voicemail" => Tickets.Channel.Phone,
        "api" or "rule" or "system" or "sample_ticket" => Tickets.Channel.Api,
        "chat" or "native_messaging" or "messaging" or "sms" or "whatsapp" or "facebook" or "twitter" or "instagram_dm" or "line" or "telegram" or "any_channel" or "sunshine_conversations_api" => Tickets.Channel.Chat,
        "help_center" or "mobile_sdk" or "mobile" or "closed_ticket" or "forum" => Tickets.Channel.Portal,
        _ => Tickets.Channel.Form,
    };

    /// <summary>Null for kinds that no field here has.</summary>
    public static FieldKind? Field(string? word) => word switch
    {
        "text" or "textarea" or "regexp" => FieldKind.Text,
        "integer" or "decimal" => FieldKind.Number,
        "date" => FieldKind.Date,
        "tagger" => FieldKind.Choice,
        "checkbox" => FieldKind.CheckBox,
        _ => null,
    };

    /// <summary>A ticket's own fields, which need no field here.</summary>
    public static bool IsOfEveryTicket(string? word) =>
        word is "subject" or "description" or "status" or "tickettype" or "priority" or "basic_priority" or "group" or "assignee" or "custom_status";
}
