using Bridgewatch.Catalog.Subscriptions;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>Hands people and subscriptions of one organization over to another. Tickets follow by what the journal then says.</summary>
internal sealed class Handover(BridgewatchDb db, Envelope envelope)
{
    /// <summary>They change hands in one transaction, for which others wait.</summary>
    public const int MostContacts = 2_000;

    /// <param name="only">These and who was merged into them; null for all, also archived ones.</param>
    /// <param name="withTickets">Each takes along what they asked.</param>
    /// <exception cref="Refusal">They are too many.</exception>
    public async Task Contacts(OrganizationId from, OrganizationId to, IReadOnlyCollection<ContactId>? only, bool withTickets, CancellationToken ct)
    {
        var contacts = db.AllContacts.Include(c => c.Memberships).Where(c => c.Memberships.Any(m => m.Organization == from));
        if (only is not null)
        {
            var merged = only.Select(id => (ContactId?)id).ToList();
            contacts = contacts.Where(c => only.Contains(c.Id) || merged.Contains(c.MergedInto));
        }
        var found = await contacts.OrderBy(c => c.SortKey).Take(MostContacts + 1).ToListAsync(ct);
        if (found.Count > MostContacts) throw OrganizationRefusals.TooManyContacts();
        foreach (var contact in found) contact.Move(from, to, withTickets);
    }

    /// <param name="only">Null for all, also those that never held.</param>
    public async Task Subscriptions(OrganizationId from, OrganizationId to, IReadOnlyCollection<SubscriptionId>? only, CancellationToken ct)
    {
        var moving = db.AllSubscriptions.Where(s => s.Organization == from);
        if (only is not null) moving = moving.Where(s => only.Contains(s.Id));
        var there = await db.AllSubscriptions.Where(s => s.Organization == to && s.ArchivedAt == null).ToListAsync(ct);
        foreach (var subscription in await moving.OrderBy(s => s.SortKey).ToListAsync(ct)) Hand(subscription, to, there);
    }

    /// <summary>What both say for some of the same days is said once from now on, for the days of either.</summary>
    private void Hand(Subscription subscription, OrganizationId to, List<Subscription> there)
    {
        var same = subscription.ArchivedAt is null ? there.FindAll(s => s.Repeats(subscription)) : [];
        if (same is not [var kept, ..])
        {
            subscription.MoveTo(to);
            if (subscription.ArchivedAt is null) there.Add(subscription);
            return;
        }
        same.Add(subscription);
        var (first, last) = (same.Min(s => s.From), same.Max(s => s.Until));
        foreach (var repeated in same.Skip(1))
        {
            repeated.Archive(envelope.At);
            there.Remove(repeated);
        }
        kept.Correct(kept.Terms with { From = first, Until = last == Subscription.NoEnd ? null : last });
    }
}
