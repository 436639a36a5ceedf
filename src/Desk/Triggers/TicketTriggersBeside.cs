using Bridgewatch.Desk.Tickets;
using Bridgewatch.Desk.Triggers.Pages;
using Bridgewatch.Ui;

namespace Bridgewatch.Desk.Triggers;

/// <summary>What triggers did to a ticket, beside it.</summary>
internal sealed class TicketTriggersBeside : IPanel<TicketSheet>
{
    public int Order => 95;

    public string? Permission => null;

    public Type Component => typeof(TicketTriggersPanel);
}
