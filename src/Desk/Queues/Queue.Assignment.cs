using Bridgewatch.Desk.Assignment;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Queues;

public sealed partial class Queue
{
    /// <summary>More open tickets than that nobody can mean.</summary>
    public const int LargestCapacity = 1_000;

    /// <summary>Whether the program gives what waits here to people, and by what it chooses among those who can take it.</summary>
    public PushMode Push { get; private set; }

    /// <summary>Who has so many tickets to work on gets no more from the program; null for no such end.</summary>
    public int? Capacity { get; private set; }

    /// <summary>The program gives only while this calendar is open; null for always.</summary>
    public CalendarId? Calendar { get; private set; }

    /// <summary>The share of what is taken from here that is kept for technical debt, in percent; 0 for none.</summary>
    public int DebtReserve { get; private set; }

    internal void Assign(PushMode push, int? capacity, CalendarId? calendar, int debtReserve)
    {
        if ((Push, Capacity, Calendar, DebtReserve) == (push, capacity, calendar, debtReserve)) return;
        (Push, Capacity, Calendar, DebtReserve) = (push, capacity, calendar, debtReserve);
        Record(new QueueAssignmentChanged(Id, push, capacity, calendar, debtReserve));
    }
}

/// <summary>It is given out otherwise from now on.</summary>
/// <param name="DebtReserve">In percent.</param>
[JournalType("desk.queue.assignment-changed.v1")]
public sealed record QueueAssignmentChanged(QueueId Queue, PushMode Push, int? Capacity, CalendarId? Calendar, int DebtReserve) : JournalEvent;
