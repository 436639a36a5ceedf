using Bridgewatch.Desk.Duties.Pages;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Ui;

namespace Bridgewatch.Desk.Duties;

/// <summary>What is owed about a ticket, beside it.</summary>
internal sealed class TicketTasks : IPanel<TicketSheet>
{
    public int Order => 100;

    public string? Permission => null;

    public Type Component => typeof(TicketTasksPanel);
}
