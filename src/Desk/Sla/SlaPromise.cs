using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Bridgewatch.Catalog.Calendars;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>What a version of a policy promises, and to whom.</summary>
/// <param name="When">Which tickets it is for, in the query language of the lists; empty for all.</param>
/// <param name="Calendar">In whose business time the targets are.</param>
/// <param name="Pause">While a ticket stands in one of these, the time to its resolution is not counted.</param>
/// <param name="ReopensWithin">See <see cref="ClockTerms.ReopensWithin"/>.</param>
/// <param name="AnswersOwnTickets">See <see cref="ClockTerms.AnswersOwnTickets"/>.</param>
/// <param name="ShownToCustomers">The portal says to each customer what is promised, and how that stands.</param>
public sealed record SlaPromise(
    string When, CalendarId Calendar, SlaTargets Targets, IReadOnlyList<TicketStatus> Pause, Duration ReopensWithin, bool AnswersOwnTickets, bool ShownToCustomers = false)
{
    /// <summary>As a clock of a ticket of a priority needs it; null where nothing is promised to that priority.</summary>
    internal ClockTerms? Terms(SlaPolicyId id, string policy, Priority priority, BusinessCalendar calendar) => Targets.Of(priority) is not { } targets ? null
        : new(policy, calendar, targets.ByClock()) { Priority = priority, From = id, Pauses = [.. Pause], ReopensWithin = ReopensWithin, AnswersOwnTickets = AnswersOwnTickets };
}

/// <summary>Targets of each priority; null where nothing is promised.</summary>
public sealed record SlaTargets(
    [property: JsonPropertyName("P1")] PriorityTargets? P1 = null, [property: JsonPropertyName("P2")] PriorityTargets? P2 = null,
    [property: JsonPropertyName("P3")] PriorityTargets? P3 = null, [property: JsonPropertyName("P4")] PriorityTargets? P4 = null)
{
    public PriorityTargets? Of(Priority priority) => priority switch { Priority.P1 => P1, Priority.P2 => P2, Priority.P3 => P3, _ => P4 };

    internal IEnumerable<(Priority Priority, PriorityTargets Targets)> All =>
        Enum.GetValues<Priority>().Select(p => (p, Of(p))).Where(p => p.Item2 is not null).Select(p => (p.p, p.Item2!));
}

/// <summary>In business time; null where nothing is promised.</summary>
public sealed record PriorityTargets(Duration? FirstResponse = null, Duration? NextResponse = null, Duration? Resolution = null)
{
    internal ImmutableDictionary<ClockTarget, Duration> ByClock() => Enum.GetValues<ClockTarget>().Select(t => (Target: t, Span: Of(t)))
        .Where(t => t.Span is not null).ToImmutableDictionary(t => t.Target, t => t.Span!.Value);

    internal Duration? Of(ClockTarget target) => target switch
    {
        ClockTarget.FirstResponse => FirstResponse,
        ClockTarget.NextResponse => NextResponse,
        _ => Resolution,
    };
}
