using Bridgewatch.Access;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>What pages and GET endpoints read of tickets.</summary>
public sealed class TicketQueries(BridgewatchDb db, Actor actor, MissingFields missing)
{
    /// <exception cref="NotVisible">There is none by that number, or not for this actor.</exception>
    public async Task<TicketResource> One(TicketNumber number, CancellationToken ct)
    {
        var ticket = await db.Tickets.VisibleTo(actor).AsNoTracking().Include(t => t.Codes).Include(t => t.Labels).Include(t => t.FieldValues).AsSplitQuery()
            .SingleOrDefaultAsync(t => t.Number == number, ct) ?? throw actor.Misses();
        var names = await NamesOf([ticket], ct);
        return Resource(ticket, names[ticket.Id], full: true) with { Copies = await CopiesOf(ticket, ct), Missing = await missing.OfWhole(ticket, ct) };
    }

    /// <summary>By name; who was erased gets none. Of a contact whom the actor does not see, there is the address alone: whoever types one is not
    /// told whose it is.</summary>
    private async Task<IReadOnlyList<RequesterResource>> CopiesOf(Ticket ticket, CancellationToken ct)
    {
        var copied = db.Set<TicketCopy>().Where(c => c.Ticket == ticket.Id).Select(c => c.Contact);
        var persons = db.Contacts.Where(c => copied.Contains(c.Id)).Select(c => c.MergedInto ?? c.Id);
        var contacts = await db.Contacts.Where(c => persons.Contains(c.Id) && c.ErasedAt == null)
            .Select(c => new RequesterResource(c.Id, c.Name, c.Addresses.OrderBy(a => a.Rank).Select(a => a.Address).FirstOrDefault())).ToListAsync(ct);
        var seen = await db.Contacts.VisibleTo(db, actor).Where(c => persons.Contains(c.Id)).Select(c => c.Id).ToListAsync(ct);
        return [.. contacts.Select(c => seen.Contains(c.Id) ? c : c with { Name = c.Email ?? Kernel.Mask.Hidden }).OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase).ThenBy(c => c.Id.Value).Select(Mask)];
    }

    /// <summary>Names beside ids, for a page of tickets at once.</summary>
    internal async Task<IReadOnlyDictionary<TicketId, TicketNames>> NamesOf(IReadOnlyCollection<Ticket> tickets, CancellationToken ct)
    {
        var queueIds = tickets.Select(t => t.Queue).Distinct().ToList();
        var componentIds = tickets.SelectMany(t => new[] { t.Component, t.Diagnosis?.Component }).OfType<ComponentId>().Distinct().ToList();
        var organizationIds = tickets.Select(t => t.Organization).OfType<OrganizationId>().Distinct().ToList();
        var contactIds = tickets.Select(t => t.Requester).OfType<ContactId>().Distinct().ToList();
        var personIds = tickets.Select(t => t.Assignee).OfType<PersonId>().Distinct().ToList();
        var brandIds = tickets.Select(t => t.Brand).Distinct().ToList();
        var brands = await db.Brands.Where(b => brandIds.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.Slug, ct);
        var queues = await db.Queues.Where(q => queueIds.Contains(q.Id)).ToDictionaryAsync(q => q.Id, q => q.Slug, ct);
        var components = await db.Components.Where(c => componentIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Slug, ct);
        var organizations = await db.Organizations.Where(o => organizationIds.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        var people = await db.People.Where(p => personIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var contacts = await db.Contacts.Where(c => contactIds.Contains(c.Id)).Select(c => new
        {
            c.Id,
            c.Name,
            c.MergedInto,
            Address = c.Addresses.OrderBy(a => a.Rank).Select(a => a.Address).FirstOrDefault(),
        }).ToDictionaryAsync(c => c.Id, c => (c.MergedInto, Resource: new RequesterResource(c.Id, c.Name, c.Address)), ct);
        var persons = await Persons([.. contacts.Values.Select(c => c.MergedInto).OfType<ContactId>().Distinct()], ct);
        return tickets.ToDictionary(t => t.Id, t => new TicketNames(
            queues[t.Queue], brands[t.Brand],
            t.Component is { } component ? components.GetValueOrDefault(component) : null,
            t.Organization is { } organization ? organizations.GetValueOrDefault(organization) : null,
            t.Requester is { } requester && contacts.TryGetValue(requester, out var contact)
                ? Mask(contact.MergedInto is { } person ? persons[person] : contact.Resource) : null,
            t.Assignee is { } assignee ? people.GetValueOrDefault(assignee) : null)
        {
            HidesWords = actor.IsMasked(DeskPermissions.ReadTickets),
            Diagnosed = t.Diagnosis is { } diagnosis ? components.GetValueOrDefault(diagnosis.Component) : null,
        });
    }

    /// <summary>Who those are that went on as others; hardly ever anybody.</summary>
    private async Task<Dictionary<ContactId, RequesterResource>> Persons(List<ContactId> ids, CancellationToken ct) => ids.Count == 0 ? [] : await db.Contacts
        .Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Name, Address = c.Addresses.OrderBy(a => a.Rank).Select(a => a.Address).FirstOrDefault() })
        .ToDictionaryAsync(c => c.Id, c => new RequesterResource(c.Id, c.Name, c.Address), ct);

    internal static TicketResource Resource(Ticket t, TicketNames names, bool full) => new(
        t.Number, TicketSight.SubjectFor(names.HidesWords, t.Requester, t.Subject), t.Status, t.Type, t.Priority, t.PeakPriority, new(t.ImpactPoints, full ? t.Impact.Factors : null),
        names.Queue, names.Brand, t.Tier, names.Requester,
        t.Organization is { } organization ? new(organization, names.Organization ?? "") : null, names.Component,
        [.. t.Codes.Select(c => c.Code).Order()], [.. t.Labels.Select(l => l.Label).Order()], names.HidesWords ? TicketFields.None : t.Fields,
        t.Assignee is { } person ? new(person, names.Assignee ?? "") : null, t.Severity, t.Workaround, t.Affected,
        t.OpenedAt, t.UpdatedAt, t.RankAt, t.RankReason,
        t.Resolution is { } r ? new(r.Code, r.Severity, r.At, r.By) : null,
        t.Diagnosis is { } d ? new(names.Diagnosed ?? "", d.At, d.By) : null,
        t.PriorityOverride is not null, t.Origin, t.Follows, t.Version)
    { MergedInto = t.MergedInto, SnoozedUntil = t.SnoozedUntil, Due = t.Due, BreachedAt = t.BreachedAt };

    private RequesterResource Mask(RequesterResource contact) =>
        actor.IsMasked(DeskPermissions.ReadTickets)
            ? contact with { Name = Kernel.Mask.Hidden, Email = contact.Email is null ? null : Kernel.Mask.For(actor, DeskPermissions.ReadTickets).Address(contact.Email) }
            : contact;
}

/// <summary>Names for the ids of one ticket.</summary>
internal sealed record TicketNames(string Queue, string Brand, string? Component, string? Organization, RequesterResource? Requester, string? Assignee)
{
    public string? Diagnosed { get; init; }

    /// <summary>What customers say in fields is not for this reader.</summary>
    public bool HidesWords { get; init; }
}
