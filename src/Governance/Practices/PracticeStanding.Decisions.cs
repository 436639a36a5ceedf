using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Governance.Practices;

public sealed partial class PracticeStanding
{
    /// <summary>Why it does not apply, and until when; null while it does.</summary>
    public SetAside? SetAside { get; private set; }

    /// <summary>Targets that are not the shipped ones.</summary>
    public IReadOnlyList<PracticeTarget> Targets => _targets;

    /// <summary>True until the day of review, on which it counts again.</summary>
    public bool IsSetAside(LocalDate today) => SetAside is { } aside && today < aside.ReviewOn;

    internal IReadOnlyDictionary<string, decimal> TargetsInForce() => _targets.ToDictionary(t => t.Part, t => t.Target);

    /// <summary>It does not apply to us, until somebody has to look again.</summary>
    internal PracticeDecision Exempt(LocalDate reviewOn, string reason, PersonId by, ApprovalId approval, Instant at)
    {
        SetAside = new(reason, reviewOn, by, at, approval);
        Record(new PracticeSetAside(Number, reviewOn, by, approval));
        return Decided(PracticeDecisionKind.SetAside, reason, by, approval, at, reviewOn: reviewOn);
    }

    /// <summary>It applies again.</summary>
    /// <param name="by">Null when its day of review has come.</param>
    internal PracticeDecision Return(string? reason, PersonId? by, Instant at)
    {
        if (SetAside is null) throw PracticeRefusals.Applies(Number);
        SetAside = null;
        Record(new PracticeReturned(Number, ReviewDue: by is null));
        return Decided(PracticeDecisionKind.Returned, reason, by, null, at);
    }

    /// <param name="part">As it stands, with the target in force.</param>
    /// <param name="approval">Another person's yes; none is needed for a stricter target.</param>
    internal PracticeDecision Aim(PracticePart part, decimal target, string? reason, PersonId by, ApprovalId? approval, Instant at)
    {
        if (target == part.Target) throw PracticeRefusals.IsTarget(target);
        var chosen = _targets.Find(t => t.Part == part.Name);
        if (target == part.Shipped) _targets.RemoveAll(t => t.Part == part.Name);
        else if (chosen is not null) chosen.Target = target;
        else _targets.Add(new() { Practice = Number, Part = part.Name, Target = target });
        Record(new PracticeTargetChanged(Number, part.Name, part.Target, target, by, approval));
        return Decided(PracticeDecisionKind.Target, reason, by, approval, at, part: part.Name, before: part.Target, target: target);
    }

    /// <summary>A person's words go; what was decided stays.</summary>
    internal void Forget(IEnumerable<PracticeDecision> decisions, string erased)
    {
        foreach (var decision in decisions)
        {
            if (SetAside is { } aside && decision.Approval == aside.Approval) SetAside = aside with { Reason = erased };
            decision.Reason = erased;
        }
        Record(new PracticeWordsErased(Number));
    }

    private PracticeDecision Decided(
        PracticeDecisionKind kind, string? reason, PersonId? by, ApprovalId? approval, Instant at,
        LocalDate? reviewOn = null, string? part = null, decimal? before = null, decimal? target = null) => new()
        {
            Practice = Number,
            Ordinal = ++Decisions,
            Kind = kind,
            Reason = reason,
            By = by,
            Approval = approval,
            At = at,
            ReviewOn = reviewOn,
            Part = part,
            Before = before,
            Target = target,
        };
}

/// <param name="Reason">In a person's words.</param>
/// <param name="ReviewOn">The first day on which it counts again, unless it was decided anew.</param>
/// <param name="By">Who proposed it.</param>
/// <param name="Approval">What another person says to it.</param>
public sealed record SetAside(string Reason, LocalDate ReviewOn, PersonId By, Instant At, ApprovalId Approval);

/// <summary>A target that somebody chose instead of the shipped one.</summary>
public sealed class PracticeTarget
{
    public required string Practice { get; init; }

    public required string Part { get; init; }

    /// <summary>0 to 1.</summary>
    public decimal Target { get; internal set; }
}

public enum PracticeDecisionKind
{
    /// <summary>It does not apply.</summary>
    SetAside,

    /// <summary>It applies again.</summary>
    Returned,
    Target,
}

/// <summary>One decision about a practice. It stays when another one follows.</summary>
public sealed class PracticeDecision
{
    public const int LongestReason = 1_000;

    /// <summary>Somebody looks again within a year.</summary>
    public const int LongestDays = 365;

    public required string Practice { get; init; }

    public required int Ordinal { get; init; }

    public required PracticeDecisionKind Kind { get; init; }

    /// <summary>Null where the clock decided.</summary>
    public string? Reason { get; internal set; }

    public PersonId? By { get; init; }

    public ApprovalId? Approval { get; init; }

    public required Instant At { get; init; }

    public LocalDate? ReviewOn { get; init; }

    public string? Part { get; init; }

    public decimal? Before { get; init; }

    public decimal? Target { get; init; }
}

/// <summary>A practice does not apply until a day of review.</summary>
/// <param name="By">Who proposed it; another person says yes in the approval.</param>
[JournalType("governance.practice.set-aside.v1")]
public sealed record PracticeSetAside(string Practice, LocalDate ReviewOn, PersonId By, ApprovalId Approval) : JournalEvent;

/// <summary>A practice applies again.</summary>
/// <param name="ReviewDue">Its day of review has come; otherwise somebody decided so.</param>
[JournalType("governance.practice.returned.v1")]
public sealed record PracticeReturned(string Practice, bool ReviewDue) : JournalEvent;

/// <summary>A part of a practice is held against another target.</summary>
/// <param name="Approval">Another person's yes; a stricter target needs none.</param>
[JournalType("governance.practice.target-changed.v1")]
public sealed record PracticeTargetChanged(string Practice, string Part, decimal Before, decimal Target, PersonId By, ApprovalId? Approval) : JournalEvent;

/// <summary>Reasons of decisions about it were erased with the person of whom they spoke.</summary>
[JournalType("governance.practice.words-erased.v1")]
public sealed record PracticeWordsErased(string Practice) : JournalEvent;

internal static class PracticeRefusals
{
    public static Refusal Applies(string number) => new("practice-applies", $"Practice {number} applies already.", "Look at it again: somebody may have been faster.");

    public static Refusal IsSetAside(string number) => new("practice-set-aside", $"Practice {number} does not apply already.", "Let it apply again first, or wait for its day of review.");

    public static Refusal IsAsked(string number) =>
        new("practice-decision-asked", $"Something about practice {number} waits for another person's yes.", "Wait for their decision, or take the other wish back.");

    public static Refusal IsTarget(decimal target) =>
        new("practice-target-same", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The target is {target:0.###} already."), "Give another target.");
}
