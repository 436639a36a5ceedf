using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Catalog.Subscriptions;
using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog;

/// <summary>Who sees which customers: everybody of ours who may read the catalog sees all, and whoever holds the right only
/// in an organization or a region sees those.</summary>
public static class CatalogSight
{
    public static IQueryable<Organization> VisibleTo(this IQueryable<Organization> organizations, Actor actor)
    {
        if (Scope.Of(actor) is not { } scope) return organizations;
        var (ids, regions) = scope;
        return organizations.Where(o => ids.Contains(o.Id) || (o.Region != null && regions.Contains(o.Region)));
    }

    /// <summary>Contacts of organizations that the actor sees; those of none only for who sees all.</summary>
    public static IQueryable<Contact> VisibleTo(this IQueryable<Contact> contacts, BridgewatchDb db, Actor actor)
    {
        if (Scope.Of(actor) is null) return contacts;
        // One untracked part makes the whole query so, and what is changed afterwards would not be written.
        var seen = db.AllOrganizations.VisibleTo(actor).Select(o => o.Id);
        return contacts.Where(c => c.Memberships.Any(m => seen.Contains(m.Organization)));
    }

    public static IQueryable<Subscription> VisibleTo(this IQueryable<Subscription> subscriptions, BridgewatchDb db, Actor actor)
    {
        if (Scope.Of(actor) is null) return subscriptions;
        var seen = db.AllOrganizations.VisibleTo(actor).Select(o => o.Id);
        return subscriptions.Where(s => seen.Contains(s.Organization));
    }

    /// <summary>Holds the actor's right against a customer, or one of several. Held in a team, a queue or a brand it reaches all customers, who belong to none of these.</summary>
    /// <exception cref="Forbidden">It is held only in other organizations or regions.</exception>
    internal static void MustReach(this Actor actor, params IReadOnlyCollection<Place> places) => actor.MustReach(places.Any);

    /// <summary>Holds the actor's right against each of several customers.</summary>
    /// <exception cref="Forbidden">One of them is in none of the organizations and regions where it is held.</exception>
    internal static void MustReachAll(this Actor actor, IReadOnlyCollection<Place> places) => actor.MustReach(places.All);

    private static void MustReach(this Actor actor, Func<Func<Place, bool>, bool> enough)
    {
        if (actor.SeesAll || actor.Acting is not { } permission) return;
        var grants = actor.Grants.Where(g => g.Permissions.Contains(permission)).ToList();
        var reaches = grants.Exists(g => g.Scope is not (GrantScope.Organization or GrantScope.Region)) || enough(p => actor.May(permission, p));
        if (!reaches) throw new Forbidden(permission);
    }

    private sealed record Scope(OrganizationId[] Organizations, string[] Regions)
    {
        /// <summary>Null for whoever sees all. Two empty lists for whoever sees none.</summary>
        public static Scope? Of(Actor actor)
        {
            if (actor.SeesAll) return null;
            var grants = actor.Grants.Where(g => g.Permissions.Contains(CatalogPermissions.Read)).ToList();
            return grants.Exists(g => g.Scope is not (GrantScope.Organization or GrantScope.Region))
                ? null
                : new(
                    [.. grants.Where(g => g is { Scope: GrantScope.Organization, In: not null }).Select(g => new OrganizationId(g.In!.Value))],
                    [.. grants.Where(g => g is { Scope: GrantScope.Region, Region: not null }).Select(g => g.Region!)]);
        }
    }
}
