using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>What a split moves, and what stays.</summary>
/// <param name="Into">Null for a new organization that is not there yet.</param>
/// <param name="Stays">What remains with the organization.</param>
/// <param name="AlsoEarlier">Earlier tickets of those contacts go along; otherwise they stay, and only new ones count there.</param>
public sealed record SplitPlan(
    OrganizationId Organization, OrganizationId? Into, string IntoName, IReadOnlyList<SplitContact> Contacts, IReadOnlyList<string> Domains,
    int Subscriptions, SplitRest Stays, bool AlsoEarlier);

/// <summary>A contact who goes along.</summary>
/// <param name="Sees">Which requests they follow there afterwards.</param>
/// <param name="Narrowed">They belong to both, and in one of the two they followed more.</param>
public sealed record SplitContact(ContactId Contact, string Name, RequestSight Sees, bool Narrowed);

/// <summary>What a split leaves.</summary>
public sealed record SplitRest(int Contacts, IReadOnlyList<string> Domains, int Subscriptions);

/// <summary>Finds out what a split moves; the dry run and the split itself ask the same.</summary>
internal sealed class SplitPlans(BridgewatchDb db)
{
    /// <exception cref="Invalid">Something chosen is not the organization's.</exception>
    public async Task<SplitPlan> Of(Organization organization, Organization into, SplitOrganization wanted, CancellationToken ct)
    {
        var contacts = await Contacts(organization.Id, into.Id, [.. (wanted.Contacts ?? []).Distinct()], ct);
        var domains = OrganizationRules.Normalise((wanted.Domains ?? []).Where(d => DomainName.Normalise(d) is not null));
        var all = organization.Domains.Select(d => d.Domain).Order(StringComparer.Ordinal).ToList();
        if (domains.Count != (wanted.Domains ?? []).Count || domains.Except(all).Any()) throw NotIts("domains");
        var ids = (wanted.Subscriptions ?? []).Distinct().ToList();
        var subscriptions = db.Subscriptions.Where(s => s.Organization == organization.Id && s.ArchivedAt == null);
        if (await subscriptions.CountAsync(s => ids.Contains(s.Id), ct) != ids.Count) throw NotIts("subscriptions");
        var inUse = db.Contacts.Where(c => c.ArchivedAt == null).Select(c => c.Id);
        var rest = new SplitRest(await db.Memberships.CountAsync(m => m.Organization == organization.Id && inUse.Contains(m.Contact), ct) - contacts.Count,
            [.. all.Except(domains)], await subscriptions.CountAsync(ct) - ids.Count);
        return new(organization.Id, wanted.Into, into.Name, contacts, domains, ids.Count, rest, wanted.AlsoEarlier);
    }

    private async Task<IReadOnlyList<SplitContact>> Contacts(OrganizationId from, OrganizationId into, IReadOnlyList<ContactId> chosen, CancellationToken ct)
    {
        if (chosen.Count > Handover.MostContacts) throw OrganizationRefusals.TooManyContacts();
        var found = await db.Contacts.Include(c => c.Memberships)
            .Where(c => chosen.Contains(c.Id) && c.ArchivedAt == null && c.Memberships.Any(m => m.Organization == from)).OrderBy(c => c.SortKey).ToListAsync(ct);
        return found.Count == chosen.Count ? [.. found.Select(c => After(c, from, into))] : throw NotIts("contacts");
    }

    private static SplitContact After(Contact contact, OrganizationId from, OrganizationId into)
    {
        var sights = contact.Memberships.Where(m => m.Organization == from || m.Organization == into).Select(m => m.Sees).ToList();
        return new(contact.Id, contact.Name, sights.Min(), sights.Distinct().Count() > 1);
    }

    private static Invalid NotIts(string field) => new(field, RuleTexts.Of<CatalogTexts>("rule.split-not-its"));
}
