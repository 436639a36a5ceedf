using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Triggers;

/// <summary>Something that the program does by itself when something happens to a ticket, or when time has passed. It begins switched off, so that it
/// can be tried first.</summary>
public sealed class Trigger : Aggregate
{
    private Trigger()
    {
    }

    public TriggerId Id { get; private set; }

    public string Name { get; private set; } = "";

    public TriggerText Text { get; private set; } = null!;

    /// <summary>The lower looks first.</summary>
    public double Place { get; private set; }

    public TriggerMode Mode { get; private set; }

    /// <summary>Since when it looks. By time it acts only on what comes due after that, so that whoever switches it on does not write to everybody.</summary>
    public Instant? Since { get; private set; }

    /// <summary>It was put away, and stays for the runs that speak of it.</summary>
    public bool Archived { get; private set; }

    public override Subject About => new("trigger", Id.Value);

    internal static Trigger Add(TriggerText text, double place)
    {
        var trigger = new Trigger { Id = TriggerId.New(), Place = place, Name = text.Name, Text = text };
        trigger.Record(new TriggerAdded(trigger.Id));
        return trigger;
    }

    internal void Change(TriggerText text, Instant at)
    {
        if (KernelJson.Write(text) == KernelJson.Write(Text)) return;
        // Another time is another promise: nothing comes due at once by it.
        if (text.After != Text.After && Mode != TriggerMode.Off) Since = at;
        (Name, Text) = (text.Name, text);
        Record(new TriggerChanged(Id));
    }

    internal void Switch(TriggerMode mode, Instant at)
    {
        if (Mode == mode) return;
        if (Mode == TriggerMode.Off || mode == TriggerMode.Off) Since = mode == TriggerMode.Off ? null : at;
        Mode = mode;
        Record(new TriggerSwitched(Id, mode));
    }

    internal void Move(double place)
    {
        if (Place.Equals(place)) return;
        Place = place;
        Record(new TriggerMoved(Id));
    }

    internal void Archive()
    {
        if (Archived) return;
        (Mode, Since, Archived) = (TriggerMode.Off, null, true);
        Record(new TriggerArchived(Id));
    }
}

/// <summary>A trigger was made; it does nothing yet. What it says stands in its table, since conditions and texts may name people.</summary>
[JournalType("desk.trigger.added.v1")]
public sealed record TriggerAdded(TriggerId Trigger) : JournalEvent;

/// <summary>A trigger says something else.</summary>
[JournalType("desk.trigger.changed.v1")]
public sealed record TriggerChanged(TriggerId Trigger) : JournalEvent;

/// <summary>A trigger goes further than before, or less far.</summary>
[JournalType("desk.trigger.switched.v1")]
public sealed record TriggerSwitched(TriggerId Trigger, TriggerMode Mode) : JournalEvent;

/// <summary>A trigger looks earlier or later than before.</summary>
[JournalType("desk.trigger.moved.v1")]
public sealed record TriggerMoved(TriggerId Trigger) : JournalEvent;

/// <summary>A trigger was put away.</summary>
[JournalType("desk.trigger.archived.v1")]
public sealed record TriggerArchived(TriggerId Trigger) : JournalEvent;

internal static class TriggerRefusals
{
    public static Refusal NameTaken(string name) => new("trigger-name-taken", $"There is a trigger '{name}'.", "Give it another name.");

    public static Refusal TooMany() => new("too-many-triggers", $"There are {TriggerText.Most} triggers.", "Put away what is no longer needed.");

    public static Refusal NobodyAsked() => new("nobody-asked", "Nobody asked, so there is nobody to write to.", "Name the requester.");

    public static Refusal OursOrAMachine() => new("ours-or-a-machine", "The requester's address is one of ours, or that of a machine.", "Write by hand if a person reads it.");

    public static Refusal WroteTooMuch(int most) => new("wrote-too-much", $"The requester got {most} automatic replies within an hour.", "Two machines may be answering each other.");

    public static Refusal NobodyToTell() => new("nobody-to-tell", "Nobody who works here is left to be told.", "Name somebody else.");

    public static Refusal IsAway() => new("is-away", "The person is away.", "Name somebody else, or a queue.");

    public static Refusal HasLeft() => new("has-left", "The person does not work here any more.", "Name somebody else, or a queue.");

    public static Refusal NoSuchField(string key) => new("no-such-field", $"There is no field '{key}' any more.", "Name another field.");
}
