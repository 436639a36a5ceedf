using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.Tokens;

public enum TokenState { Live, Expired, Revoked }

/// <param name="Ending">Its last four characters; the token itself is nowhere.</param>
/// <param name="LastUsedAt">To the minute.</param>
public sealed record TokenResource(
    ApiTokenId Id, PersonId Person, string PersonName, string Name, string Ending, IReadOnlyList<string> Scopes, TokenState State,
    Instant CreatedAt, Instant? ExpiresAt, Instant? LastUsedAt, int? RequestsPerMinute);

/// <summary>Tokens: one's own, or everybody's for who may manage them.</summary>
public sealed class TokenQueries(BridgewatchDb db, Actor actor, IClock clock)
{
    /// <summary>Newest first. Revoked ones stay in the list.</summary>
    public async Task<IReadOnlyList<TokenResource>> List(bool everybody, PersonId? person, CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        var all = db.ApiTokens.AsNoTracking();
        if (everybody || (person is not null && person != actor.PersonOrNone))
        {
            if (!actor.May(AccessPermissions.ManageTokens, default)) throw new Forbidden(AccessPermissions.ManageTokens);
            if (person is { } of) all = all.Where(t => t.Person == of);
        }
        else
        {
            var me = actor.Person;
            all = all.Where(t => t.Person == me);
        }
        return await Shown(all, ct);
    }

    /// <exception cref="NotVisible">There is no such token, or it is somebody else's and the actor may not manage tokens.</exception>
    public async Task<TokenResource> One(ApiTokenId id, CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        var (all, me) = (actor.May(AccessPermissions.ManageTokens, default), actor.PersonOrNone ?? default);
        return (await Shown(db.ApiTokens.AsNoTracking().Where(t => t.Id == id && (all || t.Person == me)), ct)).SingleOrDefault() ?? throw new NotVisible("token");
    }

    private async Task<IReadOnlyList<TokenResource>> Shown(IQueryable<ApiToken> all, CancellationToken ct)
    {
        var (people, uses, now) = (db.People, db.ApiTokenUses, clock.GetCurrentInstant());
        var rows = await all.OrderByDescending(t => t.CreatedAt)
            .Join(people, t => t.Person, p => p.Id, (t, p) => new { Token = t, p.Name })
            .LeftJoin(uses, r => r.Token.Id, u => u.Token, (r, u) => new { r.Token, r.Name, Use = u }).ToListAsync(ct);
        return rows.ConvertAll(r => new TokenResource(
            r.Token.Id, r.Token.Person, r.Name, r.Token.Name, r.Token.Ending, r.Token.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            r.Token.RevokedAt is not null ? TokenState.Revoked : r.Token.ExpiresAt <= now ? TokenState.Expired : TokenState.Live,
            r.Token.CreatedAt, r.Token.ExpiresAt == Micros.Never ? null : r.Token.ExpiresAt, r.Use?.At, r.Token.RequestsPerMinute));
    }
}

internal static class TokenEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/tokens", async (bool? all, string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((TokenQueries q, CancellationToken c) => q.List(all ?? false, null, c), ct), limit, cursor, count)));
        api.MapGet("/tokens/{token}", async (ApiTokenId token, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((TokenQueries q, CancellationToken c) => q.One(token, c), ct)));
    }
}
