using Bridgewatch.Desk.Import.Pages;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Ui;

namespace Bridgewatch.Desk.Import;

/// <summary>What a ticket was called before it came here, beside it.</summary>
internal sealed class OldNumbersBeside : IPanel<TicketSheet>
{
    public int Order => 90;

    public string? Permission => null;

    public Type Component => typeof(OldNumbersPanel);
}
