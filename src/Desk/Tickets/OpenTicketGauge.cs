using System.Diagnostics.Metrics;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>How many tickets are unsolved, for <c>/metrics</c>.</summary>
internal static class OpenTicketGauge
{
    /// <summary>Every priority is there, so that a line that ends at none is seen to end.</summary>
    public static Gauge ByPriority { get; } = new("bridgewatch.ticket.open", "{ticket}", "Tickets that are not solved, by priority", async (db, ct) =>
    {
        var open = await db.Tickets.Where(t => !t.IsSolved).GroupBy(t => t.Priority).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        return [.. Enum.GetValues<Priority>().Select(p => new Measurement<long>(open.GetValueOrDefault(p), new KeyValuePair<string, object?>("priority", Words.Of(p))))];
    });
}
