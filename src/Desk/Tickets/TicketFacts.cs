using Bridgewatch.Catalog;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>What the rest of the system knows that a ticket's score and first route are made of.</summary>
internal sealed class TicketFacts(BridgewatchDb db, Envelope envelope, Settings settings, TicketMemory memory)
{
    /// <summary>A component by slug, alias or id.</summary>
    /// <exception cref="Invalid">There is none.</exception>
    public async Task<KnownComponent> Component(string name, CancellationToken ct) =>
        await memory.Components.Get(name, envelope, () => FindComponent(name, ct)) ?? throw new Invalid("component", $"There is no component '{name}'.");

    /// <summary>Null where there is none, or none any more.</summary>
    public async Task<KnownComponent?> ComponentOrNone(string name, CancellationToken ct) => await memory.Components.Get(name, envelope, () => FindComponent(name, ct));

    private async Task<KnownComponent?> FindComponent(string name, CancellationToken ct)
    {
        var components = db.Components.Where(c => c.ArchivedAt == null);
        var slug = name.Trim().ToLowerInvariant();
        var found = ComponentId.TryParse(name, out var id)
            ? components.Where(c => c.Id == id)
            : components.Where(c => c.Slug == slug);
        return await found.Select(c => new KnownComponent(c.Id, c.Slug, c.OwningTeam, c.Name) { Aliases = c.Aliases.Select(a => a.Alias).ToList() }).SingleOrDefaultAsync(ct);
    }

    /// <summary>A brand in use by slug or id; the default one for null.</summary>
    /// <exception cref="Invalid">There is none.</exception>
    public async Task<KnownBrand> Brand(string? name, CancellationToken ct) =>
        await memory.Brands.Get(name ?? "", envelope, () => FindBrand(name, ct)) ?? throw new Invalid("brand", $"There is no brand '{name}'.");

    private async Task<KnownBrand?> FindBrand(string? name, CancellationToken ct)
    {
        var inUse = db.Brands.Where(b => b.ArchivedAt == null);
        var found = name is null ? inUse.Where(b => b.Id == Catalog.Brands.Brand.Default)
            : BrandId.TryParse(name, out var id) ? inUse.Where(b => b.Id == id)
            : inUse.Where(b => b.Slug == name);
        return await found.Select(b => new KnownBrand(b.Id, b.Slug)).SingleOrDefaultAsync(ct);
    }

    /// <summary>The queue of the team that owns the component; else the default queue.</summary>
    public async Task<KnownQueue> FirstQueue(TeamId? owner, CancellationToken ct) =>
        (await memory.FirstQueues.Get(owner ?? default, envelope, () => FindFirstQueue(owner, ct)))!;

    /// <summary>The queue of a mailbox; the default one where that was put away.</summary>
    public async Task<KnownQueue> QueueOf(QueueId queue, CancellationToken ct) =>
        await db.Queues.Where(q => q.Id == queue && !q.Archived).Select(q => new KnownQueue(q.Id, q.Slug, q.Team)).SingleOrDefaultAsync(ct) ?? await FirstQueue(null, ct);

    private async Task<KnownQueue?> FindFirstQueue(TeamId? owner, CancellationToken ct) => await db.Queues
        .Where(q => !q.Archived && (q.IsDefault || (owner != null && q.Team == owner)))
        .OrderBy(q => q.IsDefault).ThenBy(q => q.Slug).Select(q => new KnownQueue(q.Id, q.Slug, q.Team)).FirstAsync(ct);

    /// <summary>A queue in use by its slug; null where there is none.</summary>
    public async Task<KnownQueue?> Queue(string slug, CancellationToken ct) => await memory.Queues.Get(slug, envelope, () => FindQueue(slug, ct));

    private async Task<KnownQueue?> FindQueue(string slug, CancellationToken ct) =>
        await db.Queues.Where(q => !q.Archived && q.Slug == slug).Select(q => new KnownQueue(q.Id, q.Slug, q.Team)).SingleOrDefaultAsync(ct);

    public async Task<KnownOrganization?> Organization(OrganizationId? id, CancellationToken ct) =>
        id is { } known ? await memory.Organizations.Get(known, envelope, () => FindOrganization(known, ct)) : null;

    /// <summary>Whoever joined an organization while it was merged asks for the one as which it goes on.</summary>
    private async Task<KnownOrganization?> FindOrganization(OrganizationId id, CancellationToken ct)
    {
        var known = await db.Organizations.Where(o => o.Id == id).Select(o => o.MergedInto).SingleOrDefaultAsync(ct) ?? id;
        return await db.Organizations.Where(o => o.Id == known).Select(o => new KnownOrganization(o.Id, o.Name, o.Tier, o.Region, o.Revenue)).SingleOrDefaultAsync(ct);
    }

    /// <summary>The inputs of the score as they are now.</summary>
    public async Task<ImpactInputs> Inputs(Ticket ticket, CancellationToken ct)
    {
        var organization = await Organization(ticket.Organization, ct);
        return new()
        {
            Type = ticket.Type,
            CustomersAffected = ticket.Affected ?? (ticket.Type == TicketType.Alert ? await Subscribers(ticket.Component, ticket.OpenedAt, ct) : null),
            Tier = organization?.Tier,
            AnnualRevenue = organization?.Revenue?.Amount,
            RevenueCurrency = organization?.Revenue?.Currency,
            Severity = ticket.Severity,
            Workaround = ticket.Workaround,
            Recurrences = ticket.Codes.Count == 0 ? null : ticket.Recurrences,
        };
    }

