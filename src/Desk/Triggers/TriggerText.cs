using System.Text.Json;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Triggers;

/// <summary>What a trigger says: when it looks at a ticket, which tickets it means, and what it does then.</summary>
/// <param name="Name">By which people speak of it; each once among those that are not put away.</param>
/// <param name="On">What must have happened, any of these; empty for one that goes by time.</param>
/// <param name="After">How much time must have passed; null for one that goes by what happens.</param>
/// <param name="When">In the query language, asked of the ticket as it stands; empty for every ticket.</param>
/// <param name="Do">In this order.</param>
public sealed record TriggerText(string Name, IReadOnlyList<TriggerEvent> On, TriggerTime? After, string When, IReadOnlyList<TriggerAction> Do)
{
    public const int LongestName = 80;

    public const int LongestCondition = 1_000;

    public const int MostActions = 20;

    /// <summary>So many are in use at once.</summary>
    public const int Most = 200;
}

/// <summary>What happens to a ticket, as triggers know it.</summary>
public enum TriggerEvent
{
    /// <summary>It was opened, with its first message.</summary>
    Opened,

    /// <summary>The customer wrote, after it was opened.</summary>
    CustomerWrote,

    /// <summary>A person of ours answered the customer.</summary>
    Replied,

    /// <summary>Somebody wrote an internal note.</summary>
    Noted,

    /// <summary>It has another status: a working state, or resolved, open again, closed.</summary>
    StatusChanged,

    PriorityChanged,

    Assigned,

    Unassigned,

    /// <summary>It went to another queue or tier.</summary>
    Moved,

    Resolved,

    Reopened,

    Closed,

    /// <summary>Nine tenths of the time are over for what is promised.</summary>
    DueSoon,

    /// <summary>What is promised was not kept.</summary>
    Late,
}

/// <summary>How much time must have passed.</summary>
/// <param name="Hours">At least 1.</param>
/// <param name="Business">Only what the calendar of the ticket's queue calls business time counts; all time where the queue has none.</param>
public sealed record TriggerTime(int Hours, TriggerSince Since, bool Business = false)
{
    /// <summary>A year.</summary>
    public const int MostHours = 8_760;
}

/// <summary>From when time is counted. Each anew when it happens again, but never by what the trigger itself did.</summary>
public enum TriggerSince
{
    Opened,

    /// <summary>Anything last happened to it.</summary>
    LastChange,

    /// <summary>The customer last wrote.</summary>
    CustomerWrote,

    /// <summary>A person of ours last answered.</summary>
    Replied,

    /// <summary>It got the status that it has.</summary>
    Status,
}

/// <summary>How far a trigger goes.</summary>
public enum TriggerMode
{
    /// <summary>It looks at nothing.</summary>
    Off,

    /// <summary>It does nothing, and keeps what it would have done.</summary>
    Observe,

    On,
}

/// <summary>One thing that a trigger does.</summary>
public enum TriggerDeed
{
    /// <summary>Writes to the requester, marked as automatic: it is no first response and ends no promise.</summary>
    Reply,

    /// <summary>Writes an internal note.</summary>
    Note,

    SetPriority,

    SetStatus,

    AddLabels,

    RemoveLabels,

    /// <summary>Gives it to a person.</summary>
    Assign,

    Unassign,

    /// <summary>Sends it to another queue.</summary>
    Move,

    /// <summary>Fills in a field of forms.</summary>
    SetField,

    /// <summary>Tells a person, or everybody of a team.</summary>
    Notify,

    /// <summary>Gives it to a higher tier, with a summary.</summary>
    Escalate,
}

/// <summary>One thing that a trigger does, with what that needs.</summary>
public sealed record TriggerAction(TriggerDeed Do)
{
    /// <summary>What is written, as a Liquid template: of a reply, a note, or the summary for a higher tier.</summary>
    public string? Text { get; init; }

    public Priority? Priority { get; init; }

    /// <summary>A working state.</summary>
    public TicketStatus? Status { get; init; }

    /// <summary>That are added or taken away.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Who gets it, or is told.</summary>
    public PersonId? Person { get; init; }

    /// <summary>Whose people are told.</summary>
    public TeamId? Team { get; init; }

    /// <summary>A queue's slug: where it goes.</summary>
    public string? Queue { get; init; }

    /// <summary>The tier that gets it.</summary>
    public SupportTier? Tier { get; init; }

    /// <summary>Why it goes to a higher tier; time when left out.</summary>
    public EscalationReason? Reason { get; init; }

    /// <summary>The key of a field of forms.</summary>
    public string? Field { get; init; }

    /// <summary>What stands in the field then.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>What the deed needs, and nothing else.</summary>
    internal TriggerAction Tidied() => Do switch
    {
        TriggerDeed.Reply or TriggerDeed.Note => new(Do) { Text = Text?.Trim() },
        TriggerDeed.SetPriority => new(Do) { Priority = Priority },
        TriggerDeed.SetStatus => new(Do) { Status = Status },
        TriggerDeed.AddLabels or TriggerDeed.RemoveLabels => new(Do) { Labels = [.. TicketWordLists.Labels(Labels) ?? []] },
        TriggerDeed.Assign => new(Do) { Person = Person },
        TriggerDeed.Move => new(Do) { Queue = Queue },
        TriggerDeed.SetField => new(Do) { Field = Field?.Trim(), Value = Value },
        TriggerDeed.Notify => new(Do) { Person = Person, Team = Person is null ? Team : null },
        TriggerDeed.Escalate => new(Do) { Tier = Tier, Queue = Queue, Reason = Reason ?? EscalationReason.TimeIsUp, Text = Text?.Trim() },
        _ => new(Do),
    };
}
