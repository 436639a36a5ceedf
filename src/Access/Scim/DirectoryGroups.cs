using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Scim;

/// <summary>Makes groups what a directory tells of them, within a command.</summary>
internal sealed class DirectoryGroups(BridgewatchDb db, Actor actor, Envelope envelope, DirectoryPeople people)
{
    /// <exception cref="NotVisible">There is no such group.</exception>
    public async Task<DirectoryGroup> Expect(DirectoryGroupId id, CancellationToken ct)
    {
        actor.MustHold(default);
        return await db.DirectoryGroups.Include(g => g.Members).SingleOrDefaultAsync(g => g.Id == id, ct) ?? throw new NotVisible("group");
    }

    /// <exception cref="Refusal">Another group has the name.</exception>
    /// <exception cref="ScimFault">A member is nobody.</exception>
    public async Task Become(DirectoryGroup group, ScimGroup told, CancellationToken ct)
    {
        var (id, key) = (group.Id, Person.KeyOf(told.Name));
        if (await db.DirectoryGroups.AnyAsync(g => g.Id != id && g.NameKey == key, ct)) throw ScimRefusals.GroupTaken(told.Name);
        var isCalledOtherwise = (told.Name, told.ExternalId) != (group.Name, group.ExternalId);
        group.Change(told.Name, told.ExternalId, envelope.At);
        var joined = told.Members.Where(p => !group.Members.Any(m => m.Person == p)).ToList();
        await RefuseStrangers(joined, ct);
        var touched = group.Consist(told.Members, envelope.At).ToList();
        // A rule may name it by its new name.
        if (isCalledOtherwise) touched = [.. touched.Union(told.Members)];
        foreach (var person in await db.People.Where(p => touched.Contains(p.Id)).ToListAsync(ct))
            await people.FollowGroups(person, told.Members.Contains(person.Id) ? [told.Name, told.ExternalId] : [], id, ct);
    }

    /// <summary>Takes somebody out of all groups, so that who comes under their address later inherits nothing. Their roles are the caller's matter.</summary>
    public async Task Lose(PersonId person, CancellationToken ct)
    {
        foreach (var group in await db.DirectoryGroups.Include(g => g.Members).Where(g => g.Members.Any(m => m.Person == person)).ToListAsync(ct))
            group.Consist(group.Members.Select(m => m.Person).Where(p => p != person).ToHashSet(), envelope.At);
    }

    private async Task RefuseStrangers(List<PersonId> joined, CancellationToken ct)
    {
        var known = await DirectoryPeople.Visible(db.People).Where(p => joined.Contains(p.Id)).Select(p => p.Id).ToListAsync(ct);
        if (joined.Except(known).Select(p => p.ToString()).FirstOrDefault() is { } stranger) throw new ScimFault("invalidValue", $"There is no user {stranger}.");
    }
}
