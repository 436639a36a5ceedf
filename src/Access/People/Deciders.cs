using Bridgewatch.Access.Roles;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.People;

/// <summary>Who could decide about an approval: active people who hold its permission where it stands, without its author.</summary>
public sealed class Deciders(BridgewatchDb db, IActors actors, Things things)
{
    public async Task<IReadOnlyList<Person>> Of(Approval approval, CancellationToken ct)
    {
        var (grants, roles, author, permission) = (db.Set<RoleGrant>(), db.Set<Role>(), approval.Author, approval.Permission);
        // The roles are asked loosely here, and each person exactly below.
        var people = await db.People.AsNoTracking()
            .Where(p => p.State == PersonState.Active && p.Id != author
                && grants.Any(g => g.Person == p.Id && roles.Any(r => r.Id == g.Role && r.PermissionList.Contains(permission))))
            .ToListAsync(ct);
        var found = new List<Person>();
        foreach (var person in people)
        {
            if (await MayDecide(approval, await actors.Load(new(ActorKind.Person, person.Id.Value), ct), ct)) found.Add(person);
        }
        return found;
    }

    /// <summary>True where the approval waits for this very actor.</summary>
    public async Task<bool> MayDecide(Approval approval, Actor actor, CancellationToken ct) =>
        approval.Author != actor.PersonOrNone && actor.May(approval.Permission, new Place(Queue: approval.Queue))
        && (approval.ThingId is null || (await things.Known([(approval.ThingKind, approval.ThingId)], actor, ct)).Count > 0);
}
