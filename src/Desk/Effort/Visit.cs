using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Effort;

/// <summary>A person's stay on a ticket's page: how many minutes they were active there.</summary>
/// <remarks>Active is a minute with a key, a click or a turn of the wheel. Which ones is never recorded.</remarks>
public sealed class Visit : Aggregate
{
    public const int LongestMinutes = 600;

    private Visit()
    {
    }

    public VisitId Id { get; private set; }

    public TicketId Ticket { get; private set; }

    public PersonId Person { get; private set; }

    public Instant StartedAt { get; private set; }

    /// <summary>As counted.</summary>
    public int Minutes { get; private set; }

    /// <summary>As its owner corrected it; null while they did not.</summary>
    public int? Corrected { get; private set; }

    public override Subject About => new("visit", Id.Value);

    /// <param name="at">When it was recorded, where that is told afterwards; null for now.</param>
    internal static Visit Made(TicketId ticket, PersonId person, Instant startedAt, int minutes, Instant? at = null)
    {
        var visit = new Visit { Id = VisitId.New(), Ticket = ticket, Person = person, StartedAt = startedAt, Minutes = minutes };
        visit.Record(new TicketVisited(visit.Id, ticket, person, startedAt, minutes), at);
        return visit;
    }

    internal void Correct(int minutes)
    {
        if (minutes == (Corrected ?? Minutes)) return;
        Corrected = minutes;
        Record(new EffortCorrected(Id, Ticket, minutes));
    }
}

/// <summary>A person worked on a ticket for so many active minutes.</summary>
[JournalType("desk.ticket.visited.v1")]
public sealed record TicketVisited(VisitId Visit, TicketId Ticket, PersonId Person, Instant StartedAt, int Minutes) : JournalEvent;

/// <summary>The owner of a visit corrected its minutes.</summary>
[JournalType("desk.ticket.effort-corrected.v1")]
public sealed record EffortCorrected(VisitId Visit, TicketId Ticket, int Minutes) : JournalEvent;
