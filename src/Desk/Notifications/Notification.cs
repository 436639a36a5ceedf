using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Notifications;

/// <summary>What somebody should see.</summary>
public enum NotificationKind
{
    Assigned,
    Mentioned,
    CustomerWrote,
    Followed,

    /// <summary>Nine tenths of the time are over for what is promised.</summary>
    DueSoon,

    /// <summary>What is promised was not kept.</summary>
    Late,

    /// <summary>A trigger wants it to be seen.</summary>
    Trigger,
}

/// <summary>Something that one of ours should see in the product. Serves operation only: the journal has the fact itself.</summary>
public sealed class Notification
{
    public required NotificationId Id { get; init; }

    public required PersonId Person { get; init; }

    public required NotificationKind Kind { get; init; }

    public required TicketId Ticket { get; init; }

    /// <summary>Who caused it; null for a customer or the program.</summary>
    public PersonId? By { get; init; }

    public required Instant At { get; init; }

    public Instant? SeenAt { get; set; }
}
