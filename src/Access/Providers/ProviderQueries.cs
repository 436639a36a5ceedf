using Bridgewatch.Access.Roles;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Providers;

/// <summary>A rule of a provider as its page shows it.</summary>
/// <param name="Name">Of the role; null when there is no such role.</param>
/// <param name="Place">Where it is held, by name; null for everywhere, or the own teams.</param>
/// <param name="Works">False when role or place is not there, so that nothing follows from the group.</param>
public sealed record MappedRoleView(string Group, string Role, string? Name, GrantScope Scope, string? Place, bool Works);

/// <summary>What may be known about providers, and who is linked to them.</summary>
public sealed class ProviderQueries(BridgewatchDb db, Actor actor, SignInWays ways, IEnumerable<IPlaceNames> places)
{
    /// <summary>The accounts as which a person signs in: one's own, or anybody's for who may read people.</summary>
    public async Task<IReadOnlyList<ProviderLinkResource>> LinksOf(PersonId person, CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        if (actor.PersonOrNone != person && !actor.May(AccessPermissions.ReadPeople)) throw new Forbidden(AccessPermissions.ReadPeople);
        if (!await db.People.AnyAsync(p => p.Id == person, ct)) throw new NotVisible("person");
        var links = await db.ProviderLinks.AsNoTracking().Where(l => l.Person == person).OrderBy(l => l.Since).ToListAsync(ct);
        return links.ConvertAll(l => new ProviderLinkResource(l.Id, l.Provider, ways.Find(l.Provider)?.Name ?? l.Provider, l.Issuer, l.Subject, l.Since, l.LastUsedAt));
    }

    /// <summary>The rules by which groups of a provider become roles here, and whether each can work.</summary>
    public async Task<IReadOnlyList<MappedRoleView>> RolesBy(SignInProvider provider, CancellationToken ct)
    {
        if (!actor.May(AccessPermissions.Settings)) throw new Forbidden(AccessPermissions.Settings);
        var roles = await db.Roles.AsNoTracking().Where(r => r.ArchivedAt == null).ToDictionaryAsync(r => r.Code, ct);
        var views = new List<MappedRoleView>();
        foreach (var mapped in provider.Roles)
        {
            var role = roles.GetValueOrDefault(mapped.Role);
            var scope = mapped.Scope ?? role?.Usually ?? GrantScope.Everything;
            var place = mapped.In is { } id ? await NameOf(scope, id, ct) : mapped.Region;
            var needsPlace = scope is not (GrantScope.Everything or GrantScope.OwnTeams);
            views.Add(new(mapped.Group, mapped.Role, role?.Name, scope, place, role is not null && (!needsPlace || place is not null)));
        }
        return views;
    }

    private async Task<string?> NameOf(GrantScope scope, Guid id, CancellationToken ct)
    {
        foreach (var names in places)
        {
            if (await names.NameOf(scope, id, ct) is { } name) return name;
        }
        return null;
    }
}

internal static class ProviderLinkEndpoints
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/people/{person}/provider-links",
        async (PersonId person, string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((ProviderQueries q, CancellationToken c) => q.LinksOf(person, c), ct), limit, cursor, count)));
}
