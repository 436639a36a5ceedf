using System.Text.Json;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Routing;

/// <summary>A ticket that came, where it went, and where it ended.</summary>
internal sealed record PastTicket(TicketNumber Number, ContactId? Requester, Arrival Arrival, RoutedPlace Went, RoutedPlace Ended);

/// <summary>Tickets as they arrived, newest first. Demonstrations, drills and spam are none.</summary>
internal sealed record PastTickets(IReadOnlyList<PastTicket> Tickets)
{
    public static async Task<PastTickets> Read(BridgewatchDb db, Instant since, int most, CancellationToken ct)
    {
        var (messages, contacts) = (db.Set<Message>(), db.Contacts);
        var rows = await db.Tickets.AsNoTracking().Where(t => t.OpenedAt >= since && !t.IsSpam && (t.Origin == Origin.Live || t.Origin == Origin.Imported))
            .OrderByDescending(t => t.OpenedAt).ThenByDescending(t => t.Number).Take(most)
            .Select(t => new
            {
                t.Number,
                t.Subject,
                t.Type,
                t.Severity,
                t.Channel,
                t.Affected,
                t.Organization,
                t.Requester,
                t.Brand,
                t.Region,
                t.Language,
                t.Fields,
                t.FirstRoute,
                t.FinalRoute,
                Now = new { t.Queue, t.Tier, t.Component },
                Body = messages.Where(m => m.Ticket == t.Id).OrderBy(m => m.At).Select(m => m.Body).FirstOrDefault(),
                Codes = t.Codes.Select(c => c.Code).ToList(),
                Labels = t.Labels.Select(l => l.Label).ToList(),
                Addresses = contacts.Where(c => c.Id == t.Requester).SelectMany(c => c.Addresses.Select(a => a.Address)).ToList(),
            }).AsSplitQuery().ToListAsync(ct);
        var queues = await db.Queues.ToDictionaryAsync(q => q.Id, q => q.Slug, ct);
        var brands = await db.Brands.ToDictionaryAsync(b => b.Id, b => b.Slug, ct);
        var components = await db.Components.Select(c => new { c.Id, c.Slug, c.Name, Aliases = c.Aliases.Select(a => a.Alias).ToList() }).ToDictionaryAsync(c => c.Id, ct);
        var customers = rows.Select(r => r.Organization).OfType<OrganizationId>().Distinct().ToList();
        var organizations = await db.Organizations.Where(o => customers.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        RoutedPlace Place(QueueId queue, SupportTier tier, ComponentId? component) =>
            new(queues.GetValueOrDefault(queue) ?? "", tier, component is { } id ? components.GetValueOrDefault(id)?.Slug : null);
        return new([.. rows.Select(r => new PastTicket(
            r.Number, r.Requester,
            new()
            {
                Subject = r.Subject,
                Body = r.Body ?? "",
                Type = r.Type,
                Severity = r.Severity,
                Channel = r.Channel,
                Affected = r.Affected,
                Component = r.FirstRoute.Component is { } first && components.TryGetValue(first, out var component) ? [component.Slug, component.Name, .. component.Aliases] : [],
                Services = r.FirstRoute.Component is { } part && components.TryGetValue(part, out var below) ? Arrival.PathAndAbove(below.Slug) : [],
                Organization = r.Organization is { } customer && organizations.TryGetValue(customer, out var name) ? [name] : [],
                Requester = r.Addresses,
                Brand = brands.TryGetValue(r.Brand, out var brand) ? [brand] : [],
                Region = r.Region,
                Language = r.Language,
                Labels = r.Labels,
                Fields = r.Fields.ToDictionary(f => f.Key, f => f.Value.ValueKind == JsonValueKind.String ? f.Value.GetString()! : f.Value.GetRawText()),
                Codes = r.Codes,
            },
            Place(r.FirstRoute.Queue, r.FirstRoute.Tier, r.FirstRoute.Component),
            r.FinalRoute is { } final ? Place(final.Queue, final.Tier, final.Component) : Place(r.Now.Queue, r.Now.Tier, r.Now.Component)))]);
    }
}
