using Bridgewatch.Desk.Tickets;
using Bridgewatch.Signals.Pages;
using Bridgewatch.Ui;

namespace Bridgewatch.Signals.Alerts;

/// <summary>The alerts that hang under a ticket, on its page.</summary>
internal sealed class TicketAlerts : IPanel<TicketSheet>
{
    public int Order => 50;

    public string? Permission => SignalsPermissions.Read;

    public Type Component => typeof(TicketAlertsPanel);
}
