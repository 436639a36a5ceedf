using NodaTime;

namespace Bridgewatch.Kernel.Duties;

/// <summary>Something that one person owes by a time. Whoever owes it gives a receipt, and does it, declines it with a reason, or hands it over.</summary>
public sealed class OwedTask : Aggregate
{
    public const int LongestTitle = 200;

    public const int LongestDetails = 4_000;

    public const int LongestReason = 1_000;

    /// <summary>What is late for so long is told to the lead.</summary>
    public static readonly Duration Patience = Duration.FromDays(1);

    private readonly List<TaskStep> _steps = [];

    private OwedTask()
    {
    }

    public TaskId Id { get; private set; }

    /// <summary>What is to be done, in one line.</summary>
    public string Title { get; private set; } = "";

    /// <summary>What helps to do it; null where the title says all.</summary>
    public string? Details { get; private set; }

    /// <summary>What it is about: <c>ticket</c>. Null for a task that stands alone.</summary>
    public string? ThingKind { get; private set; }

    public Guid? ThingId { get; private set; }

    public PersonId Owner { get; private set; }

    /// <summary>Who gave it; null when a rule did.</summary>
    public PersonId? GivenBy { get; private set; }

    public Instant GivenAt { get; private set; }

    public Instant Due { get; private set; }

    /// <summary>Lists are in this order: by due time, and by id where two are due at once.</summary>
    public string DueKey { get; private set; } = "";

    public TaskState State { get; private set; }

    /// <summary>The owner has seen it and means to do it; null until then.</summary>
    public Receipt? Receipt { get; private set; }

    /// <summary>How it ended; null while it is open.</summary>
    public Settlement? Settlement { get; private set; }

    public Lateness Lateness { get; private set; }

    public Origin Origin { get; private set; }

    /// <summary>What became of it, with the reasons that people gave.</summary>
    public IReadOnlyList<TaskStep> Steps => _steps;

    public override Subject About => new("task", Id.Value);

    internal static OwedTask Give(
        string title, string? details, Subject? thing, PersonId owner, PersonId? by, Instant due, Origin origin, Instant at)
    {
        var task = new OwedTask
        {
            Id = TaskId.New(),
            Title = title,
            Details = details,
            ThingKind = thing?.Kind,
            ThingId = thing?.Id,
            Owner = owner,
            GivenBy = by,
            GivenAt = at,
            Origin = origin,
        };
        task.FallDue(due);
        task.Record(new TaskGiven(task.Id, owner, due, thing?.Kind, thing?.Id));
        // Whoever gives a task to themselves knows of it.
        if (owner == by) task.Accept(owner, at);
        return task;
    }

    /// <summary>Gives the receipt. A second one changes nothing.</summary>
    internal void Accept(PersonId by, Instant at)
    {
        MustBeOpen();
        if (Receipt is not null) return;
        Receipt = new(by, at);
        Record(new TaskAccepted(Id));
    }

    internal void Complete(PersonId by, string? note, Instant at)
    {
        Settle(TaskState.Done, by, note, at);
        Record(new TaskCompleted(Id, InTime: at <= Due));
    }

    internal void Decline(PersonId by, string reason, Instant at)
    {
        Settle(TaskState.Declined, by, reason, at);
        Record(new TaskDeclined(Id));
    }

    /// <summary>It is no longer wanted.</summary>
    internal void Withdraw(PersonId? by, string? reason, Instant at)
    {
        Settle(TaskState.Withdrawn, by, reason, at);
        Record(new TaskWithdrawn(Id));
    }

    /// <summary>Another one owes it from now on, who has not seen it yet.</summary>
    internal void HandOver(PersonId to, PersonId by, string? reason, Instant at)
    {
        MustBeOpen();
        if (to == Owner) throw TaskRefusals.IsTheirs();
        var from = Owner;
        (Owner, Receipt) = (to, null);
        Note(TaskDeed.HandedOver, by, reason, at);
        Record(new TaskHandedOver(Id, from, to));
        if (to == by) Accept(to, at);
    }

    internal void Postpone(Instant due, PersonId by, string reason, Instant at)
    {
        MustBeOpen();
        if (due == Due) return;
        var before = Due;
        FallDue(due);
        Note(TaskDeed.Postponed, by, reason, at);
        Record(new TaskPostponed(Id, before, due));
    }

    /// <summary>Says once that it is late to who owes it, and once to who leads them.</summary>
    /// <returns>When to look again; null when all is said.</returns>
    internal Instant? Remind(IReadOnlyList<PersonId> leads, Instant at)
    {
        if (State != TaskState.Open) return null;
        if (at < Due) return Due;
        if (Lateness == Lateness.InTime)
        {
            Lateness = Lateness.Reminded;
            Record(new TaskReminded(Id, Owner));
            return Due + Patience;
        }
        if (at < Due + Patience) return Due + Patience;
        if (Lateness != Lateness.Reminded) return null;
        Lateness = Lateness.Escalated;
        Record(new TaskEscalated(Id, Owner, leads));
        return null;
    }

