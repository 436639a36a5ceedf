using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.Roles;

/// <summary>Administrators and others who may grant roles. One who holds the product's own role Administrator everywhere must always be left, since
/// a role of one's own making cannot give back what it lacks; and nobody climbs up by resetting the password of one who grants roles.</summary>
internal static class Administrators
{
    /// <summary>Takes grants away, and lets the last administrator keep theirs.</summary>
    /// <exception cref="Refusal">Nobody else would be administrator any more.</exception>
    public static async Task Take(BridgewatchDb db, IReadOnlyList<RoleGrant> grants, Instant now, CancellationToken ct)
    {
        var roles = await db.Roles.ToDictionaryAsync(r => r.Id, ct);
        foreach (var grant in grants)
        {
            var role = roles[grant.Role];
            if (role.Code == BuiltInRoles.Administrator)
            {
                await RefuseLast(db, grants, role, now, ct);
                role.TakenFromSomebody(now, grant.Person);
            }
            grant.Take(role);
            db.Remove(grant);
        }
    }

    /// <exception cref="Forbidden">The person may grant roles and the actor may not.</exception>
    public static async Task RefuseClimbing(BridgewatchDb db, Actor actor, PersonId person, CancellationToken ct)
    {
        if (actor.May(AccessPermissions.ManageRoles, default)) return;
        var (grants, roles) = (db.RoleGrants, db.Roles);
        var held = await grants.Where(g => g.Person == person).Join(roles, g => g.Role, r => r.Id, (g, r) => r).ToListAsync(ct);
        if (held.Any(GrantsRoles)) throw new Forbidden(AccessPermissions.ManageRoles);
    }

    private static async Task RefuseLast(BridgewatchDb db, IReadOnlyList<RoleGrant> taken, Role administrator, Instant now, CancellationToken ct)
    {
        var (grants, people, role) = (db.RoleGrants, db.People, administrator.Id);
        var ids = taken.Select(g => g.Id).ToList();
        var others = await grants.Where(g => g.Role == role && !ids.Contains(g.Id) && g.Scope == GrantScope.Everything && g.From <= now && g.Until == Micros.Never)
            .Join(people.Where(p => p.State == PersonState.Active), g => g.Person, p => p.Id, (g, p) => g.Id).AnyAsync(ct);
        if (!others) throw PersonRefusals.LastAdministrator();
    }

    private static bool GrantsRoles(Role role) => role.Permissions.Contains(AccessPermissions.ManageRoles);
}
