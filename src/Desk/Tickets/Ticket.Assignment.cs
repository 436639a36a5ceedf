using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    public QueueId Queue { get; private set; }

    /// <summary>The team whose queue it is.</summary>
    public TeamId? Team { get; private set; }

    public SupportTier Tier { get; private set; }

    public PersonId? Assignee { get; private set; }

    /// <summary>Where it was sent first.</summary>
    public Route FirstRoute { get; private set; } = null!;

    /// <summary>Its place in the queue when somebody first took it for themselves; 1 is the top. Null while nobody has.</summary>
    public int? PulledFrom { get; private set; }

    /// <param name="position">Its place in the queue at that moment, when the person takes it for themselves.</param>
    internal void Assign(PersonId to, int? position, PatienceSettings patience, Instant at)
    {
        if (Assignee == to) return;
        var from = Assignee;
        Assignee = to;
        PulledFrom ??= position;
        Begin(patience, at);
        Happened(new TicketAssigned(Id, from, to, position), at);
    }

    internal void Unassign(Instant at)
    {
        if (Assignee is not { } from) return;
        Assignee = null;
        Happened(new TicketUnassigned(Id, from), at);
    }

    /// <summary>Sends it to a queue or tier. Whoever had it keeps it only if they take it again.</summary>
    internal void Send(QueueId queue, TeamId? team, SupportTier tier, Instant at)
    {
        if ((Queue, Tier) == (queue, tier)) return;
        var (fromQueue, fromTier) = (Queue, Tier);
        (Queue, Team, Tier) = (queue, team, tier);
        Happened(new TicketSent(Id, fromQueue, queue, fromTier, tier), at);
        if (fromQueue != queue) Unassign(at);
    }
}

/// <summary>Where a ticket was sent.</summary>
public sealed record Route(QueueId Queue, SupportTier Tier, ComponentId? Component);

/// <summary>Somebody has it now.</summary>
/// <param name="Position">Its place in the queue when the person took it for themselves, from 1.</param>
[JournalType("desk.ticket.assigned.v1")]
public sealed record TicketAssigned(TicketId Ticket, PersonId? From, PersonId To, int? Position) : JournalEvent;

/// <summary>Nobody has it now.</summary>
[JournalType("desk.ticket.unassigned.v1")]
public sealed record TicketUnassigned(TicketId Ticket, PersonId From) : JournalEvent;

/// <summary>It went to another queue or tier.</summary>
[JournalType("desk.ticket.sent.v1")]
public sealed record TicketSent(TicketId Ticket, QueueId FromQueue, QueueId Queue, SupportTier FromTier, SupportTier Tier) : JournalEvent;
