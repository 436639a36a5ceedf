using Bridgewatch.Desk.Sla;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Triggers;

/// <summary>Asks the triggers about what happens to tickets. What was brought in from elsewhere, and what is told of a demonstration, is none of it. It rests
/// while no trigger looks.</summary>
internal sealed class LookAtTriggers(TriggerLooks looks)
    : IReactor<TicketOpened>, IReactor<CustomerWrote>, IReactor<TicketReplied>, IReactor<NoteAdded>, IReactor<StatusChanged>, IReactor<ImpactChanged>, IReactor<PriorityOverridden>,
      IReactor<PriorityFollowsScore>, IReactor<PrioritySetByTrigger>, IReactor<TicketAssigned>, IReactor<TicketUnassigned>, IReactor<TicketSent>, IReactor<TicketResolved>,
      IReactor<TicketReopened>, IReactor<TicketClosed>, IReactor<SlaWarned>, IReactor<SlaBreached>
{
    public const string Name = "desk.look-at-triggers";

    /// <summary>In percent of a target.</summary>
    internal const int DueSoon = 90;

    /// <summary>What monitors say, and what goes with another deed, is no note that somebody wrote.</summary>
    internal static bool IsHeard(NoteAdded fact) => fact.Purpose == NotePurpose.None;

    static bool IReactor<NoteAdded>.Concerns(NoteAdded fact) => IsHeard(fact);

    static bool IReactor<ImpactChanged>.Concerns(ImpactChanged fact) => fact.Priority != fact.PriorityBefore;

    static bool IReactor<PriorityOverridden>.Concerns(PriorityOverridden fact) => fact.From != fact.To;

    static bool IReactor<PriorityFollowsScore>.Concerns(PriorityFollowsScore fact) => fact.From != fact.To;

    static bool IReactor<SlaWarned>.Concerns(SlaWarned fact) => fact.Percent >= DueSoon;

    /// <summary>A target that was changed makes many late at once.</summary>
    static bool IReactor<SlaBreached>.Concerns(SlaBreached fact) => !fact.ByReclassification;

    public ValueTask React(TicketOpened fact, Entry entry, CancellationToken ct) => looks.Look(fact.Ticket, entry, [TriggerEvent.Opened], ct);

    public ValueTask React(CustomerWrote fact, Entry entry, CancellationToken ct) => looks.Look(fact.Ticket, entry, [TriggerEvent.CustomerWrote], ct);

    public ValueTask React(TicketReplied fact, Entry entry, CancellationToken ct) => looks.Look(fact.Ticket, entry, [TriggerEvent.Replied], ct);

    public ValueTask React(NoteAdded fact, Entry entry, CancellationToken ct) => looks.Look(fact.Ticket, entry, [TriggerEvent.Noted], ct);

    public ValueTask React(StatusChanged fact, Entry entry, CancellationToken ct) => looks.Look(fact.Ticket, entry, [TriggerEvent.StatusChanged], ct);

    public ValueTask React(ImpactChanged fact, Entry entry, CancellationToken ct) => looks.Look(fact.Ticket, entry, [TriggerEvent.PriorityChanged], ct);

    public ValueTask React(PriorityOverridden fact, Entry entry, CancellationToken ct) => looks.Look(fact.Ticket, entry, [TriggerEvent.PriorityChanged], ct);

    public ValueTask React(PriorityFollowsScore fact, Entry entry, CancellationToken ct) => looks.Look(fact.Ticket, entry, [TriggerEvent.PriorityChanged], ct);

    public ValueTask React(PrioritySetByTrigger fact, Entry entry, CancellationToken ct) => looks.Look(fact.Ticket, entry, [TriggerEvent.PriorityChanged], ct);

    public ValueTask React(TicketAssigned fact, Entry entry, CancellationToken ct) => looks.Look(fact.Ticket, entry, [TriggerEvent.Assigned], ct);

    public ValueTask React(TicketUnassigned fact, Entry entry, CancellationToken ct) => looks.Look(fact.Ticket, entry, [TriggerEvent.Unassigned], ct);

    public ValueTask React(TicketSent fact, Entry entry, CancellationToken ct) => looks.Look(fact.Ticket, entry, [TriggerEvent.Moved], ct);

    public ValueTask React(TicketResolved fact, Entry entry, CancellationToken ct) => looks.Look(fact.Ticket, entry, [TriggerEvent.Resolved, TriggerEvent.StatusChanged], ct);

    public ValueTask React(TicketReopened fact, Entry entry, CancellationToken ct) => looks.Look(fact.Ticket, entry, [TriggerEvent.Reopened, TriggerEvent.StatusChanged], ct);

    public ValueTask React(TicketClosed fact, Entry entry, CancellationToken ct) => looks.Look(fact.Ticket, entry, [TriggerEvent.Closed, TriggerEvent.StatusChanged], ct);

    public ValueTask React(SlaWarned fact, Entry entry, CancellationToken ct) => looks.Look(fact.Ticket, entry, [TriggerEvent.DueSoon], ct);

    public ValueTask React(SlaBreached fact, Entry entry, CancellationToken ct) => looks.Look(fact.Ticket, entry, [TriggerEvent.Late], ct);
}
