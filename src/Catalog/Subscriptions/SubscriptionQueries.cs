using Bridgewatch.Catalog.Components;
using Bridgewatch.Catalog.Lists;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Catalog.Subscriptions;

/// <summary>A subscription as the API shows it.</summary>
/// <param name="Service">The service's path.</param>
/// <param name="Version">Of the service, as the customer runs it.</param>
/// <param name="Until">The last day; null until further notice.</param>
/// <param name="Revision">The resource's own version, as in its ETag.</param>
public sealed record SubscriptionResource(
    SubscriptionId Id, OrganizationId Organization, string OrganizationName, string Service, string ServiceName, string? Region, string? Version,
    LocalDate From, LocalDate? Until, Origin Origin, long Revision);

/// <param name="Service">Path, id or other name of the service.</param>
/// <param name="On">Only those that hold on that day.</param>
public sealed record SubscriptionFilter(OrganizationId? Organization = null, string? Service = null, string? Region = null, LocalDate? On = null);

/// <summary>Questions about who uses what, on which day.</summary>
public sealed class SubscriptionQueries(BridgewatchDb db, Actor actor, ComponentQueries components)
{
    /// <summary>In the order in which they were written down.</summary>
    public async Task<Page<SubscriptionResource>> List(SubscriptionFilter filter, string? cursor, int size, bool count, CancellationToken ct)
    {
        actor.MustRead();
        var all = await Filtered(filter, ct);
        var found = await Resources(all.After(s => s.SortKey, Cursor.Read(cursor)).OrderBy(s => s.SortKey).Take(size + 1)).ToListAsync(ct);
        var page = Page.Of(found, size, last => Cursor.Write(Subscription.KeyOf(last.Id)));
        return page with { Count = count ? await all.Capped(s => s.SortKey, ct) : null };
    }

    /// <exception cref="NotVisible">There is no such subscription for this actor.</exception>
    public async Task<SubscriptionResource> Get(SubscriptionId id, CancellationToken ct)
    {
        actor.MustRead();
        return await Resources(db.Subscriptions.VisibleTo(db, actor).Where(s => s.Id == id && s.ArchivedAt == null)).SingleOrDefaultAsync(ct)
            ?? throw new NotVisible("subscription");
    }

    /// <summary>Customers that a failure of the component reaches: organizations subscribed to a service that it is, or is a part of.</summary>
    /// <param name="at">Its day in UTC counts.</param>
    public async Task<int> SubscribersOf(ComponentId component, Instant at, CancellationToken ct)
    {
        var slug = await db.Components.Where(c => c.Id == component).Select(c => c.Slug).SingleOrDefaultAsync(ct);
        if (slug is null) return 0;
        var paths = ComponentSlug.WithAncestors(slug);
        var services = db.Components.Where(c => paths.Contains(c.Slug) && c.Kind == ComponentKind.Service).Select(c => c.Id);
        var inUse = db.Organizations.Where(o => o.ArchivedAt == null).Select(o => o.Id);
        return await db.Subscriptions.HoldingOn(at.InUtc().Date)
            .Where(s => services.Contains(s.Service) && inUse.Contains(s.Organization))
            .Select(s => s.Organization).Distinct().CountAsync(ct);
    }

    private async Task<IQueryable<Subscription>> Filtered(SubscriptionFilter filter, CancellationToken ct)
    {
        var rows = db.Subscriptions.VisibleTo(db, actor).Where(s => s.ArchivedAt == null);
        if (filter.Organization is { } organization) rows = rows.Where(s => s.Organization == organization);
        if (filter.Region is { } region) rows = rows.Where(s => s.Region == region);
        if (filter.On is { } day) rows = rows.HoldingOn(day);
        if (filter.Service is not { } named) return rows;
        var service = (await components.Expect(named, "service", ct)).Id;
        return rows.Where(s => s.Service == service);
    }

    private IQueryable<SubscriptionResource> Resources(IQueryable<Subscription> subscriptions)
    {
        var (organizations, services) = (db.Organizations, db.Components);
        return from s in subscriptions
               join o in organizations on s.Organization equals o.Id
               join c in services on s.Service equals c.Id
               orderby s.SortKey
               select new SubscriptionResource(
                   s.Id, s.Organization, o.Name, c.Slug, c.Name, s.Region, s.ServiceVersion, s.From,
                   s.Until == Subscription.NoEnd ? null : s.Until, s.Origin, s.Version);
    }
}

public static class SubscriptionDays
{
    /// <summary>The same rule in memory is <see cref="Subscription.HoldsOn"/>.</summary>
    public static IQueryable<Subscription> HoldingOn(this IQueryable<Subscription> subscriptions, LocalDate day) =>
        subscriptions.Where(s => s.ArchivedAt == null && s.From <= day && s.Until >= day);
}
