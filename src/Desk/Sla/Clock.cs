using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>What was promised about a ticket.</summary>
public enum ClockTarget
{
    /// <summary>That a person of ours answers at all.</summary>
    FirstResponse,

    /// <summary>That a person answers what the customer wrote after that.</summary>
    NextResponse,

    /// <summary>That it is solved.</summary>
    Resolution,
}

/// <summary>Where a clock stands.</summary>
public enum ClockState
{
    /// <summary>Nothing is owed, or nobody promised it.</summary>
    None,

    /// <summary>Business time passes.</summary>
    Running,

    /// <summary>The ticket waits for somebody else, and no time is counted.</summary>
    Paused,

    /// <summary>It was done. <see cref="Clock.Late"/> tells whether in time.</summary>
    Met,

    /// <summary>It came to an end without being done: solved before anybody answered, closed as spam, no answer needed.</summary>
    Ended,
}

/// <summary>One promise about one ticket, as it stands at an instant.</summary>
/// <param name="Cycle">From 1. A resolution begins a new one when it is reopened late; the next response with each message that waits for one.</param>
/// <param name="Late">The due time passed while it ran. What was late once stays so, also when the target is widened afterwards.</param>
/// <param name="DueAt">The earliest instant at which the business time since the start reaches the target; null while it is paused before that.</param>
/// <param name="Elapsed">Business time counted so far.</param>
/// <param name="Remaining">Of the target; negative when more has passed.</param>
/// <param name="BreachedAt">When it became late.</param>
/// <param name="ByReclassification">It became late because the target was changed, and not because time passed.</param>
/// <param name="Policy">Whose target it is.</param>
public sealed record Clock(
    ClockTarget Target, int Cycle, ClockState State, bool Late, Instant? StartedAt, Instant? DueAt, Duration Elapsed, Duration? Remaining,
    Instant? MetAt, Instant? BreachedAt, bool ByReclassification, string? Policy);