    /// <summary>Organizations that use the component's service on that day; null where nobody subscribes, which is rather unknown.</summary>
    public async Task<int?> Subscribers(ComponentId? component, Instant at, CancellationToken ct)
    {
        if (component is null) return null;
        var slug = await db.Components.Where(c => c.Id == component).Select(c => c.Slug).SingleOrDefaultAsync(ct);
        if (slug is null) return null;
        var path = Ancestors(slug).ToList();
        var day = at.InUtc().Date;
        var count = await (
            from subscription in db.Subscriptions
            join service in db.Components on subscription.Service equals service.Id
            where path.Contains(service.Slug) && subscription.ArchivedAt == null && subscription.From <= day && subscription.Until >= day
            select subscription.Organization).Distinct().CountAsync(ct);
        return count == 0 ? null : count;
    }

    /// <summary>Earlier tickets with one of the codes, within the window of recurrence; not counted beyond what the score asks for, since a
    /// great outage brings thousands.</summary>
    public async Task<int?> Recurrences(IReadOnlyCollection<string> codes, Instant at, CancellationToken ct)
    {
        if (codes.Count == 0) return null;
        var since = at - (await settings.Get<DeskSettings>(ct)).RecurrenceWindow;
        var most = Math.Max(Ticket.MostRecurrences, (await settings.Get<ImpactSettings>(ct)).Curves.FullRecurrences);
        if (codes.Count == 1) return await WithCode(codes.Single(), since, at, most);
        return await db.Set<TicketCode>().Where(c => codes.Contains(c.Code) && c.OpenedAt >= since && c.OpenedAt <= at)
            .Select(c => c.Ticket).Distinct().Take(most).CountAsync(ct);
    }

    /// <summary>The same for a ticket that is there already, which is not its own recurrence.</summary>
    public async Task<int?> RecurrencesBefore(Ticket ticket, CancellationToken ct)
    {
        var codes = ticket.Codes.Select(c => c.Code).ToList();
        if (codes.Count == 0) return null;
        var (since, until, id) = (ticket.OpenedAt - (await settings.Get<DeskSettings>(ct)).RecurrenceWindow, ticket.OpenedAt, ticket.Id);
        var most = Math.Max(Ticket.MostRecurrences, (await settings.Get<ImpactSettings>(ct)).Curves.FullRecurrences);
        return await db.Set<TicketCode>().Where(c => codes.Contains(c.Code) && c.OpenedAt >= since && c.OpenedAt <= until && c.Ticket != id)
            .Select(c => c.Ticket).Distinct().Take(most).CountAsync(ct);
    }

    /// <summary>In an outage the same code comes by the thousand: once there are enough of it, they are not counted again for a while.</summary>
    private async Task<int> WithCode(string code, Instant since, Instant at, int most)
    {
        var count = 0;
        var enough = await memory.Enough.Get((code, most), envelope, async () =>
        {
            count = await memory.WithOneCode(db, code, since, at, most);
            return count < most ? null : new CodeCount(count);
        });
        return enough?.Tickets ?? count;
    }

    /// <summary><c>payments/settlement</c> stands below <c>payments</c>.</summary>
    private static IEnumerable<string> Ancestors(string slug)
    {
        for (var end = slug.IndexOf('/', StringComparison.Ordinal); end >= 0; end = slug.IndexOf('/', end + 1)) yield return slug[..end];
        yield return slug;
    }
}

/// <summary>What a node remembers of what tickets are opened with.</summary>
internal sealed class TicketMemory(FactNews news)
{
    /// <summary>One code, as mostly, needs no look at doubles; translated once for each program.</summary>
    public Func<BridgewatchDb, string, Instant, Instant, int, Task<int>> WithOneCode { get; } =
        EF.CompileAsyncQuery((BridgewatchDb db, string code, Instant since, Instant until, int most) =>
            db.Set<TicketCode>().Where(c => c.Code == code && c.OpenedAt >= since && c.OpenedAt <= until).Take(most).Count());

    /// <summary>Codes of which there are as many tickets as the score asks for.</summary>
    public Remembered<(string Code, int Most), CodeCount> Enough { get; } = new(news, IsOf("kernel.setting."), TimeSpan.FromMinutes(1));

    public Remembered<string, KnownComponent> Components { get; } = new(news, IsOf("catalog.component."));

    public Remembered<string, KnownBrand> Brands { get; } = new(news, IsOf("catalog.brand."));

    public Remembered<TeamId, KnownQueue> FirstQueues { get; } = new(news, IsOf("desk.queue."));

    public Remembered<string, KnownQueue> Queues { get; } = new(news, IsOf("desk.queue."));

    public Remembered<OrganizationId, KnownOrganization> Organizations { get; } = new(news, IsOf("catalog.organization."));

    private static Func<string, bool> IsOf(string noun) => type => type.StartsWith(noun, StringComparison.Ordinal);
}

internal sealed record CodeCount(int Tickets);

/// <param name="Team">Null for a queue of everybody.</param>
internal sealed record KnownQueue(QueueId Id, string Slug, TeamId? Team);

/// <param name="Owner">The team that answers for it.</param>
internal sealed record KnownComponent(ComponentId Id, string Slug, TeamId? Owner, string Name)
{
    /// <summary>What else it is called.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];
}

internal sealed record KnownBrand(BrandId Id, string Slug);

internal sealed record KnownOrganization(OrganizationId Id, string Name, CustomerTier Tier, string? Region, Money? Revenue);
