using System.Text.Json;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>A ticket on the wire. Items of lists carry the score without its factors.</summary>
/// <param name="Component">The component's slug.</param>
/// <param name="Queue">The queue's slug.</param>
/// <param name="Brand">The brand's slug.</param>
/// <param name="Follows">The closed ticket that this one goes on from.</param>
public sealed record TicketResource(
    TicketNumber Number, string Subject, TicketStatus Status, TicketType Type, Priority Priority, Priority PeakPriority, ImpactResource Impact,
    string Queue, string Brand, SupportTier Tier, RequesterResource? Requester, NamedResource<OrganizationId>? Organization, string? Component,
    IReadOnlyList<string> ErrorCodes, IReadOnlyList<string> Labels, IReadOnlyDictionary<string, JsonElement> Fields, NamedResource<PersonId>? Assignee, Severity? Severity, bool? Workaround,
    int? Affected, Instant OpenedAt, Instant UpdatedAt, Instant RankAt, RankReason RankReason, ResolutionResource? Resolution,
    DiagnosisResource? Diagnosis, bool PriorityOverridden, Origin Origin, TicketNumber? Follows, long Version)
{
    /// <summary>Until when it is put off; null while it is not.</summary>
    public Instant? SnoozedUntil { get; init; }

    /// <summary>What of that which is promised is owed first; null while no clock runs.</summary>
    public NearestDue? Due { get; init; }

    /// <summary>When a promise was last not kept; null where each was.</summary>
    public Instant? BreachedAt { get; init; }

    /// <summary>Who gets a copy of each reply; left out in lists.</summary>
    public IReadOnlyList<RequesterResource>? Copies { get; init; }

    /// <summary>What forms ask for and it does not say; left out in lists.</summary>
    public IReadOnlyList<MissingField>? Missing { get; init; }

    /// <summary>The ticket in which it goes on; null while it stands alone.</summary>
    public TicketNumber? MergedInto { get; init; }
}

/// <param name="Factors">Their points add up to the score; left out in lists.</param>
public sealed record ImpactResource(int Score, IReadOnlyList<ImpactFactor>? Factors);

public sealed record RequesterResource(ContactId Id, string Name, string? Email);

public sealed record NamedResource<TId>(TId Id, string Name);

public sealed record ResolutionResource(ResolutionCode Code, Severity? Severity, Instant At, PersonId? By);

public sealed record DiagnosisResource(string Component, Instant At, PersonId By);
