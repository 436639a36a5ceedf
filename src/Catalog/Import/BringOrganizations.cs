using Bridgewatch.Catalog.Naming;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Import;

/// <summary>Brings organizations along from another system. One that is here by its name already is that one.</summary>
/// <returns>Their ids, in the order given.</returns>
[Requires(CatalogPermissions.Import)]
public sealed record BringOrganizations(IReadOnlyList<BroughtOrganization> Organizations) : ICommand<IReadOnlyList<OrganizationId>>, IMendsText;

/// <summary>An organization as another system states it.</summary>
/// <param name="Known">As which it was brought before; null the first time.</param>
/// <param name="Domains">As written there; those that are public, or another's, are left.</param>
public sealed record BroughtOrganization(OrganizationId? Known, string Name, IReadOnlyList<string> Domains, string? Note);

internal sealed class BringOrganizationsHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<BringOrganizations, IReadOnlyList<OrganizationId>>
{
    public async ValueTask<IReadOnlyList<OrganizationId>> Handle(BringOrganizations command, CancellationToken ct)
    {
        actor.MustHold(default);
        var ids = command.Organizations.Select(o => o.Known).OfType<OrganizationId>().ToList();
        var names = command.Organizations.Where(o => o.Known is null).Select(o => NameOf(o)).ToList();
        var here = await db.AllOrganizations.Include(o => o.Domains).Where(o => ids.Contains(o.Id) || (names.Contains(o.Name) && o.ArchivedAt == null)).ToListAsync(ct);
        var domains = command.Organizations.SelectMany(o => OrganizationDomains(o)).Distinct().ToList();
        var taken = await db.OrganizationDomains.Where(d => domains.Contains(d.Domain)).ToDictionaryAsync(d => d.Domain, d => d.Organization, ct);
        var brought = new List<OrganizationId>();
        foreach (var one in command.Organizations) brought.Add(Bring(one, here, taken).Id);
        return brought;
    }

    private Organization Bring(BroughtOrganization one, List<Organization> here, Dictionary<string, OrganizationId> taken)
    {
        var name = NameOf(one);
        var organization = here.Find(o => one.Known is { } known ? o.Id == known : o.Name == name);
        if (organization is null)
        {
            organization = Organization.Add(name, CustomerTier.Standard, envelope.At, envelope.Origin);
            db.AllOrganizations.Add(organization);
            here.Add(organization);
        }
        else if (one.Known is not null && organization.MergedInto is null)
        {
            organization.Rename(name);
        }
        var own = OrganizationDomains(one).Where(d => !taken.TryGetValue(d, out var whose) || whose == organization.Id).ToList();
        foreach (var domain in own) taken[domain] = organization.Id;
        // What somebody added here stays.
        organization.ComeFrom([.. organization.Domains.Select(d => d.Domain).Union(own).Take(OrganizationRules.MostDomains)]);
        if (organization.Note is null && PlainText.Trimmed(one.Note) is { } note) organization.Annotate(note.Length <= Organization.LongestNote ? note : note[..Organization.LongestNote]);
        return organization;
    }

    private static string NameOf(BroughtOrganization one) => one.Name.Length <= Organization.LongestName ? one.Name : one.Name[..Organization.LongestName];

    private static IEnumerable<string> OrganizationDomains(BroughtOrganization one) =>
        one.Domains.Select(DomainName.Normalise).OfType<string>().Where(d => !PublicMailDomains.Contains(d)).Distinct();
}
