using Bridgewatch.Desk.Impact;
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

    /// <summary>Customers or people hit; null while nobody said.</summary>
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

    /// <summary>A person once chose the priority against the score. Taking it back does not undo that (practice 1.3).</summary>
    public bool WasOverridden { get; private set; }

    /// <summary>Its place in the order of the queue: the lowest is worked on first. Never null; see <see cref="QueueRank"/>.</summary>
    public Instant RankAt { get; private set; }

    public RankTerm RankTerm { get; private set; }

    /// <summary>Why it stands where it stands.</summary>
    public RankReason RankReason => new(RankTerm, Priority, ImpactPoints, RankTerm == RankTerm.Patience ? RankAt - OpenedAt : null);

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
    internal void Override(Priority priority, MessageId reason, PersonId by, PatienceSettings patience, Instant at)
    {
        var before = Priority;
        (PriorityOverride, WasOverridden) = (new(priority, reason, by, at), true);
        SetPriority(priority);
        Rank(patience);
        Happened(new PriorityOverridden(Id, before, priority, reason), at);
    }

    internal void FollowScoreAgain(PriorityCuts cuts, PatienceSettings patience, Instant at)
    {
        if (PriorityOverride is null) return;
        var before = Priority;
        PriorityOverride = null;
        SetPriority(cuts.PriorityFrom(ImpactPoints));
        Rank(patience);
        Happened(new PriorityFollowsScore(Id, before, Priority), at);
    }

    /// <summary>What somebody stated about its effect; null leaves a statement as it is.</summary>
    internal void State(Severity? severity, bool? workaround, int? affected, Instant at)
    {
        if ((severity, workaround, affected) == (Severity, Workaround, Affected)) return;
        (Severity, Workaround, Affected) = (severity, workaround, affected);
        Happened(new EffectStated(Id, Severity, Workaround, Affected), at);
    }

    private void Score(ImpactScore score, PriorityCuts cuts, PatienceSettings patience)
    {
        (Impact, ImpactPoints, KnownFactors) = (score, score.Score, score.CountKnown());
        if (PriorityOverride is null) SetPriority(cuts.PriorityFrom(score.Score));
        Rank(patience);
    }

    private void SetPriority(Priority priority)
    {
        Priority = priority;
        if (PeakPriority == default || priority < PeakPriority) PeakPriority = priority;
    }

    internal void Rank(PatienceSettings patience)
    {
        var rank = QueueRank.Of(new(Status, Priority, ImpactPoints, OpenedAt), patience);
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
[JournalType("desk.ticket.priority-overridden.v1")]
public sealed record PriorityOverridden(TicketId Ticket, Priority From, Priority To, MessageId Reason) : JournalEvent;

/// <summary>The priority follows the score again.</summary>
[JournalType("desk.ticket.priority-follows-score.v1")]
public sealed record PriorityFollowsScore(TicketId Ticket, Priority From, Priority To) : JournalEvent;

/// <summary>Somebody said how badly, whom, and whether there is a way around it.</summary>
[JournalType("desk.ticket.effect-stated.v1")]
public sealed record EffectStated(TicketId Ticket, Severity? Severity, bool? Workaround, int? Affected) : JournalEvent;
