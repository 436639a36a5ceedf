using System.Globalization;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Triggers;

/// <summary>What became of a trigger whose condition was so.</summary>
public enum TriggerOutcome
{
    /// <summary>It did all that it says.</summary>
    Done,

    /// <summary>Some of it could not be done; the rest was.</summary>
    Partly,

    /// <summary>It only observes.</summary>
    Observed,

    /// <summary>It was kept from running on and on.</summary>
    Stopped,
}

/// <summary>Why a trigger was kept from acting.</summary>
public enum TriggerStop
{
    /// <summary>It acted on this ticket before in the same chain: what happened came of that.</summary>
    Itself,

    /// <summary>So many triggers followed upon each other.</summary>
    Depth,

    /// <summary>Triggers acted on this ticket too often within the hour.</summary>
    TooOften,
}

/// <summary>One time that a trigger acted on a ticket, would have, or was kept from it.</summary>
public sealed class TriggerRun
{
    /// <summary>A chain of triggers ends here.</summary>
    public const int Deepest = 5;

    /// <summary>So often triggers act on one ticket within an hour, all of them together.</summary>
    public const int MostInAnHour = 20;

    private TriggerRun()
    {
    }

    public TriggerRunId Id { get; private set; }

    public TriggerId Trigger { get; private set; }

    public TicketId Ticket { get; private set; }

    public Instant At { get; private set; }

    /// <summary>Lists are in this order: by time, and by id where two are at once.</summary>
    public string AtKey { get; private set; } = "";

    /// <summary>What it acted upon: once for each ticket and cause.</summary>
    public string Cause { get; private set; } = "";

    /// <summary>What had happened; null where time had passed.</summary>
    public TriggerEvent? Event { get; private set; }

    /// <summary>For time: from when it was counted.</summary>
    public Instant? Since { get; private set; }

    public Guid Correlation { get; private set; }

    /// <summary>When that happened, not by a trigger, with which its chain began.</summary>
    public Instant RootAt { get; private set; }

    /// <summary>How many triggers acted before it in its chain.</summary>
    public int Depth { get; private set; }

    public TriggerOutcome Outcome { get; private set; }

    public TriggerStop? Stop { get; private set; }

    /// <summary>As it is stored.</summary>
    public TriggerSteps Took { get; private set; } = new([]);

    /// <summary>What it did, in order, or would have done.</summary>
    public IReadOnlyList<TriggerStep> Steps => Took.Steps;

    /// <summary>Whom it wrote to; null where it wrote to nobody.</summary>
    public ContactId? WroteTo { get; private set; }

    /// <summary>Where the keys of a time begin.</summary>
    public static string KeyAt(Instant at) => string.Create(CultureInfo.InvariantCulture, $"{Micros.InMicros(at):x16}");

    internal static TriggerRun Of(TriggerId trigger, TicketId ticket, TriggerCause cause, Instant at)
    {
        var id = TriggerRunId.New();
        return new()
        {
            Id = id,
            Trigger = trigger,
            Ticket = ticket,
            At = at,
            AtKey = $"{KeyAt(at)}{id.Value:n}",
            Cause = cause.Key,
            Event = cause.Event,
            Since = cause.Since,
            Correlation = cause.Correlation,
            RootAt = cause.RootAt,
            Depth = cause.Depth,
        };
    }

    internal TriggerRun Did(IReadOnlyList<TriggerStep> steps, ContactId? wroteTo)
    {
        (Took, WroteTo, Outcome) = (new(steps), wroteTo, steps.Any(s => s.Error is not null) ? TriggerOutcome.Partly : TriggerOutcome.Done);
        return this;
    }

    internal TriggerRun Observed(IReadOnlyList<TriggerStep> steps)
    {
        (Took, Outcome) = (new(steps), TriggerOutcome.Observed);
        return this;
    }

    internal TriggerRun StoppedBy(TriggerStop why)
    {
        (Stop, Outcome, Cause) = (why, TriggerOutcome.Stopped, $"{Cause} {Id}");
        return this;
    }
}

/// <summary>What a run did.</summary>
public sealed record TriggerSteps(IReadOnlyList<TriggerStep> Steps);

/// <summary>One thing of a run.</summary>
/// <param name="Error">Why it could not be done; null when it was.</param>
public sealed record TriggerStep(TriggerDeed Do, string? Error)
{
    internal const int LongestError = 300;
}

/// <summary>What a trigger acts upon.</summary>
/// <param name="Key">The same for all that one command did, so that a trigger acts once upon it.</param>
/// <param name="Depth">How many triggers acted before in the chain.</param>
internal sealed record TriggerCause(string Key, Guid Correlation, Instant RootAt, int Depth, TriggerEvent? Event, Instant? Since)
{
    /// <summary>What happened within one chain.</summary>
    public static TriggerCause Of(Guid correlation, Instant rootAt, int depth, TriggerEvent happened) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{correlation:n} {Micros.InMicros(rootAt):x}"), correlation, rootAt, depth, happened, null);

    /// <summary>Time that passed.</summary>
    public static TriggerCause Of(Guid correlation, Instant now, TriggerSince since, Instant from) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Words.Of(since)} {Micros.InMicros(from):x}"), correlation, now, 0, null, from);
}

/// <summary>A trigger acted on the ticket. What it did stands beside this, in its name.</summary>
/// <param name="Observed">It only observes: it would have acted.</param>
/// <param name="Did">What it did, or would have done.</param>
/// <param name="Failed">Of that, what could not be done.</param>
[JournalType("desk.ticket.trigger-ran.v1")]
public sealed record TriggerRan(TicketId Ticket, TriggerId Trigger, TriggerRunId Run, bool Observed, IReadOnlyList<TriggerDeed> Did, IReadOnlyList<TriggerDeed> Failed) : JournalEvent;

/// <summary>A trigger was kept from acting on the ticket, since it, or several, would have gone on and on.</summary>
[JournalType("desk.ticket.trigger-stopped.v1")]
public sealed record TriggerStopped(TicketId Ticket, TriggerId Trigger, TriggerRunId Run, TriggerStop Why) : JournalEvent;

/// <summary>A trigger wants people to see the ticket.</summary>
[JournalType("desk.ticket.trigger-told.v1")]
public sealed record TriggerTold(TicketId Ticket, TriggerId Trigger, IReadOnlyList<PersonId> People) : JournalEvent;
