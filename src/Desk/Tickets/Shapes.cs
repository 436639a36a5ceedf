using Bridgewatch.Ui;

namespace Bridgewatch.Desk.Tickets;

/// <summary>How a ticket's words are drawn.</summary>
internal static class Shapes
{
    public static StatusShape Of(TicketStatus status) => status switch
    {
        TicketStatus.New => StatusShape.New,
        TicketStatus.Open => StatusShape.Open,
        TicketStatus.WaitingOnCustomer => StatusShape.WaitingOnCustomer,
        TicketStatus.WaitingOnEngineering => StatusShape.WaitingOnEngineering,
        TicketStatus.OnHold => StatusShape.OnHold,
        TicketStatus.Resolved => StatusShape.Resolved,
        _ => StatusShape.Closed,
    };
}
