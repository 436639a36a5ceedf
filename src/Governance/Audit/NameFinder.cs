using Bridgewatch.Access;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Governance.Practices;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Governance.Audit;

/// <summary>A thing as people call it.</summary>
/// <param name="Href">Its page; null when it has none.</param>
public sealed record Named(string Name, string? Href)
{
    /// <summary>Long enough to tell it from others, short enough for a column.</summary>
    private const int ShownOfId = 13;

    public static Named Unknown(string id) => new(id.Length > ShownOfId ? id[..ShownOfId] : id, null);
}

/// <summary>Names what entries and deliveries speak of by id, as far as the actor sees it.</summary>
public sealed class NameFinder(BridgewatchDb db, Actor actor)
{
    public async Task<IReadOnlyDictionary<Guid, Named>> Of(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var names = new Dictionary<Guid, Named>();
        var people = ids.Select(id => new PersonId(id)).ToList();
        foreach (var p in await db.People.Where(p => people.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToListAsync(ct))
            names[p.Id.Value] = new(p.Name, $"/settings/people/{p.Id}");
        var tickets = ids.Select(id => new TicketId(id)).ToList();
        foreach (var t in await db.Tickets.VisibleTo(actor).Where(t => tickets.Contains(t.Id)).Select(t => new { t.Id, t.Number }).ToListAsync(ct))
            names[t.Id.Value] = new(t.Number.ToString(), $"/tickets/{t.Number}");
        var organizations = ids.Select(id => new OrganizationId(id)).ToList();
        foreach (var o in await db.Organizations.VisibleTo(actor).Where(o => organizations.Contains(o.Id)).Select(o => new { o.Id, o.Name }).ToListAsync(ct))
            names[o.Id.Value] = new(o.Name, $"/organizations/{o.Id}");
        var contacts = ids.Select(id => new ContactId(id)).ToList();
        foreach (var c in await db.Contacts.VisibleTo(db, actor).Where(c => contacts.Contains(c.Id)).Select(c => new { c.Id, c.Name }).ToListAsync(ct))
            names[c.Id.Value] = new(c.Name.Length == 0 ? Mask.Hidden : Mask.For(actor, CatalogPermissions.Read).Text(c.Name)!, $"/contacts/{c.Id}");
        var queues = ids.Select(id => new QueueId(id)).ToList();
        foreach (var q in await db.Queues.Where(q => queues.Contains(q.Id)).Select(q => new { q.Id, q.Name }).ToListAsync(ct)) names[q.Id.Value] = new(q.Name, null);
        var components = ids.Select(id => new ComponentId(id)).ToList();
        foreach (var c in await db.Components.Where(c => components.Contains(c.Id)).Select(c => new { c.Id, c.Name, c.Slug }).ToListAsync(ct))
            names[c.Id.Value] = new(c.Name, $"/settings/components/{c.Slug}");
        var teams = ids.Select(id => new TeamId(id)).ToList();
        foreach (var t in await db.Teams.Where(t => teams.Contains(t.Id)).Select(t => new { t.Id, t.Name }).ToListAsync(ct)) names[t.Id.Value] = new(t.Name, $"/settings/teams/{t.Id}");
        foreach (var practice in ids.Select(Practice.By).OfType<Practice>()) names[practice.About.Id] = new(practice.Number, $"/practices/{practice.Number}");
        return names;
    }

    /// <summary>A colleague by handle or e-mail address, a practice by number, or whatever has that id. Null when it is none of these.</summary>
    public async Task<Guid?> IdOf(string text, CancellationToken ct)
    {
        var wanted = text.Trim().TrimStart('@').ToLowerInvariant();
        if (Guid.TryParse(wanted, out var id)) return id;
        if (Practice.All.FirstOrDefault(p => p.Number == wanted) is { } practice) return practice.About.Id;
        var person = await db.People.Where(p => p.Handle == wanted || p.EmailKey == wanted).Select(p => (PersonId?)p.Id).FirstOrDefaultAsync(ct);
        return person?.Value;
    }
}
