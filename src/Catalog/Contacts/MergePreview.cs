using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>What a merge of two contacts would do.</summary>
/// <param name="Contact">Who would go on as the other.</param>
/// <param name="Addresses">All of them afterwards, the primary one first.</param>
/// <param name="Organizations">All of them afterwards.</param>
/// <param name="Against">Why it cannot be done; null when it can.</param>
public sealed record ContactMergePreview(
    ContactId Contact, string Name, ContactId Into, string IntoName, IReadOnlyList<string> Addresses, IReadOnlyList<MergedMembership> Organizations, string? Against);

/// <summary>A membership as it would be.</summary>
/// <param name="IsNew">It comes from the other contact.</param>
/// <param name="Narrowed">They would follow their own requests alone, where one of the two followed all.</param>
public sealed record MergedMembership(OrganizationId Organization, string Name, string? Role, RequestSight Sees, bool IsNew, bool Narrowed);

/// <summary>Looks ahead at a merge. Nothing is changed.</summary>
public sealed class ContactMergeQueries(BridgewatchDb db, ContactQueries contacts)
{
    /// <exception cref="NotVisible">One of the two is not there for this actor.</exception>
    public async Task<ContactMergePreview> Preview(ContactId contact, ContactId into, CancellationToken ct)
    {
        var (from, to) = (await contacts.Get(contact, ct), await contacts.Get(into, ct));
        var organizations = to.Organizations.Select(o => After(o, from.Organizations.FirstOrDefault(f => f.Organization == o.Organization)))
            .Concat(from.Organizations.Where(f => to.Organizations.All(o => o.Organization != f.Organization)).Select(f => new MergedMembership(f.Organization, f.Name, f.Role, f.Sees, true, false)));
        return new(from.Id, from.Name, to.Id, to.Name, [.. to.Addresses, .. from.Addresses], [.. organizations], await Against(from, to, ct));
    }

    private static MergedMembership After(MembershipResource kept, MembershipResource? other)
    {
        var sees = other is { Sees: RequestSight.Own } ? RequestSight.Own : kept.Sees;
        return new(kept.Organization, kept.Name, kept.Role, sees, false, other is not null && (kept.Sees == RequestSight.All || other.Sees == RequestSight.All) && sees == RequestSight.Own);
    }

    private async Task<string?> Against(ContactResource from, ContactResource to, CancellationToken ct)
    {
        if (from.Id == to.Id) return RuleTexts.Of<CatalogTexts>("rule.merge-with-itself");
        var refusal = from.Erased is not null || to.Erased is not null ? ContactRefusals.Erased()
            : to.Archived is not null ? ContactRefusals.IntoArchived()
            : await db.Contacts.AnyAsync(c => c.MergedInto == from.Id, ct) ? ContactRefusals.TookInOthers()
            : from.Addresses.Count + to.Addresses.Count > Contact.MostAddresses ? ContactRefusals.TooManyAddresses()
            : null;
        return refusal is null ? null : $"{refusal.Message} {refusal.Todo}";
    }
}
