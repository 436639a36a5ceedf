using Bridgewatch.Desk.Routing.Pages;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Ui;

namespace Bridgewatch.Desk.Routing;

/// <summary>Why a ticket went where it went, beside it.</summary>
internal sealed class TicketRoutingBeside : IPanel<TicketSheet>
{
    public int Order => 90;

    public string? Permission => null;

    public Type Component => typeof(TicketRoutingPanel);
}
