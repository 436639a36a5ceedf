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

    public ContactId? Requester { get; init; }

    /// <summary>For which it counts.</summary>
    public OrganizationId? Organization { get; init; }

    /// <summary>Who gets copies of its replies.</summary>
    public ImmutableHashSet<ContactId> Copies { get; init; } = [];

    /// <summary>Its place in the queue when somebody first took it for themselves.</summary>
    public int? PulledFrom { get; init; }

    public required ComponentId? Component { get; init; }

    public required ImmutableSortedSet<string> Codes { get; init; }

    public required ImmutableSortedSet<string> Labels { get; init; }

    public required Instant OpenedAt { get; init; }

    public Instant? ResolvedAt { get; init; }

    public ResolutionCode? Resolution { get; init; }

    public Instant? ClosedAt { get; init; }

    /// <summary>Until when it is put off.</summary>
    public Instant? SnoozedUntil { get; init; }

    /// <summary>The ticket in which it goes on.</summary>
    public TicketNumber? MergedInto { get; init; }

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
        Requester = fact.Requester,
        Organization = fact.Organization,
        Tier = fact.Tier,
        Component = fact.Component,
        Codes = Set(fact.Codes),
        Labels = Set(fact.Labels),
        OpenedAt = fact.SaidAt ?? at,
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
        PrioritySetByTrigger e => Now(e.To),
        TicketDescribed e => this with { Type = e.Type, Component = e.Component },
        TicketMarked e => this with { Labels = Set(e.Labels), Codes = Set(e.Codes) },
        TicketDiagnosed e => this with { Component = e.Component, Diagnosed = e.Component },
        RequesterNamed e => AskedBy(e.Requester, e.Organization),
        RequesterChanged e => AskedBy(e.Requester, e.Organization),
        TicketOrganizationChanged e => this with { Organization = e.To },
        TicketCopied e => this with { Copies = [.. e.Contacts] },
        TicketSnoozed e => this with { SnoozedUntil = e.Until },
        TicketWoke => this with { SnoozedUntil = null },
        TicketResolved e => this with { Status = TicketStatus.Resolved, SnoozedUntil = null, ResolvedAt = at, Resolution = e.Code },
        TicketReopened => this with { Status = TicketStatus.Open, ResolvedAt = null, Resolution = null, Reopened = Reopened + 1 },
        TicketMerged e => this with { MergedInto = e.Number },
        MergeUndone e => this with { MergedInto = null, Status = e.Status, ResolvedAt = null, Resolution = null },
        TicketClosed e => this with { Status = TicketStatus.Closed, SnoozedUntil = null, ClosedAt = at, IsSpam = e.Reason == ClosureReason.Spam },
        _ => this,
    };

    private TicketFold AskedBy(ContactId requester, OrganizationId? organization) =>
        this with { Requester = requester, Organization = organization, Copies = Copies.Remove(requester) };

    private TicketFold Now(Priority priority) => this with
    {
        Priority = priority,
        PeakPriority = priority < PeakPriority ? priority : PeakPriority,
    };

    private static ImmutableSortedSet<string> Set(IEnumerable<string> words) => words.ToImmutableSortedSet(StringComparer.Ordinal);
}
