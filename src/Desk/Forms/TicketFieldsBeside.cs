using Bridgewatch.Desk.Forms.Pages;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Ui;

namespace Bridgewatch.Desk.Forms;

/// <summary>What a ticket says in fields, and what is missing, beside it.</summary>
internal sealed class TicketFieldsBeside : IPanel<TicketSheet>
{
    public int Order => 10;

    public string? Permission => null;

    public Type Component => typeof(TicketFieldsPanel);
}
