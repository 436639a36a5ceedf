using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>A clock of a ticket on the wire.</summary>
/// <param name="DueAt">Null while nobody knows when.</param>
/// <param name="TargetSeconds">Business time that is promised.</param>
/// <param name="RemainingSeconds">Business time that was left when it was last reckoned, at <paramref name="At"/>; of what runs see the due time.</param>
public sealed record ClockResource(
    ClockTarget Target, int Cycle, ClockState State, bool Late, Instant? StartedAt, Instant? DueAt, Instant? MetAt, Instant? BreachedAt, bool ByReclassification,
    long RemainingSeconds, long TargetSeconds, Instant At, string? Policy)
{
    internal static ClockResource Of(TicketClock c) => new(
        c.Target, c.Cycle, c.State, c.BreachedAt is not null, c.StartedAt, c.DueAt == Micros.Never ? null : c.DueAt, c.MetAt, c.BreachedAt, c.ByReclassification, c.RemainingSeconds, c.TargetSeconds, c.At, c.Policy);
}

/// <summary>Questions about the clocks of tickets.</summary>
public sealed class ClockQueries(BridgewatchDb db, Actor actor)
{
    /// <summary>Of one ticket, as they were last reckoned.</summary>
    /// <exception cref="NotVisible">There is none by that number, or not for this actor.</exception>
    public async Task<IReadOnlyList<ClockResource>> Of(TicketNumber number, CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Contact) throw new NotVisible("clocks");
        var ticket = await db.Tickets.VisibleTo(actor).Where(t => t.Number == number).Select(t => (TicketId?)t.Id).SingleOrDefaultAsync(ct) ?? throw actor.Misses();
        return (await db.TicketClocks.Where(c => c.Ticket == ticket).OrderBy(c => c.Target).ToListAsync(ct)).ConvertAll(ClockResource.Of);
    }
}

internal static class ClockEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/tickets/{ticket}/clocks", async (TicketNumber ticket, Reads reads, CancellationToken ct) =>
            Page.Part(await reads.From((ClockQueries q, CancellationToken c) => q.Of(ticket, c), ct), null, null, null));
        SayNoReplyNeededEndpoint.Map(api);
    }
}
