using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Triggers;

/// <summary>Which triggers were asked about something that happened to a ticket, and why each acted or did not. Serves operation only: the newest are
/// kept, to explain.</summary>
public sealed class TriggerLook
{
    /// <summary>So many are kept of a ticket.</summary>
    public const int MostOfTicket = 30;

    /// <summary>So long they are kept.</summary>
    public static readonly Duration Kept = Duration.FromDays(90);

    public required TicketId Ticket { get; init; }

    /// <summary>The entry of the journal.</summary>
    public required long Seq { get; init; }

    public required Instant At { get; init; }

    public required TriggerEvent Event { get; init; }

    /// <summary>The verdicts as JSON.</summary>
    public required string Said { get; init; }

    internal static TriggerLook Of(TicketId ticket, long seq, Instant at, TriggerEvent happened, IReadOnlyList<TriggerVerdict> verdicts) =>
        new() { Ticket = ticket, Seq = seq, At = at, Event = happened, Said = KernelJson.Write(verdicts) };

    internal IReadOnlyList<TriggerVerdict> Verdicts() => KernelJson.Read<IReadOnlyList<TriggerVerdict>>(Said);
}

/// <summary>What was said of a trigger.</summary>
public enum TriggerAnswer
{
    Acted,

    /// <summary>It only observes, and would have acted.</summary>
    WouldHaveActed,

    /// <summary>Its condition was not so.</summary>
    NotSo,

    /// <summary>It had acted on this already, which one command did in several steps.</summary>
    ActedBefore,

    /// <summary>It was kept from going on and on.</summary>
    Stopped,
}

/// <summary>What was said of a trigger, and why.</summary>
/// <param name="Trigger">The trigger.</param>
/// <param name="Name">Its name then.</param>
/// <param name="Because">What of its condition was not so, or why it was stopped; null where nothing needs a reason.</param>
public sealed record TriggerVerdict(TriggerId Trigger, string Name, TriggerAnswer Answer, string? Because);
