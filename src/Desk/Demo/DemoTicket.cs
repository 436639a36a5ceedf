using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Demo;

/// <summary>The story of one ticket of a demonstration, from its opening to what happened last.</summary>
/// <param name="Requester">Null for what a monitor reported.</param>
/// <param name="Steps">What happened to it afterwards, in the order of their times.</param>
public sealed record DemoTicket(
    string Subject, string Body, Instant At, DemoCase Case, DemoRequester? Requester, DemoRoute Route, IReadOnlyList<DemoStep> Steps);

/// <summary>What is wrong.</summary>
/// <param name="Recurrences">Earlier tickets with its code, within the window of recurrence.</param>
public sealed record DemoCase(
    TicketType Type, Channel Channel, ComponentId Component, string? Code, Severity? Severity, bool? Workaround, int? Affected, int? Recurrences,
    IReadOnlyList<string> Labels)
{
    /// <summary>Subscribers of the service, for what a monitor reported.</summary>
    public int? Subscribers { get; init; }

    /// <summary>The integration that reported it; null when somebody asked.</summary>
    public Guid? Monitor { get; init; }
}

/// <summary>Who asks, and what is known of their organization.</summary>
public sealed record DemoRequester(ContactId Contact, OrganizationId Organization, CustomerTier Tier, decimal Revenue, string Currency, string Region, string Language);

/// <summary>Where it is sent.</summary>
public sealed record DemoRoute(QueueId Queue, TeamId Team, SupportTier Tier);

/// <summary>Something that happened to a ticket.</summary>
public abstract record DemoStep(Instant At)
{
    /// <summary>A person took it for themselves.</summary>
    /// <param name="Position">Its place in the queue then, from 1.</param>
    public sealed record Pull(Instant At, PersonId By, int Position) : DemoStep(At);

    /// <summary>A person gave it to another.</summary>
    public sealed record Give(Instant At, PersonId By, PersonId To) : DemoStep(At);

    public sealed record Send(Instant At, PersonId By, DemoRoute To) : DemoStep(At);

    public sealed record Reply(Instant At, PersonId By, string Body, TicketStatus? Then) : DemoStep(At);

    public sealed record Note(Instant At, PersonId By, string Body, IReadOnlyList<PersonId> Mentions) : DemoStep(At);

    /// <summary>The requester wrote again.</summary>
    public sealed record Write(Instant At, string Body) : DemoStep(At);

    public sealed record Move(Instant At, PersonId By, TicketStatus To) : DemoStep(At);

    public sealed record Prioritise(Instant At, PersonId By, Priority Priority, string Reason) : DemoStep(At);

    public sealed record Diagnose(Instant At, PersonId By, ComponentId Component, string Cause) : DemoStep(At);

    public sealed record Resolve(Instant At, PersonId By, ResolutionCode Code, Severity Severity, string How) : DemoStep(At);

    /// <summary>A person was active on the ticket's page, up to then.</summary>
    public sealed record Visit(Instant At, PersonId By, int Minutes) : DemoStep(At);

    /// <summary>The reopen window ended.</summary>
    public sealed record Close(Instant At) : DemoStep(At);

    /// <summary>A person closed it at once: it was spam or told already.</summary>
    public sealed record Discard(Instant At, PersonId By, ClosureReason Reason) : DemoStep(At);
}
