using System.Text.Json.Serialization;
using Bridgewatch.Desk.Sla;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>
/// Where a ticket stands in the order of its queue: the lowest <see cref="At"/> is worked on first. It is made only of
/// terms that do not move with the clock, so it is stored, and ageing needs no recomputing: as the present passes
/// <see cref="At"/>, the ticket has become urgent.
/// </summary>
/// <param name="At">The instant to sort by. Earlier than <see cref="Never"/> for all that can be worked on.</param>
/// <param name="Reason">Why it stands there.</param>
/// <remarks>
/// RankAt = min(nearest due − lead(priority), opened + patience(priority, impact)).
/// </remarks>
public sealed record QueueRank(Instant At, RankReason Reason)
{
    /// <summary>
    /// The rank of what nobody should work on now. Finite, since both databases sort it the same way, and it needs no
    /// null: 9999-12-31T00:00:00Z.
    /// </summary>
    public static readonly Instant Never = Instant.FromUtc(9999, 12, 31, 0, 0);

    /// <summary>The latest rank of a ticket that can be worked on.</summary>
    private static readonly Instant s_latest = Never - Duration.FromSeconds(1);

    /// <summary>Computes the rank. Total for every input; the same inputs always give the same rank.</summary>
    /// <exception cref="ArgumentException">The settings have <see cref="PatienceSettings.Findings"/>.</exception>
    public static QueueRank Of(RankInputs ticket, PatienceSettings settings)
    {
        if (settings.Findings() is [var first, ..])
            throw new ArgumentException($"These settings cannot be used: {first}", nameof(settings));
        if (ticket.Snoozed) return Rests(RankTerm.Snoozed, ticket);
        switch (ticket.Status)
        {
            case TicketStatus.New or TicketStatus.Open: break;
            case TicketStatus.Resolved or TicketStatus.Closed: return Rests(RankTerm.Solved, ticket);
            default: return Rests(RankTerm.Waiting, ticket);
        }

        var patience = settings.PatienceFor(ticket.Priority, ticket.Impact);
        var at = ticket.OpenedAt < s_latest - patience ? ticket.OpenedAt + patience : s_latest;
        return ticket.Due is { } due && due.At - settings.LeadFor(ticket.Priority) is var pressing && pressing < at
            ? new(pressing, new(RankTerm.Due, ticket.Priority, ticket.Impact, null, due))
            : new(at, new(RankTerm.Patience, ticket.Priority, ticket.Impact, patience));
    }

    private static QueueRank Rests(RankTerm term, RankInputs ticket) =>
        new(Never, new(term, ticket.Priority, ticket.Impact, null));
}

/// <summary>What the rank of a ticket is made of.</summary>
/// <param name="Impact">0 to 100; what lies outside is taken as the nearer end.</param>
/// <param name="Snoozed">Put off by a person until a time that is still to come.</param>
/// <param name="Due">What is owed first; null while no clock runs.</param>
public sealed record RankInputs(
    TicketStatus Status, Priority Priority, int Impact, Instant OpenedAt, bool Snoozed = false, NearestDue? Due = null);

/// <summary>What of that which is promised is owed first.</summary>
/// <param name="At">The end of its business time; earlier than now where it is late.</param>
public sealed record NearestDue(ClockTarget Target, Instant At);

/// <summary>Why a ticket stands where it stands. Pages word it from the resource <see cref="TextKey"/>.</summary>
/// <param name="Patience">How long after opening it becomes due by age alone; null where age does not decide.</param>
/// <param name="Due">The promise that puts it there; null where none does.</param>
public sealed record RankReason(RankTerm Term, Priority Priority, int Impact, Duration? Patience, NearestDue? Due = null)
{
    /// <summary>When it becomes urgent is known: it waits for nobody else.</summary>
    [JsonIgnore]
    public bool IsForUs => Term is RankTerm.Patience or RankTerm.Due;

    /// <summary>The name of its text; arguments are the impact and what it waits for or owes, in this order.</summary>
    public string TextKey() => Term switch
    {
        RankTerm.Patience => "Rank.Patience",
        RankTerm.Due => "Rank.Due",
        RankTerm.Snoozed => "Rank.Snoozed",
        RankTerm.Solved => "Rank.Solved",
        _ => "Rank.Waiting",
    };
}

