using Bridgewatch.Catalog.Calendars;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Assignment;

/// <summary>When the program gives out what waits in a queue.</summary>
internal sealed class QueueHours(KnownCalendars calendars, IClock clock)
{
    private static readonly Duration Look = Duration.FromMinutes(1);

    /// <summary>Null while it does; else when the queue's calendar opens next, <see cref="Micros.Never"/> if it never does.</summary>
    public async Task<Instant?> ClosedUntil(Queue queue, CancellationToken ct)
    {
        if (queue.Calendar is not { } id || await calendars.Find(id, null, ct) is not { } calendar) return null;
        var now = clock.GetCurrentInstant();
        if (calendar.Reckons.IsOpen(now)) return null;
        try
        {
            return calendar.Reckons.Add(now, Look) - Look;
        }
        catch (Refusal)
        {
            return Micros.Never;
        }
    }
}
