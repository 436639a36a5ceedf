using System.Linq.Expressions;
using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Catalog;
using Bridgewatch.Catalog.Components;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Finds what questions about tickets name: queues, people, customers, parts of the architecture.</summary>
public sealed class NamesInQueries(BridgewatchDb db, Actor actor)
{
    private const int MostProposed = 12;

    private const int Most = QueryReading<Ticket>.MostNamed;

    /// <summary>Ids of what is called so, as far as the actor sees it; null when there are too many.</summary>
    public async Task<IReadOnlyList<Guid>?> Find(string kind, QueryPattern name, CancellationToken ct)
    {
        if (name.IsExact && Guid.TryParse(name.Text, out var id)) return await Known(kind, id, ct) ? [id] : [];
        var found = await (kind switch
        {
            TicketNoun.Queue => Of(db.Queues, q => name.Fits(q.Slug) || name.Fits(q.Name), q => q.Id.Value, ct),
            TicketNoun.Team => Of(db.Teams, t => name.Fits(t.Name), t => t.Id.Value, ct),
            TicketNoun.Brand => Of(db.Brands, b => name.Fits(b.Slug) || name.Fits(b.Name), b => b.Id.Value, ct),
            TicketNoun.Person => People(name, ct),
            TicketNoun.Organization => Organizations(name, ct),
            TicketNoun.Requester => Requesters(name, ct),
            TicketNoun.Service => Services(name, ct),
            _ => Of(db.Components, c => name.Fits(c.Slug) || name.Fits(c.Name) || c.Aliases.Any(a => name.Fits(a.Alias)), c => c.Id.Value, ct),
        });
        return found.Count > Most ? null : found;
    }

    /// <summary>Names that go on as somebody types; customers' people only once something was typed.</summary>
    public async Task<IReadOnlyList<(string Name, string? Detail)>> Propose(string kind, string typed, CancellationToken ct)
    {
        var begins = QueryPattern.Beginning(typed);
        return kind switch
        {
            TicketNoun.Queue => await Named(db.Queues.Where(q => !q.Archived), q => begins.Fits(q.Slug) || begins.Fits(q.Name), q => new(q.Slug, q.Name), ct),
            TicketNoun.Team => await Named(db.Teams, t => begins.Fits(t.Name), t => new(t.Name, null), ct),
            TicketNoun.Brand => await Named(db.Brands, b => begins.Fits(b.Slug) || begins.Fits(b.Name), b => new(b.Slug, b.Name), ct),
            TicketNoun.Person => await Named(db.People.Where(p => p.State != PersonState.Left), p => begins.Fits(p.Handle) || begins.Fits(p.Name), p => new(p.Handle, p.Name), ct),
            TicketNoun.Organization => await Named(db.Organizations.VisibleTo(actor), o => begins.Fits(o.Name), o => new(o.Name, null), ct),
            TicketNoun.Requester => typed.Length == 0 || actor.IsMasked(DeskPermissions.ReadTickets) ? []
                : await Named(db.Contacts.VisibleTo(db, actor), c => begins.Fits(c.Name) || c.Addresses.Any(a => begins.Fits(a.Address)), c => new(c.Addresses.OrderBy(a => a.Rank).Select(a => a.Address).FirstOrDefault() ?? c.Name, c.Name), ct),
            TicketNoun.Service => await Named(db.Components.Where(c => c.Kind == ComponentKind.Service), c => begins.Fits(c.Slug) || begins.Fits(c.Name), c => new(c.Slug, c.Name), ct),
            _ => await Named(db.Components, c => begins.Fits(c.Slug) || begins.Fits(c.Name), c => new(c.Slug, c.Name), ct),
        };
    }

    private Task<List<Guid>> People(QueryPattern name, CancellationToken ct)
    {
        var byAddress = actor.May(AccessPermissions.ReadPeople);
        return Of(db.People, p => name.Fits(p.Handle) || name.Fits(p.Name) || (byAddress && name.Fits(p.EmailKey)), p => p.Id.Value, ct);
    }

