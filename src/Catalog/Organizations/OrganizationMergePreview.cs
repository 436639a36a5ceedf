using Bridgewatch.Access;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>What a merge of two organizations would do.</summary>
/// <param name="Organization">Which would go on as the other.</param>
/// <param name="Into">Which stays. Its tier, worth, region, owner and note count.</param>
/// <param name="Differing">In which of these the other says something else.</param>
/// <param name="Contacts">So many come along; those who are in both already count too.</param>
/// <param name="InBoth">So many are in both.</param>
/// <param name="Narrowed">Of these, so many would follow their own requests alone, where in one of the two they followed all.</param>
/// <param name="FollowAll">So many would follow all requests of both together.</param>
/// <param name="Subscriptions">So many come along.</param>
/// <param name="Children">What stands below, and would stand below the other.</param>
/// <param name="Grants">Roles that are held in the organization. They stay what they are and hold nothing any more.</param>
/// <param name="Against">Why it cannot be done; null when it can.</param>
public sealed record OrganizationMergePreview(
    OrganizationResource Organization, OrganizationResource Into, IReadOnlyList<string> Differing, int Contacts, int InBoth, int Narrowed, int FollowAll,
    int Subscriptions, IReadOnlyList<string> Children, IReadOnlyList<HeldThere> Grants, string? Against);

/// <summary>A role that somebody of ours holds in an organization.</summary>
public sealed record HeldThere(PersonId Person, string Name, string Role);

/// <summary>Looks ahead at a merge. Nothing is changed.</summary>
public sealed class OrganizationMergeQueries(BridgewatchDb db, IClock clock, OrganizationQueries organizations)
{
    /// <exception cref="NotVisible">One of the two is not there for this actor.</exception>
    public async Task<OrganizationMergePreview> Preview(OrganizationId organization, OrganizationId into, CancellationToken ct)
    {
        var (from, to) = (await organizations.Get(organization, ct), await organizations.Get(into, ct));
        var (theirs, known) = (await Sights(from.Id, ct), await Sights(to.Id, ct));
        var both = theirs.Where(t => known.ContainsKey(t.Key)).Select(t => (Theirs: t.Value, Known: known[t.Key])).ToList();
        var narrowed = both.Count(b => b.Theirs != b.Known);
        var follow = theirs.Concat(known).GroupBy(s => s.Key).Count(s => s.All(m => m.Value == RequestSight.All));
        return new(from, to, [.. Differing(from, to)], theirs.Count, both.Count, narrowed, follow,
            await db.Subscriptions.CountAsync(s => s.Organization == from.Id && s.ArchivedAt == null, ct),
            await db.Organizations.Where(o => o.Parent == from.Id && o.Id != to.Id && o.ArchivedAt == null).OrderBy(o => o.SortKey).Take(Page.Largest).Select(o => o.Name).ToListAsync(ct),
            await Grants(from.Id, ct), await Against(from, to, ct));
    }

    private async Task<Dictionary<ContactId, RequestSight>> Sights(OrganizationId organization, CancellationToken ct)
    {
        var inUse = db.Contacts.Where(c => c.ArchivedAt == null).Select(c => c.Id);
        return await db.Memberships.Where(m => m.Organization == organization && inUse.Contains(m.Contact)).Select(m => new { m.Contact, m.Sees })
            .ToDictionaryAsync(m => m.Contact, m => m.Sees, ct);
    }

    private static IEnumerable<string> Differing(OrganizationResource from, OrganizationResource to)
    {
        if (from.Tier != to.Tier) yield return "tier";
        if (from.Revenue != to.Revenue) yield return "revenue";
        if (from.Region != to.Region) yield return "region";
        if (from.Owner != to.Owner) yield return "owner";
        if (from.Note is not null && from.Note != to.Note) yield return "note";
    }

    private async Task<IReadOnlyList<HeldThere>> Grants(OrganizationId organization, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        return await (
            from grant in db.RoleGrants
            join person in db.People on grant.Person equals person.Id
            join role in db.Roles on grant.Role equals role.Id
            where grant.Scope == GrantScope.Organization && grant.In == organization.Value && grant.Until > now
            orderby person.Name
            select new HeldThere(person.Id, person.Name, role.Name)).Take(Page.Largest).ToListAsync(ct);
    }

    private async Task<string?> Against(OrganizationResource from, OrganizationResource to, CancellationToken ct)
    {
        if (from.Id == to.Id) return RuleTexts.Of<CatalogTexts>("rule.merge-organization-with-itself");
        var refusal = to.Archived is not null ? OrganizationRefusals.IntoArchived()
            : from.Domains.Count + to.Domains.Count > OrganizationRules.MostDomains ? OrganizationRefusals.TooManyDomains()
            : await db.Memberships.CountAsync(m => m.Organization == from.Id, ct) > Handover.MostContacts ? OrganizationRefusals.TooManyContacts()
            : null;
        return refusal is null ? null : $"{refusal.Message} {refusal.Todo}";
    }
}
