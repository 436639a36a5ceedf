using Bridgewatch.Desk.Tickets;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>What happens to a ticket as far as clocks care.</summary>
public enum ClockEventType
{
    Opened,

    /// <summary>A public message.</summary>
    Replied,

    /// <summary>An internal note: no customer is answered by it.</summary>
    Noted,
    Status,

    /// <summary>Fields changed, such as the priority, and with them perhaps the terms.</summary>
    Changed,
    Resolved,
    Reopened,

    /// <summary>Somebody of ours says that what the customer wrote last needs no answer.</summary>
    NoReplyNeeded,

    /// <summary>Nothing happened: it is only looked.</summary>
    Now,
}

/// <summary>Who did it.</summary>
public enum ClockActor
{
    Customer,

    /// <summary>A person of ours.</summary>
    Agent,

    /// <summary>A rule, a monitor, the program.</summary>
    System,
}

/// <summary>Something that happened to a ticket.</summary>
/// <param name="At">When it really was: of a mail, when it was received, and not when it was read.</param>
/// <param name="Auto">Nobody wrote it: an automatic reply, of either side.</param>
/// <param name="To">Where a change of status leads.</param>
/// <param name="ByMacro">Of a reply: it says what a macro says, and nothing else.</param>
public sealed record ClockEvent(Instant At, ClockEventType Type, ClockActor By, bool Auto = false, TicketStatus? To = null, bool ByMacro = false);
