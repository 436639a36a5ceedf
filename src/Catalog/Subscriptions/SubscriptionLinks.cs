using Bridgewatch.Catalog.Components;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Subscriptions;

/// <summary>Finds a subscription, its organization and its service for a change, and holds the actor against them.</summary>
internal sealed class SubscriptionLinks(BridgewatchDb db, Actor actor, ComponentQueries components)
{
    /// <exception cref="NotVisible">There is no such subscription for this actor.</exception>
    public async Task<Subscription> Expect(SubscriptionId id, CancellationToken ct)
    {
        var found = await db.AllSubscriptions.VisibleTo(db, actor).SingleOrDefaultAsync(s => s.Id == id, ct) ?? throw new NotVisible("subscription");
        if (found.ArchivedAt is not null) throw SubscriptionRefusals.Archived();
        var place = await db.Organizations.Where(o => o.Id == found.Organization).Select(o => new { o.Id, o.Region }).SingleAsync(ct);
        actor.MustReach(new Place(Organization: place.Id, Region: place.Region));
        return found;
    }

    /// <exception cref="Invalid">There is no such organization in use for this actor.</exception>
    public async Task<OrganizationId> Organization(OrganizationId id, CancellationToken ct)
    {
        var place = await db.Organizations.VisibleTo(actor).Where(o => o.Id == id && o.ArchivedAt == null).Select(o => new { o.Id, o.Region }).SingleOrDefaultAsync(ct)
            ?? throw new Invalid("organization", "There is no such organization in use that you can see.");
        actor.MustReach(new Place(Organization: place.Id, Region: place.Region));
        return id;
    }

    /// <exception cref="Invalid">There is no such component.</exception>
    /// <exception cref="Refusal">It is no service.</exception>
    public async Task<ComponentId> Service(string named, CancellationToken ct)
    {
        var component = await Component(named, ct);
        return component.Kind == ComponentKind.Service ? component.Id : throw ComponentRefusals.NotAService(component.Slug);
    }

    /// <exception cref="Invalid">There is no such component.</exception>
    public Task<Component> Component(string named, CancellationToken ct) => components.Expect(named, "service", ct);

    /// <exception cref="Refusal">The same is said already for some of these days.</exception>
    public async Task RefuseTwice(OrganizationId organization, ComponentId service, SubscriptionTerms terms, CancellationToken ct)
    {
        var (from, until, region, version) = (terms.From, terms.Until ?? Subscription.NoEnd, terms.Region, terms.Version);
        var same = await db.Subscriptions
            .Where(s => s.Organization == organization && s.Service == service && s.ArchivedAt == null && s.Region == region && s.ServiceVersion == version)
            .Where(s => s.From <= until && s.Until >= from).Select(s => (NodaTime.LocalDate?)s.From).FirstOrDefaultAsync(ct);
        if (same is { } day) throw SubscriptionRefusals.SaidAlready(day);
    }
}
