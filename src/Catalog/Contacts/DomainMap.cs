using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>Tells by the domain of an address to which organization somebody belongs.</summary>
internal sealed class DomainMap(BridgewatchDb db)
{
    /// <summary>Null where no organization in use has the domain; public mail domains never map.</summary>
    /// <param name="address">Normalised.</param>
    public async Task<OrganizationId?> OrganizationOf(string address, CancellationToken ct)
    {
        var domain = EmailText.DomainOf(address);
        if (PublicMailDomains.Contains(domain)) return null;
        var inUse = db.Organizations.Where(o => o.ArchivedAt == null).Select(o => o.Id);
        return await db.OrganizationDomains.Where(d => d.Domain == domain && inUse.Contains(d.Organization))
            .Select(d => (OrganizationId?)d.Organization).SingleOrDefaultAsync(ct);
    }

    /// <summary>For which of its organizations a contact speaks at an address: the one of the domain, else the one joined first.</summary>
    public async Task<OrganizationId?> SpeaksFor(Contact contact, string address, CancellationToken ct)
    {
        if (contact.Memberships.Count == 0) return null;
        var byDomain = contact.Memberships.Count == 1 ? null : await OrganizationOf(address, ct);
        return contact.Memberships.OrderBy(m => m.Organization == byDomain ? -1 : m.Rank).First().Organization;
    }
}
