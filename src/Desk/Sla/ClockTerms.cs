using System.Collections.Immutable;
using Bridgewatch.Catalog.Calendars;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>What a version of a policy promises to a ticket of one priority.</summary>
/// <param name="Policy">Its name.</param>
/// <param name="Targets">In business time. What is not promised is not there.</param>
public sealed record ClockTerms(string Policy, BusinessCalendar Calendar, ImmutableDictionary<ClockTarget, Duration> Targets)
{
    public static readonly Duration DefaultReopensWithin = Duration.FromDays(3);

    /// <summary>For which they are.</summary>
    public Priority Priority { get; init; }

    /// <summary>The policy that they come from; null where they stand in a file.</summary>
    public SlaPolicyId? From { get; init; }

    /// <summary>While it stands in one of these, the time to its resolution is not counted. Waiting on engineering is ours to answer for,
    /// so a policy has to say it.</summary>
    public ImmutableHashSet<TicketStatus> Pauses { get; init; } = [TicketStatus.WaitingOnCustomer];

    /// <summary>Reopened until so long after it was solved, it was not solved: the same cycle goes on.</summary>
    public Duration ReopensWithin { get; init; } = DefaultReopensWithin;

    /// <summary>Whether a ticket that one of ours opens for a customer waits for a first response, too.</summary>
    public bool AnswersOwnTickets { get; init; }
}
