using Bridgewatch.Desk.Sla.Pages;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Ui;

namespace Bridgewatch.Desk.Sla;

/// <summary>What is promised about a ticket, beside it.</summary>
internal sealed class TicketClocksBeside : IPanel<TicketSheet>
{
    public int Order => 10;

    public string? Permission => null;

    public Type Component => typeof(TicketClocksPanel);
}
