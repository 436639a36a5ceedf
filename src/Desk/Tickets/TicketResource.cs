using System.Text.Json;
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
    DiagnosisResource? Diagnosis, bool PriorityOverridden, Origin Origin, TicketNumber? Follows, long Version);

/// <param name="Factors">Their points add up to the score; left out in lists.</param>
public sealed record ImpactResource(int Score, IReadOnlyList<ImpactFactor>? Factors);

public sealed record RequesterResource(ContactId Id, string Name, string? Email);

public sealed record NamedResource<TId>(TId Id, string Name);

public sealed record ResolutionResource(ResolutionCode Code, Severity? Severity, Instant At, PersonId? By);

public sealed record DiagnosisResource(string Component, Instant At, PersonId By);
