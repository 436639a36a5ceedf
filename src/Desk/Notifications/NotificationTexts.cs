using System.Globalization;
using Bridgewatch.Desk.Tickets;
using Microsoft.Extensions.Localization;

namespace Bridgewatch.Desk.Notifications;

/// <summary>Words notifications for mail, in the reader's language. The conversation itself stays in the product.</summary>
internal sealed class NotificationTexts(IStringLocalizer<DeskTexts> texts, Kernel.PublicUrl address)
{
    /// <param name="author">Who caused it; null for a customer or the program.</param>
    public (string Subject, string Text) Of(NotificationKind kind, Ticket ticket, string? author, string locale)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(locale);
        var key = kind switch
        {
            NotificationKind.Assigned => "mail.assigned",
            NotificationKind.Mentioned => "mail.mentioned",
            NotificationKind.Followed => "mail.followed",
            NotificationKind.DueSoon => "mail.due-soon",
            NotificationKind.Late => "mail.late",
            NotificationKind.Trigger => "mail.trigger",
            _ => "mail.customer-wrote",
        };
        var what = texts[key, author ?? texts["mail.somebody"].Value, ticket.Number].Value;
        return ($"[{ticket.Number}] {ticket.Subject}", $"{what}\n\n{ticket.Number} {ticket.Subject}\n{address.Of($"/tickets/{ticket.Number}")}\n");
    }
}
