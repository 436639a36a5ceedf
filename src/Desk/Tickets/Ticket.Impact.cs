using Bridgewatch.Desk.Impact;
using Bridgewatch.Desk.Sla;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    /// <summary>From here on it is "so many or more".</summary>
    public const int MostRecurrences = 100;

    /// <summary>How badly the function is hurt, as stated; null while nobody said.</summary>
    public Severity? Severity { get; private set; }

    /// <summary>Whether the customer has a way around it; null while nobody said.</summary>
    public bool? Workaround { get; private set; }

    /// <summary>Customers or people hit, as somebody said; null while nobody did. For an alert the subscribers of its service are then counted
    /// anew at each scoring.</summary>
    public int? Affected { get; private set; }

    /// <summary>Earlier tickets of the same kind when it was opened, counted up to <see cref="MostRecurrences"/> or to where the score is full.</summary>
    public int Recurrences { get; private set; }

    /// <summary>The score with its factors, as last computed.</summary>
    public ImpactScore Impact { get; private set; } = null!;

    /// <summary>The score alone, 0 to 100, for lists.</summary>
    public int ImpactPoints { get; private set; }

    /// <summary>How many of the six factors are known, not assumed (practice 1.3).</summary>
    public int KnownFactors { get; private set; }

    public Priority Priority { get; private set; }

    /// <summary>The highest priority it ever had; gates and reports go by it.</summary>
    public Priority PeakPriority { get; private set; }

    /// <summary>Set when a person chose the priority against the score; null while it follows the score.</summary>
    public PriorityOverride? PriorityOverride { get; private set; }

    /// <summary>What a routing rule set when it was opened, or a trigger later, in place of what the score says. A person's choice stands above it, and ends it.</summary>
    public Priority? RoutedPriority { get; private set; }

    /// <summary>A person once chose the priority against the score. Taking it back does not undo that (practice 1.3).</summary>
    public bool WasOverridden { get; private set; }

    /// <summary>Its place in the order of the queue: the lowest is worked on first. Never null; see <see cref="QueueRank"/>.</summary>
    public Instant RankAt { get; private set; }

    public RankTerm RankTerm { get; private set; }

    /// <summary>When the first of what is promised is owed; null while no clock runs. An index of its clocks, like its rank: it is kept beside its
    /// version, and says nothing that its events do not say.</summary>
    public Instant? DueAt { get; private set; }

    /// <summary>What is owed at <see cref="DueAt"/>.</summary>
    public ClockTarget? DueTarget { get; private set; }

    /// <summary>When a promise was last not kept; null where each was.</summary>
    public Instant? BreachedAt { get; private set; }

    /// <summary>What is owed first; null while no clock runs.</summary>
    public NearestDue? Due => DueAt is { } at && DueTarget is { } target ? new(target, at) : null;

    /// <summary>Why it stands where it stands.</summary>
    public RankReason RankReason =>
        new(RankTerm, Priority, ImpactPoints, RankTerm == RankTerm.Patience ? RankAt - OpenedAt : null, RankTerm == RankTerm.Due ? Due : null);

    /// <summary>Takes a new score; the priority follows unless a person has chosen it.</summary>
    internal void Rescore(ImpactScore score, PriorityCuts cuts, PatienceSettings patience, Instant at)
    {
        var (points, priority, rank, same) = (ImpactPoints, Priority, RankAt, score.Equals(Impact));
        Score(same ? Impact : score, cuts, patience);
        if (!same || Priority != priority) Happened(new ImpactChanged(Id, points, score.Score, priority, Priority), at);
        else if (RankAt != rank) Happened(new TicketRanked(Id, RankAt), at);
    }

    /// <summary>A person sets the priority against the score. Lowering a P1 needs a reason like every override.</summary>
    /// <param name="reason">The note that says why.</param>
    /// <param name="mentions">People who are named in it and should see it.</param>
    internal void Override(Priority priority, Message reason, IReadOnlyList<PersonId> mentions, PersonId by, PatienceSettings patience, Instant at)
    {
        var before = Priority;
        (PriorityOverride, WasOverridden, RoutedPriority) = (new(priority, reason.Id, by, at), true, null);
        SetPriority(priority);
        Rank(patience);
        Happened(new PriorityOverridden(Id, before, priority, reason.Id, mentions, reason.Hash()), at);
    }

    /// <summary>A trigger sets the priority in place of what the score says.</summary>
    /// <exception cref="Refusal">A person chose it, or it is a P1, which does not fall without people.</exception>
    internal void PrioritizeByTrigger(Priority priority, PatienceSettings patience, Instant at)
    {
        if (Status == TicketStatus.Closed) throw TicketRefusals.Closed(this);
        if (PriorityOverride is not null) throw TicketRefusals.PriorityWasChosen(this);
        if (FallsFromP1(Priority, priority)) throw TicketRefusals.OnlyPeopleLowerP1(this);
        if (Priority == priority) return;
        var before = Priority;
        RoutedPriority = priority;
        SetPriority(priority);
        Rank(patience);
        Happened(new PrioritySetByTrigger(Id, before, priority), at);
    }

    /// <param name="reason">The note that says why; needed when it falls from P1.</param>
    internal void FollowScoreAgain(PriorityCuts cuts, MessageId? reason, PatienceSettings patience, Instant at)
    {
        if (PriorityOverride is null) return;
        var before = Priority;
        PriorityOverride = null;
        SetPriority(cuts.PriorityFrom(ImpactPoints));
        Rank(patience);
        Happened(new PriorityFollowsScore(Id, before, Priority, reason), at);
    }

    /// <summary>What somebody stated about its effect; null where nothing is known any more.</summary>
    internal void State(Severity? severity, bool? workaround, int? affected, Instant at)
    {
        if ((severity, workaround, affected) == (Severity, Workaround, Affected)) return;
        (Severity, Workaround, Affected) = (severity, workaround, affected);
        Happened(new EffectStated(Id, Severity, Workaround, Affected), at);
    }

    /// <summary>Earlier tickets of its codes were counted anew; what came of it is in the score.</summary>
    internal void Recurs(int? earlier) => Recurrences = earlier ?? 0;

    private void Score(ImpactScore score, PriorityCuts cuts, PatienceSettings patience)
    {
        (Impact, ImpactPoints, KnownFactors) = (score, score.Score, score.CountKnown());
        if (PriorityOverride is null) SetPriority(RoutedPriority ?? cuts.PriorityFrom(score.Score));
        Rank(patience);
    }

    private void SetPriority(Priority priority)
    {
        Priority = priority;
        if (PeakPriority == default || priority < PeakPriority) PeakPriority = priority;
    }

    internal void Rank(PatienceSettings patience)
    {
        var rank = QueueRank.Of(new(Status, Priority, ImpactPoints, OpenedAt, SnoozedUntil is not null, Due), patience);
        (RankAt, RankTerm) = (rank.At, rank.Reason.Term);
    }
}

