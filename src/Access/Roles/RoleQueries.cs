using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.Roles;

/// <param name="Usually">The scope in which it is granted when none is named.</param>
/// <param name="Holders">How many people hold it now, anywhere.</param>
public sealed record RoleResource(
    string Code, string Name, bool BuiltIn, bool Masked, int? LongestDays, GrantScope Usually, IReadOnlyList<string> Permissions, int Holders,
    bool Archived, long Version);

/// <param name="Until">Null without end.</param>
/// <param name="Provider">Whose groups it follows; null when somebody granted it.</param>
public sealed record GrantResource(
    RoleGrantId Id, string Role, string Name, GrantScope Scope, Guid? In, string? Region, Instant From, Instant? Until, bool Masked, string? Provider)
{
    internal static GrantResource Of(RoleGrant grant, Role role) => new(
        grant.Id, role.Code, role.Name, grant.Scope, grant.In, grant.Region, grant.From, grant.Until == Micros.Never ? null : grant.Until, role.Masked,
        grant.Provider);
}

/// <summary>What may be known about roles. Their definitions are no secret; who holds them is for those who may read people.</summary>
public sealed class RoleQueries(BridgewatchDb db, Actor actor, IClock clock)
{
    /// <exception cref="NotVisible">There is no such role.</exception>
    public async Task<RoleResource> One(string code, CancellationToken ct) =>
        (await All(ct, archived: true)).FirstOrDefault(r => r.Code == code) ?? throw new NotVisible("role");

    /// <summary>The product's own first, in their order; then the others by code.</summary>
    /// <param name="archived">Also those that were put away.</param>
    public async Task<IReadOnlyList<RoleResource>> All(CancellationToken ct, bool archived = false)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        var (grants, people, now) = (db.RoleGrants, db.People, clock.GetCurrentInstant());
        var holders = await grants.Where(g => g.From <= now && g.Until > now)
            .Join(people.Where(p => p.State == PersonState.Active), g => g.Person, p => p.Id, (g, p) => new { g.Role, g.Person })
            .Distinct().GroupBy(h => h.Role).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var roles = await db.Roles.AsNoTracking().Where(r => archived || r.ArchivedAt == null).ToListAsync(ct);
        var order = BuiltInRoles.All.Select((r, i) => (r.Code, i)).ToDictionary();
        return [.. roles.OrderBy(r => order.GetValueOrDefault(r.Code, int.MaxValue)).ThenBy(r => r.Code).Select(r => new RoleResource(
            r.Code, r.Name, r.IsBuiltIn, r.Masked, r.LongestDays, r.Usually, [.. r.Permissions.Order()], holders.GetValueOrDefault(r.Id), r.ArchivedAt is not null, r.Version))];
    }

    /// <summary>Grants of a person, those to come and those that ended by the clock included.</summary>
    internal async Task<IReadOnlyList<GrantResource>> Of(PersonId person, CancellationToken ct)
    {
        var roles = db.Roles;
        var rows = await db.RoleGrants.AsNoTracking().Where(g => g.Person == person)
            .Join(roles, g => g.Role, r => r.Id, (g, r) => new { Grant = g, Role = r }).ToListAsync(ct);
        return [.. rows.OrderBy(r => r.Grant.From).ThenBy(r => r.Role.Code).Select(r => GrantResource.Of(r.Grant, r.Role))];
    }
}

internal static class RoleEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/roles", async (bool? archived, string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((RoleQueries q, CancellationToken c) => q.All(c, archived ?? false), ct), limit, cursor, count)));
        api.MapGet("/roles/{role}", async (string role, Reads reads, CancellationToken ct) =>
        {
            var found = await Read(role, reads, ct);
            return Tagged.Ok(found, found.Version);
        });
    }

    public static ValueTask<RoleResource> Read(string code, Reads reads, CancellationToken ct) =>
        reads.From((RoleQueries q, CancellationToken c) => q.One(code, c), ct);
}
