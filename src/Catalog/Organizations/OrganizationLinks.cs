using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Catalog.Lists;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>What an organization shares with others, checked before it changes: its domains and its place in the tree.</summary>
internal sealed class OrganizationLinks(BridgewatchDb db, Actor actor)
{
    /// <exception cref="NotVisible">There is no such organization for this actor.</exception>
    /// <exception cref="Refusal">It goes on as another one.</exception>
    public async Task<Organization> Expect(OrganizationId id, CancellationToken ct)
    {
        var found = await db.AllOrganizations.Include(o => o.Domains).VisibleTo(actor).SingleOrDefaultAsync(o => o.Id == id, ct) ?? throw new NotVisible("organization");
        return found.MergedInto is null ? found : throw OrganizationRefusals.Merged();
    }

    /// <exception cref="Refusal">One of the domains belongs to another organization.</exception>
    public async Task Connect(Organization organization, IReadOnlyList<string> domains, CancellationToken ct)
    {
        var taken = await db.OrganizationDomains.Where(d => domains.Contains(d.Domain) && d.Organization != organization.Id)
            .OrderBy(d => d.Domain).FirstOrDefaultAsync(ct);
        if (taken is not null)
        {
            var holder = await db.Organizations.VisibleTo(actor).Where(o => o.Id == taken.Organization).Select(o => o.Name).SingleOrDefaultAsync(ct);
            throw OrganizationRefusals.DomainTaken(taken.Domain, holder);
        }
        organization.ComeFrom(domains);
    }

    /// <exception cref="Refusal">A circle would close.</exception>
    public async Task PutBelow(Organization organization, OrganizationId? parent, CancellationToken ct)
    {
        if (parent == organization.Parent) return;
        // Read before the tree: whoever changes it after this moment changes the guard, and one of the two is stale.
        var guard = await Guard(ct);
        if (parent is { } id)
        {
            await Parent(id, ct);
            if (await StandsBelow(id, organization.Id, ct)) throw OrganizationRefusals.CircleOfParents();
        }
        guard.Move();
        organization.PutBelow(parent);
    }

    /// <summary>What stands below an organization stands below the one as which it goes on. Where that one stood below it itself, it rises to
    /// its place, so that no circle closes.</summary>
    public async Task TakePlace(Organization organization, Organization into, CancellationToken ct)
    {
        var guard = await Guard(ct);
        if (await StandsBelow(into.Id, organization.Id, ct)) into.PutBelow(organization.Parent);
        var children = await db.AllOrganizations.Where(o => o.Parent == organization.Id && o.Id != into.Id).ToListAsync(ct);
        foreach (var child in children) child.PutBelow(into.Id);
        organization.PutBelow(null);
        guard.Move();
    }

    /// <exception cref="Invalid">The new owner is none of ours, or has left.</exception>
    public async Task GiveTo(Organization organization, PersonId? owner, CancellationToken ct)
    {
        if (owner is { } person && owner != organization.Owner) await Owner(person, ct);
        organization.GiveTo(owner);
    }

    /// <exception cref="Invalid">There is no such organization in use for this actor.</exception>
    public async Task<OrganizationId> Parent(OrganizationId id, CancellationToken ct) =>
        await db.Organizations.VisibleTo(actor).AnyAsync(o => o.Id == id && o.ArchivedAt == null, ct)
            ? id
            : throw new Invalid("parent", "There is no such organization in use that you can see.");

    /// <exception cref="Invalid">The person is none of ours, or has left.</exception>
    public async Task<PersonId> Owner(PersonId id, CancellationToken ct) =>
        await db.People.AnyAsync(p => p.Id == id && p.State != PersonState.Left, ct) ? id : throw new Invalid("owner", "This is no colleague of ours.");

    private Task<TreeGuard> Guard(CancellationToken ct) => db.TreeGuards.SingleAsync(g => g.Tree == TreeGuard.Organizations, ct);

    private async Task<bool> StandsBelow(OrganizationId organization, OrganizationId above, CancellationToken ct)
    {
        for (OrganizationId? next = organization; next is { } id;)
        {
            if (id == above) return true;
            next = await db.Organizations.Where(o => o.Id == id).Select(o => o.Parent).SingleOrDefaultAsync(ct);
        }
        return false;
    }
}