/// <summary>The term that decided the rank.</summary>
public enum RankTerm
{
    /// <summary>Its age, as long as its priority and impact let it wait.</summary>
    Patience,

    /// <summary>Rests: somebody else owes an answer, or it is on hold.</summary>
    Waiting,

    /// <summary>Rests until a time that a person chose.</summary>
    Snoozed,

    /// <summary>Rests: resolved or closed.</summary>
    Solved,

    /// <summary>What is promised to the customer.</summary>
    Due,
}

/// <summary>How long a ticket may wait before age alone puts it in front.</summary>
/// <remarks>
/// Within a priority, impact shortens the patience in a straight line, down to what <see cref="ImpactShortensBy"/>
/// leaves at impact 100. A P4 of last month so comes before a P2 of today: nothing starves.
/// </remarks>
[Setting("desk.patience", DeskPermissions.ManageSettings)]
public sealed record PatienceSettings
{
    /// <summary>What is in force until somebody changes it.</summary>
    public static PatienceSettings Default { get; } = new();

    public Duration P1 { get; init; } = Duration.FromHours(1);
    public Duration P2 { get; init; } = Duration.FromHours(8);
    public Duration P3 { get; init; } = Duration.FromDays(3);
    public Duration P4 { get; init; } = Duration.FromDays(10);

    /// <summary>How much of the patience impact 100 takes away, in percent, 0 to 100.</summary>
    public int ImpactShortensBy { get; init; } = 50;

    /// <summary>How long before it is due a promise puts a P1 in front.</summary>
    public Duration LeadP1 { get; init; } = Duration.FromHours(4);

    /// <inheritdoc cref="LeadP1"/>
    public Duration LeadP2 { get; init; } = Duration.FromHours(2);

    /// <inheritdoc cref="LeadP1"/>
    public Duration LeadP3 { get; init; } = Duration.FromHours(1);

    /// <inheritdoc cref="LeadP1"/>
    public Duration LeadP4 { get; init; } = Duration.FromMinutes(30);

    /// <summary>How long before it is due a promise puts a ticket in front. Never shorter for a higher priority.</summary>
    public Duration LeadFor(Priority priority) => priority switch
    {
        Priority.P1 => LeadP1,
        Priority.P2 => LeadP2,
        Priority.P3 => LeadP3,
        _ => LeadP4,
    };

    /// <summary>The patience of a ticket, in whole seconds. Never longer for a higher priority or impact.</summary>
    /// <param name="impact">0 to 100; what lies outside is taken as the nearer end.</param>
    public Duration PatienceFor(Priority priority, int impact)
    {
        var whole = priority switch
        {
            Priority.P1 => P1,
            Priority.P2 => P2,
            Priority.P3 => P3,
            _ => P4,
        };
        var seconds = (long)whole.TotalSeconds;
        return Duration.FromSeconds(seconds - seconds * ImpactShortensBy * Math.Clamp(impact, 0, 100) / 10_000);
    }

    /// <summary>What is wrong with these settings; empty when they can be used.</summary>
    public IReadOnlyList<PatienceFault> Findings()
    {
        List<PatienceFault> faults = [];
        if (P1 < Duration.Zero || P4 > Duration.FromDays(3_650)) faults.Add(PatienceFault.OutOfRange);
        if (P1 > P2 || P2 > P3 || P3 > P4) faults.Add(PatienceFault.HigherPriorityWaitsLonger);
        if (ImpactShortensBy is < 0 or > 100) faults.Add(PatienceFault.ShareOutOfRange);
        if (LeadP4 < Duration.Zero || LeadP1 > Duration.FromDays(30)) faults.Add(PatienceFault.LeadOutOfRange);
        if (LeadP1 < LeadP2 || LeadP2 < LeadP3 || LeadP3 < LeadP4) faults.Add(PatienceFault.HigherPriorityHasShorterLead);
        return faults;
    }
}

/// <summary>Something in <see cref="PatienceSettings"/> that cannot be used.</summary>
public enum PatienceFault
{
    /// <summary>A patience is negative or longer than ten years.</summary>
    OutOfRange,
    HigherPriorityWaitsLonger,

    /// <summary><see cref="PatienceSettings.ImpactShortensBy"/> is not within 0 to 100.</summary>
    ShareOutOfRange,

    /// <summary>A lead is negative or longer than 30 days.</summary>
    LeadOutOfRange,
    HigherPriorityHasShorterLead,
}
