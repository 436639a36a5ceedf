using Bridgewatch.Desk.Assignment;
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

    /// <summary>Who had it last and gave it back; null while somebody has it. The program does not give it to them again.</summary>
    public PersonId? HadIt { get; private set; }

    /// <summary>Since when the program found nobody who could take it; null where it did not try, or somebody has it.</summary>
    public Instant? NobodySince { get; private set; }

    /// <summary>Where it was sent first.</summary>
    public Route FirstRoute { get; private set; } = null!;

    /// <summary>Its place in the queue when somebody first took it for themselves; 1 is the top. Null while nobody has.</summary>
    public int? PulledFrom { get; private set; }

    /// <param name="position">Its place in the queue at that moment, when the person takes it for themselves.</param>
    internal void Assign(PersonId to, int? position, PatienceSettings patience, Instant at)
    {
        if (Assignee == to) return;
        var from = Assignee;
        Give(to);
        PulledFrom ??= position;
        Begin(patience, at);
        Happened(new TicketAssigned(Id, from, to, position), at);
    }

    /// <summary>Gives it to whoever asked for the next one of its queue.</summary>
    internal TicketPull Pull(TicketPulled why, PatienceSettings patience, Instant at)
    {
        Happened(why, at);
        Assign(why.By, why.Position, patience, at);
        return TicketPull.Of(this, why.Queue, why.By, PullKind.Next, why.Position, at);
    }

    /// <summary>The program gives it to somebody. It stays new until they begin.</summary>
    internal TicketPull Push(TicketPushed why, Instant at)
    {
        Happened(why, at);
        Give(why.To);
        Happened(new TicketAssigned(Id, null, why.To, null), at);
        return TicketPull.Of(this, why.Queue, why.To, PullKind.Pushed, why.Position, at);
    }

    /// <summary>The program found nobody who could take it.</summary>
    internal void FindsNobody(NobodyFree why, Instant at)
    {
        NobodySince = at;
        Happened(why, at);
    }

    internal void Unassign(Instant at, UnassignReason why = UnassignReason.HandedBack)
    {
        if (Assignee is not { } from) return;
        (Assignee, HadIt) = (null, from);
        Happened(new TicketUnassigned(Id, from, why), at);
    }

    /// <summary>Sends it to a queue or tier. Whoever had it keeps it only if they take it again.</summary>
    internal void Send(QueueId queue, TeamId? team, SupportTier tier, Instant at)
    {
        if ((Queue, Tier) == (queue, tier)) return;
        var (fromQueue, fromTier) = (Queue, Tier);
        (Queue, Team, Tier, NobodySince) = (queue, team, tier, null);
        Happened(new TicketSent(Id, fromQueue, queue, fromTier, tier), at);
        if (fromQueue != queue) Unassign(at, UnassignReason.Sent);
    }

    private void Give(PersonId to) => (Assignee, HadIt, NobodySince) = (to, null, null);
}

/// <summary>Where a ticket was sent.</summary>
public sealed record Route(QueueId Queue, SupportTier Tier, ComponentId? Component);

/// <summary>Somebody has it now.</summary>
/// <param name="Position">Its place in the queue when the person took it for themselves, from 1.</param>
[JournalType("desk.ticket.assigned.v1")]
public sealed record TicketAssigned(TicketId Ticket, PersonId? From, PersonId To, int? Position) : JournalEvent;

/// <summary>Why a ticket waits in its queue again.</summary>
public enum UnassignReason
{
    /// <summary>Somebody took it from whoever had it, often that very person.</summary>
    HandedBack,

    /// <summary>It was sent to another queue.</summary>
    Sent,

    /// <summary>Whoever had it does not work here any more.</summary>
    Left,

    /// <summary>It went to another tier.</summary>
    Escalated,
}

/// <summary>Nobody has it now.</summary>
[JournalType("desk.ticket.unassigned.v1")]
public sealed record TicketUnassigned(TicketId Ticket, PersonId From, UnassignReason Why = UnassignReason.HandedBack) : JournalEvent;

/// <summary>It went to another queue or tier.</summary>
[JournalType("desk.ticket.sent.v1")]
public sealed record TicketSent(TicketId Ticket, QueueId FromQueue, QueueId Queue, SupportTier FromTier, SupportTier Tier) : JournalEvent;