/// <summary>A priority that a person chose.</summary>
/// <param name="Reason">The note that says why.</param>
public sealed record PriorityOverride(Priority Priority, MessageId Reason, PersonId By, Instant At);

/// <summary>The impact score came out differently, because something that it is made of changed.</summary>
[JournalType("desk.ticket.impact-changed.v1")]
public sealed record ImpactChanged(TicketId Ticket, int From, int To, Priority PriorityBefore, Priority Priority) : JournalEvent;

/// <summary>Its place in the queue changed by itself: the patience of its priority was set anew.</summary>
[JournalType("desk.ticket.ranked.v1")]
public sealed record TicketRanked(TicketId Ticket, Instant RankAt) : JournalEvent;

/// <summary>A person set the priority against the score.</summary>
/// <param name="Reason">The note that says why.</param>
/// <param name="Mentions">People who are named in it.</param>
/// <param name="Hash">SHA-256 of its text.</param>
[JournalType("desk.ticket.priority-overridden.v1")]
public sealed record PriorityOverridden(TicketId Ticket, Priority From, Priority To, MessageId Reason, IReadOnlyList<PersonId> Mentions, string Hash) : JournalEvent;

/// <summary>A trigger set the priority, in place of what the score says.</summary>
[JournalType("desk.ticket.priority-set-by-trigger.v1")]
public sealed record PrioritySetByTrigger(TicketId Ticket, Priority From, Priority To) : JournalEvent;

/// <summary>The priority follows the score again.</summary>
/// <param name="Reason">The note that says why, where somebody gave one.</param>
[JournalType("desk.ticket.priority-follows-score.v1")]
public sealed record PriorityFollowsScore(TicketId Ticket, Priority From, Priority To, MessageId? Reason = null) : JournalEvent;

/// <summary>Somebody said how badly, whom, and whether there is a way around it.</summary>
[JournalType("desk.ticket.effect-stated.v1")]
public sealed record EffectStated(TicketId Ticket, Severity? Severity, bool? Workaround, int? Affected) : JournalEvent;
