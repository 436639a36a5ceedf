using Bridgewatch.Catalog;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Signals.Integrations;

/// <summary>Who sees which integrations. One stands where the team of its service stands; one without a service is nobody's in
/// particular, and only seen by whoever sees all.</summary>
public static class IntegrationSight
{
    public static IQueryable<Integration> VisibleTo(this IQueryable<Integration> integrations, BridgewatchDb db, Actor actor)
    {
        var grants = actor.Grants.Where(g => g.Permissions.Contains(SignalsPermissions.Read)).ToList();
        if (actor.SeesAll || grants.Exists(g => g.Scope == GrantScope.Everything)) return integrations;
        List<TeamId?> teams = grants.Exists(g => g.Scope == GrantScope.OwnTeams) ? [.. actor.Teams] : [];
        var components = db.Components;
        return integrations.Where(i => components.Any(c => c.Id == i.Service && teams.Contains(c.OwningTeam)));
    }

    /// <summary>Loads an integration to act on it: it must be visible, and the command's permission held where it stands.</summary>
    /// <exception cref="NotVisible">There is none, or not for this actor.</exception>
    /// <exception cref="Forbidden">The actor sees it and may not do this to it.</exception>
    /// <exception cref="Refusal">It is archived.</exception>
    internal static async Task<Integration> ExpectIntegration(this BridgewatchDb db, IntegrationId id, Actor actor, CancellationToken ct)
    {
        // Components are read untracked, and that goes for the whole of a query in which they stand: what is changed would not be written.
        var integration = await db.AllIntegrations.VisibleTo(db, actor).AsTracking().SingleOrDefaultAsync(i => i.Id == id, ct) ?? throw new NotVisible("integration");
        actor.MustHold(await db.PlaceOf(integration.Service, ct));
        return integration.ArchivedAt is null
            ? integration
            : throw new Refusal("integration-archived", "The integration is archived.", "Add a new one; its address and secret will be new.");
    }

    /// <summary>Where an integration of this service stands.</summary>
    internal static async Task<Place> PlaceOf(this BridgewatchDb db, ComponentId? service, CancellationToken ct) =>
        new(Team: service is null ? null : await db.Components.Where(c => c.Id == service).Select(c => c.OwningTeam).SingleOrDefaultAsync(ct));
}
