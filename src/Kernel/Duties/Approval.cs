using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Bridgewatch.Kernel.Duties;

/// <summary>Another person's yes to something that one person wants. It is bound to what was asked: when that changes, it says nothing any more.
/// Nobody approves what they asked for themselves.</summary>
public sealed class Approval : Aggregate
{
    public const int LongestTitle = 200;

    public const int LongestContent = 4_000;

    public const int LongestComment = 1_000;

    private Approval()
    {
    }

    public ApprovalId Id { get; private set; }

    /// <summary>What is approved, for the module that asked: <c>desk.lower-p1</c>.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>What is asked, in one line.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Exactly what is approved, in words.</summary>
    public string Content { get; private set; } = "";

    /// <summary>What is to be done then, as JSON of the module that asked.</summary>
    public string Proposal { get; private set; } = "";

    /// <summary>SHA-256 of what is approved and of what it is about, as it was when it was asked.</summary>
    public string Hash { get; private set; } = "";

    public string? ThingKind { get; private set; }

    public Guid? ThingId { get; private set; }

    public PersonId Author { get; private set; }

    /// <summary>Whoever holds it, the author excepted, may decide.</summary>
    public string Permission { get; private set; } = "";

    /// <summary>Where it stands: who holds the permission for this queue may decide as well.</summary>
    public QueueId? Queue { get; private set; }

    /// <summary>It was done already, since the team is too small to wait: another person looks at it afterwards.</summary>
    public bool Afterwards { get; private set; }

    public Instant AskedAt { get; private set; }

    /// <summary><see cref="Micros.Never"/> while nobody but the author works here.</summary>
    public Instant Due { get; private set; }

    /// <summary>Lists are in this order: by due time, and by id where two are due at once.</summary>
    public string DueKey { get; private set; } = "";

    public ApprovalState State { get; private set; }

    /// <summary>Who ended it, how and when; null while it waits.</summary>
    public Decision? Decision { get; private set; }

    public Lateness Lateness { get; private set; }

    public Origin Origin { get; private set; }

    public override Subject About => new("approval", Id.Value);

    /// <summary>The form in which what is approved is bound.</summary>
    public static string HashOf(params string?[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts.Select(p => p is null ? "-" : $"{p.Length}:{p}")))));

    internal static Approval Ask(AskApproval asked, PersonId author, Origin origin, Instant at)
    {
        var id = ApprovalId.New();
        var approval = new Approval
        {
            Id = id,
            Kind = asked.Kind,
            Title = asked.Title,
            Content = asked.Content,
            Proposal = asked.Proposal,
            Hash = asked.Hash,
            ThingKind = asked.Thing?.Kind,
            ThingId = asked.Thing?.Id,
            Author = author,
            Permission = asked.Permission,
            Queue = asked.Queue,
            Afterwards = asked.Afterwards,
            AskedAt = at,
            Origin = origin,
        };
        approval.FallDue(asked.Due);
        approval.Record(new ApprovalAsked(id, asked.Kind, approval.Hash, asked.Thing?.Kind, asked.Thing?.Id, asked.Due, asked.Afterwards));
        return approval;
    }

    /// <summary>Says yes or no to exactly what was asked.</summary>
    /// <param name="now">The hash of it as it stands now; null when it is gone.</param>
    internal void Decide(bool yes, string? comment, string? now, PersonId by, Instant at)
    {
        MustWait();
        if (by == Author) throw ApprovalRefusals.OwnWish();
        // What was done already was done as asked; looking at it afterwards needs nothing to stand still.
        if (!Afterwards && now != Hash)
        {
            End(ApprovalState.Void, null, null, at);
            Record(new ApprovalVoided(Id, Kind));
            return;
        }
        End(yes ? ApprovalState.Approved : ApprovalState.Rejected, by, comment, at);
        Record(yes ? new ApprovalGiven(Id, Kind, Hash, Author, by) : new ApprovalRefused(Id, Kind, Hash, Author, by));
    }

    /// <param name="leads">Who leads duties clears up what others asked for.</param>
    internal void Withdraw(PersonId by, bool leads, Instant at)
    {
        MustWait();
        if (by != Author && !leads) throw new Forbidden(KernelPermissions.LeadDuties);
        if (Afterwards) throw ApprovalRefusals.DoneAlready();
        End(ApprovalState.Withdrawn, by, null, at);
        Record(new ApprovalWithdrawn(Id, Kind));
    }

    /// <summary>There is somebody now who can look at it.</summary>
    /// <returns>False when it ended, or somebody could before.</returns>
    internal bool FallDueAt(Instant due)
    {
        if (State != ApprovalState.Waiting || Due != Micros.Never) return false;
        FallDue(due);
        Record(new ApprovalDueSet(Id, Kind, due));
        return true;
    }

    /// <summary>Says once that nobody has decided in time.</summary>
    /// <returns>When to look again; null when all is said.</returns>
    internal Instant? Remind(Instant at)
    {
        if (State != ApprovalState.Waiting || Lateness != Lateness.InTime) return null;
        if (at < Due) return Due;
        Lateness = Lateness.Reminded;
        Record(new ApprovalLate(Id, Kind));
        return null;
    }

    /// <summary>A person's words go; that somebody asked, and who decided, stays.</summary>
    internal void Forget(string erased)
    {
        (Title, Content) = (erased, erased);
        if (Decision is { } decision) Decision = decision with { Comment = null };
        Record(new ApprovalWordsErased(Id));
    }

    private void End(ApprovalState state, PersonId? by, string? comment, Instant at) => (State, Decision) = (state, new(by, at, comment));

    private void FallDue(Instant due) =>
        (Due, DueKey) = (due, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Micros.InMicros(due):x16}{Id.Value:n}"));

    private void MustWait()
    {
        if (State != ApprovalState.Waiting) throw ApprovalRefusals.Decided(State);
    }
}

