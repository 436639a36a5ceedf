using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.Browsers;

/// <param name="Device">In words, as the browser calls itself.</param>
/// <param name="Address">Of the network, when it began.</param>
/// <param name="LastSeenAt">To a few minutes.</param>
/// <param name="Current">The one that asks.</param>
public sealed record SessionResource(BrowserSessionId Id, string Device, string? Address, Instant StartedAt, Instant LastSeenAt, bool Current);

/// <summary>Where one is signed in. Nobody else sees it, not even an administrator.</summary>
public sealed class SessionQueries(BridgewatchDb db, Actor actor, IClock clock)
{
    /// <summary>Last seen first.</summary>
    public async Task<IReadOnlyList<SessionResource>> Mine(CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        var (me, credentials, since, here) = (actor.Person, db.Credentials, clock.GetCurrentInstant() - BrowserSession.Life, actor.Caller.Session);
        var sessions = await db.BrowserSessions.AsNoTracking().Where(s => s.Person == me && s.LastSeenAt > since)
            .Join(credentials, s => new { s.Person, s.Stamp }, c => new { c.Person, c.Stamp }, (s, c) => s)
            .OrderByDescending(s => s.LastSeenAt).ThenBy(s => s.Id).ToListAsync(ct);
        return sessions.ConvertAll(s => new SessionResource(s.Id, s.Device, s.Address, s.StartedAt, s.LastSeenAt, s.Id == here));
    }
}

internal static class SessionEndpoints
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/me/sessions", async (string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
        TypedResults.Ok(Page.Part(await reads.From((SessionQueries q, CancellationToken c) => q.Mine(c), ct), limit, cursor, count)));
}