    /// <summary>Whoever reads masked cannot find out by asking who it is that asked.</summary>
    private async Task<List<Guid>> Requesters(QueryPattern name, CancellationToken ct)
    {
        if (actor.IsMasked(DeskPermissions.ReadTickets)) return [];
        var seen = db.Contacts.VisibleTo(db, actor);
        if (!name.Text.Contains('@')) return await WithMerged(await Of(seen, c => name.Fits(c.Name), c => c.Id.Value, ct), ct);
        if (!name.IsExact) return await WithMerged(await Of(seen, c => c.Addresses.Any(a => name.Fits(a.Address)), c => c.Id.Value, ct), ct);
        var address = MailAddress.Normalise(name.Text);
        return await WithMerged((await seen.Where(c => c.Addresses.Any(a => a.Address == address)).Select(c => c.Id).Take(Most + 1).ToListAsync(ct)).ConvertAll(i => i.Value), ct);
    }

    /// <summary>What a merged contact asked was asked by the person as whom they go on.</summary>
    private async Task<List<Guid>> WithMerged(List<Guid> found, CancellationToken ct)
    {
        var ids = found.ConvertAll(id => (ContactId?)new ContactId(id));
        var merged = await db.Contacts.Where(c => ids.Contains(c.MergedInto)).Select(c => c.Id).ToListAsync(ct);
        return [.. found.Union(merged.Select(c => c.Value))];
    }

    /// <summary>Where a merged organization is named, the tickets are those of the one as which it goes on.</summary>
    private async Task<List<Guid>> Organizations(QueryPattern name, CancellationToken ct)
    {
        var found = await Of(db.Organizations.VisibleTo(actor), o => name.Fits(o.Name), o => o.Id.Value, ct);
        var ids = found.ConvertAll(id => new OrganizationId(id));
        var into = await db.Organizations.Where(o => ids.Contains(o.Id) && o.MergedInto != null).Select(o => o.MergedInto).ToListAsync(ct);
        return [.. found.Union(into.Select(o => o!.Value.Value))];
    }

    /// <summary>The services, and whatever is below them.</summary>
    private async Task<List<Guid>> Services(QueryPattern name, CancellationToken ct)
    {
        var services = await InSql(db.Components.Where(c => c.Kind == ComponentKind.Service), c => name.Fits(c.Slug) || name.Fits(c.Name)).Select(c => c.Slug).Take(Most + 1).ToListAsync(ct);
        if (services.Count == 0) return [];
        var roots = services.ConvertAll(s => s + ComponentSlug.Separator);
        var all = await db.Components.Select(c => new { c.Id, c.Slug }).ToListAsync(ct);
        return [.. all.Where(c => services.Contains(c.Slug) || roots.Exists(r => c.Slug.StartsWith(r, StringComparison.Ordinal))).Select(c => c.Id.Value)];
    }

    private Task<bool> Known(string kind, Guid id, CancellationToken ct) => kind switch
    {
        TicketNoun.Queue => db.Queues.AnyAsync(q => q.Id == new QueueId(id), ct),
        TicketNoun.Team => db.Teams.AnyAsync(t => t.Id == new TeamId(id), ct),
        TicketNoun.Brand => db.Brands.AnyAsync(b => b.Id == new BrandId(id), ct),
        TicketNoun.Person => db.People.AnyAsync(p => p.Id == new PersonId(id), ct),
        TicketNoun.Organization => db.Organizations.VisibleTo(actor).AnyAsync(o => o.Id == new OrganizationId(id), ct),
        TicketNoun.Requester => db.Contacts.VisibleTo(db, actor).AnyAsync(c => c.Id == new ContactId(id), ct),
        _ => db.Components.AnyAsync(c => c.Id == new ComponentId(id), ct),
    };

    private async Task<List<Guid>> Of<T>(IQueryable<T> rows, Expression<Func<T, bool>> fits, Expression<Func<T, Guid>> id, CancellationToken ct) =>
        await InSql(rows, fits).Select(id).Take(Most + 1).ToListAsync(ct);

    private async Task<IReadOnlyList<(string, string?)>> Named<T>(IQueryable<T> rows, Expression<Func<T, bool>> begins, Expression<Func<T, Proposed>> name, CancellationToken ct) =>
        [.. (await InSql(rows, begins).Select(name).Take(MostProposed).ToListAsync(ct)).OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).Select(p => (p.Name, p.Detail))];

    private IQueryable<T> InSql<T>(IQueryable<T> rows, Expression<Func<T, bool>> fits) => rows.Where(QueryPattern.InSql(fits, db.Database.IsNpgsql()));

    private sealed record Proposed(string Name, string? Detail);
}