    /// <summary>A person's words go; that there was a task stays.</summary>
    internal void Forget(string erased)
    {
        (Title, Details) = (erased, null);
        if (Settlement is { } settlement) Settlement = settlement with { Note = null };
        foreach (var step in _steps) step.Forget();
        Record(new TaskWordsErased(Id));
    }

    private void Settle(TaskState to, PersonId? by, string? note, Instant at)
    {
        MustBeOpen();
        (State, Settlement) = (to, new(by, at, note));
    }

    private void FallDue(Instant due) =>
        (Due, DueKey, Lateness) = (due, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Micros.InMicros(due):x16}{Id.Value:n}"), Lateness.InTime);

    private void Note(TaskDeed deed, PersonId by, string? reason, Instant at) => _steps.Add(new(Id, _steps.Count + 1, deed, by, at, reason));

    private void MustBeOpen()
    {
        if (State != TaskState.Open) throw TaskRefusals.AlreadySettled(State);
    }
}

public enum TaskState { Open, Done, Declined, Withdrawn }

/// <summary>Who has been told that it is late.</summary>
public enum Lateness { InTime, Reminded, Escalated }

public enum TaskDeed { HandedOver, Postponed }

/// <summary>Somebody has seen what they owe.</summary>
public sealed record Receipt(PersonId By, Instant At);

/// <param name="By">Null when a rule did it.</param>
/// <param name="Note">Why, or what came of it.</param>
public sealed record Settlement(PersonId? By, Instant At, string? Note);

/// <summary>A change of a task for which somebody gave a reason.</summary>
public sealed class TaskStep(TaskId task, int number, TaskDeed deed, PersonId by, Instant at, string? reason)
{
    public TaskId Task { get; private set; } = task;

    public int Number { get; private set; } = number;

    public TaskDeed Deed { get; private set; } = deed;

    public PersonId By { get; private set; } = by;

    public Instant At { get; private set; } = at;

    public string? Reason { get; private set; } = reason;

    internal void Forget() => Reason = null;
}

/// <summary>Somebody owes it from now on.</summary>
/// <param name="ThingKind">What it is about; null for a task that stands alone.</param>
[JournalType("kernel.task.given.v1")]
public sealed record TaskGiven(TaskId Task, PersonId Owner, Instant Due, string? ThingKind, Guid? ThingId) : JournalEvent;

/// <summary>The owner gave the receipt.</summary>
[JournalType("kernel.task.accepted.v1")]
public sealed record TaskAccepted(TaskId Task) : JournalEvent;

[JournalType("kernel.task.completed.v1")]
public sealed record TaskCompleted(TaskId Task, bool InTime) : JournalEvent;

/// <summary>The owner will not do it. Why stands in its row.</summary>
[JournalType("kernel.task.declined.v1")]
public sealed record TaskDeclined(TaskId Task) : JournalEvent;

/// <summary>It is no longer wanted.</summary>
[JournalType("kernel.task.withdrawn.v1")]
public sealed record TaskWithdrawn(TaskId Task) : JournalEvent;

[JournalType("kernel.task.handed-over.v1")]
public sealed record TaskHandedOver(TaskId Task, PersonId From, PersonId To) : JournalEvent;

/// <summary>It is due at another time. Why stands in its row.</summary>
[JournalType("kernel.task.postponed.v1")]
public sealed record TaskPostponed(TaskId Task, Instant From, Instant To) : JournalEvent;

/// <summary>It fell due undone, and its owner was told.</summary>
[JournalType("kernel.task.reminded.v1")]
public sealed record TaskReminded(TaskId Task, PersonId Owner) : JournalEvent;

/// <summary>It stayed undone, and who leads its owner was told.</summary>
[JournalType("kernel.task.escalated.v1")]
public sealed record TaskEscalated(TaskId Task, PersonId Owner, IReadOnlyList<PersonId> Leads) : JournalEvent;

/// <summary>Its words were erased with the person of whom they spoke.</summary>
[JournalType("kernel.task.words-erased.v1")]
public sealed record TaskWordsErased(TaskId Task) : JournalEvent;

internal static class TaskRefusals
{
    public static Refusal AlreadySettled(TaskState state) =>
        new("task-settled", $"This task is {Words.Of(state)}.", "Give a new one if something is still to be done.") { Facts = new Dictionary<string, object?> { ["state"] = Words.Of(state) } };

    public static Refusal IsTheirs() => new("task-is-theirs", "They owe it already.", "Name somebody else.");
}
