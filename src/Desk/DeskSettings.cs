using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk;

/// <summary>How the desk works, for all queues.</summary>
[Setting("desk.handling", DeskPermissions.ManageSettings)]
public sealed record DeskSettings
{
    /// <summary>A resolved ticket can be reopened, and is not closed, for that long.</summary>
    public Duration ReopenWindow { get; init; } = Duration.FromDays(14);

    /// <summary>Earlier tickets with the same error code count as recurrence for that long.</summary>
    public Duration RecurrenceWindow { get; init; } = Duration.FromDays(30);

    /// <summary>Whether active minutes on a ticket's page are recorded as effort.</summary>
    public bool RecordEffort { get; init; } = true;
}