public enum ApprovalState
{
    Waiting,
    Approved,
    Rejected,

    /// <summary>Whoever asked takes it back.</summary>
    Withdrawn,

    /// <summary>What it was about changed, so that nobody can approve it as it was asked.</summary>
    Void,
}

/// <param name="By">Null when it became void by itself.</param>
public sealed record Decision(PersonId? By, Instant At, string? Comment);

/// <summary>Somebody asked for another person's yes.</summary>
/// <param name="Hash">Of what is approved.</param>
/// <param name="Afterwards">It was done already, since the team is too small to wait.</param>
[JournalType("kernel.approval.asked.v1")]
public sealed record ApprovalAsked(ApprovalId Approval, string Kind, string Hash, string? ThingKind, Guid? ThingId, Instant Due, bool Afterwards) : JournalEvent;

[JournalType("kernel.approval.given.v1")]
public sealed record ApprovalGiven(ApprovalId Approval, string Kind, string Hash, PersonId Author, PersonId By) : JournalEvent;

[JournalType("kernel.approval.refused.v1")]
public sealed record ApprovalRefused(ApprovalId Approval, string Kind, string Hash, PersonId Author, PersonId By) : JournalEvent;

[JournalType("kernel.approval.withdrawn.v1")]
public sealed record ApprovalWithdrawn(ApprovalId Approval, string Kind) : JournalEvent;

/// <summary>What it was about changed before anybody decided.</summary>
[JournalType("kernel.approval.voided.v1")]
public sealed record ApprovalVoided(ApprovalId Approval, string Kind) : JournalEvent;

/// <summary>Somebody can look at it now, and by when: whoever asked was alone before.</summary>
[JournalType("kernel.approval.due-set.v1")]
public sealed record ApprovalDueSet(ApprovalId Approval, string Kind, Instant Due) : JournalEvent;

/// <summary>Nobody has decided in time.</summary>
[JournalType("kernel.approval.late.v1")]
public sealed record ApprovalLate(ApprovalId Approval, string Kind) : JournalEvent;

/// <summary>Its words were erased with the person of whom they spoke.</summary>
[JournalType("kernel.approval.words-erased.v1")]
public sealed record ApprovalWordsErased(ApprovalId Approval) : JournalEvent;

/// <summary>What becomes of an approval of one kind. The module that asks implements it, and lists it as a scoped service.</summary>
public interface IApprovable
{
    string Kind { get; }

    /// <summary>The hash of what is approved as it stands now; null when there is nothing to approve any more.</summary>
    Task<string?> HashNow(Approval approval, CancellationToken ct);
}

internal static class ApprovalRefusals
{
    public static Refusal Decided(ApprovalState state) =>
        new("approval-decided", $"This is {Words.Of(state)} already.", "Ask again if something is still to be approved.") { Facts = new Dictionary<string, object?> { ["state"] = Words.Of(state) } };

    public static Refusal OwnWish() => new("own-wish", "You asked for this yourself.", "Another person has to decide.");

    public static Refusal IsVoid() => new("approval-void", "It changed after it was asked, so that nobody can approve it as it was.", "Look at it as it is now, and ask again.");

    public static Refusal DoneAlready() => new("done-already", "It is done already, and another person looks at it afterwards.", "Undo it, if it was wrong.");
}
