using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>One customer's problem.</summary>
public sealed partial class Ticket : Aggregate
{
    public const int LongestSubject = 300;

    private Ticket()
    {
    }

    public TicketId Id { get; private set; }

    public TicketNumber Number { get; private set; }

    public string Subject { get; private set; } = "";

    public TicketStatus Status { get; private set; }

    public Instant OpenedAt { get; private set; }

    public override Kernel.Subject About => new("ticket", Id.Value);

    internal static Ticket Open(TicketNumber number, string subject, Instant at)
    {
        var ticket = new Ticket { Id = TicketId.New(), Number = number, Subject = subject, OpenedAt = at };
        ticket.Record(new TicketOpened(ticket.Id, number));
        return ticket;
    }
}

/// <summary>A ticket was opened.</summary>
[JournalType("desk.ticket.opened.v1")]
public sealed record TicketOpened(TicketId Ticket, TicketNumber Number) : JournalEvent;
