using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Assignment;

/// <summary>One time that a ticket left its queue for somebody. What part of a queue's work goes where is counted here.</summary>
public sealed class TicketPull
{
    private TicketPull()
    {
    }

    public PullId Id { get; private set; }

    public TicketId Ticket { get; private set; }

    /// <summary>The queue in which it waited.</summary>
    public QueueId Queue { get; private set; }

    public PersonId Person { get; private set; }

    public Instant At { get; private set; }

    public PullKind Kind { get; private set; }

    /// <summary>Its place among what waited, from 1.</summary>
    public int Position { get; private set; }

    /// <summary>It was labelled as technical debt then.</summary>
    public bool Debt { get; private set; }

    /// <param name="queue">The one in which it waited; it may have been sent on in the same breath.</param>
    internal static TicketPull Of(Ticket ticket, QueueId queue, PersonId person, PullKind kind, int position, Instant at) =>
        new() { Id = PullId.New(), Ticket = ticket.Id, Queue = queue, Person = person, At = at, Kind = kind, Position = position, Debt = ticket.IsDebt };
}

/// <summary>How a ticket came from its queue to a person.</summary>
public enum PullKind
{
    /// <summary>They asked for the next one.</summary>
    Next,

    /// <summary>They chose it themselves.</summary>
    Chosen,

    /// <summary>The program gave it to them.</summary>
    Pushed,
}

/// <summary>The program gave it to somebody.</summary>
/// <param name="Position">Its place among what waited, from 1.</param>
/// <param name="PassedOver">Who of the team did not get it, and why; those who could have taken it first.</param>
[JournalType("desk.ticket.pushed.v1")]
public sealed record TicketPushed(
    TicketId Ticket, QueueId Queue, PersonId To, PushMode Mode, int Position, bool Debt, IReadOnlyList<PassedOver> PassedOver) : JournalEvent
{
    /// <summary>Of a larger team no more are told.</summary>
    public const int MostPassedOver = 50;
}

/// <summary>The program wanted to give it to somebody, and nobody could take it. Said once; it is tried again whenever somebody can take more.</summary>
[JournalType("desk.ticket.nobody-free.v1")]
public sealed record NobodyFree(TicketId Ticket, QueueId Queue, IReadOnlyList<PassedOver> PassedOver) : JournalEvent;

/// <summary>Somebody asked for the next ticket of a queue, and this one was it.</summary>
/// <param name="Position">Its place among what waited, from 1; more than 1 where technical debt was owed its share.</param>
/// <param name="Waiting">How many waited, this one among them.</param>
/// <param name="Term">What put it there, with the priority and impact that it had and the instant by which it was ordered.</param>
[JournalType("desk.ticket.pulled.v1")]
public sealed record TicketPulled(
    TicketId Ticket, QueueId Queue, PersonId By, int Position, int Waiting, bool Debt, RankTerm Term, Priority Priority, int Impact, Instant RankAt) : JournalEvent;
