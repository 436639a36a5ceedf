using System.Collections.Immutable;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>A ticket as its events alone tell it. The tables must say the same: a test compares them for every ticket.</summary>
/// <remarks>Subjects and texts stand in no event, and so not here.</remarks>
public sealed record TicketFold
{
    public required TicketNumber Number { get; init; }

    public required TicketType Type { get; init; }

    public TicketStatus Status { get; init; }

    public required Priority Priority { get; init; }

    /// <summary>The highest it ever had.</summary>
    public required Priority PeakPriority { get; init; }

    public bool WasOverridden { get; init; }

    public bool IsSpam { get; init; }

    /// <summary>The score, 0 to 100.</summary>
    public required int Impact { get; init; }

    public required QueueId Queue { get; init; }

    public required SupportTier Tier { get; init; }

    public PersonId? Assignee { get; init; }

    /// <summary>Its place in the queue when somebody first took it for themselves.</summary>
    public int? PulledFrom { get; init; }

    public required ComponentId? Component { get; init; }

    public required ImmutableSortedSet<string> Codes { get; init; }

    public required ImmutableSortedSet<string> Labels { get; init; }

    public required Instant OpenedAt { get; init; }

    public Instant? ResolvedAt { get; init; }

    public ResolutionCode? Resolution { get; init; }

    public Instant? ClosedAt { get; init; }

    /// <summary>Component that was confirmed.</summary>
    public ComponentId? Diagnosed { get; init; }

    public int Reopened { get; init; }

    /// <summary>The ticket after all its events, in their order. Null when the first does not open it.</summary>
    public static TicketFold? Of(IEnumerable<(JournalEvent Fact, Instant At)> events) =>
        events.Aggregate((TicketFold?)null, (ticket, e) => ticket is null ? Opened(e.Fact as TicketOpened, e.At) : ticket.After(e.Fact, e.At));

    private static TicketFold? Opened(TicketOpened? fact, Instant at) => fact is null ? null : new()
    {
        Number = fact.Number,
        Type = fact.Type,
        Priority = fact.Priority,
        PeakPriority = fact.Priority,
        Impact = fact.Impact,
        Queue = fact.Queue,
        Tier = fact.Tier,
        Component = fact.Component,
        Codes = Set(fact.Codes),
        Labels = Set(fact.Labels),
        OpenedAt = at,
    };

    private TicketFold After(JournalEvent fact, Instant at) => fact switch
    {
        StatusChanged e => this with { Status = e.To },
        TicketAssigned e => this with { Assignee = e.To, PulledFrom = PulledFrom ?? e.Position },
        TicketUnassigned => this with { Assignee = null },
        TicketSent e => this with { Queue = e.Queue, Tier = e.Tier },
        ImpactChanged e => Now(e.Priority) with { Impact = e.To },
        PriorityOverridden e => Now(e.To) with { WasOverridden = true },
        PriorityFollowsScore e => Now(e.To),
        TicketDescribed e => this with { Type = e.Type, Component = e.Component },
        TicketMarked e => this with { Labels = Set(e.Labels), Codes = Set(e.Codes) },
        TicketDiagnosed e => this with { Component = e.Component, Diagnosed = e.Component },
        TicketResolved e => this with { Status = TicketStatus.Resolved, ResolvedAt = at, Resolution = e.Code },
        TicketReopened => this with { Status = TicketStatus.Open, ResolvedAt = null, Resolution = null, Reopened = Reopened + 1 },
        TicketClosed e => this with { Status = TicketStatus.Closed, ClosedAt = at, IsSpam = e.Reason == ClosureReason.Spam },
        _ => this,
    };

    private TicketFold Now(Priority priority) => this with
    {
        Priority = priority,
        PeakPriority = priority < PeakPriority ? priority : PeakPriority,
    };

    private static ImmutableSortedSet<string> Set(IEnumerable<string> words) => words.ToImmutableSortedSet(StringComparer.Ordinal);
}
