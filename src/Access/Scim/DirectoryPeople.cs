using Bridgewatch.Access.People;
using Bridgewatch.Access.Providers;
using Bridgewatch.Access.Roles;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Scim;

/// <summary>Makes people what a directory tells of them, within a command: a leaver is off with it, and whoever comes back holds what their groups give.</summary>
internal sealed class DirectoryPeople(BridgewatchDb db, Actor actor, Envelope envelope, SignInWays ways, MappedRoles roles)
{
    /// <summary>Who vouches for people and roles that come from a directory. No provider may be called so.</summary>
    public const string Source = SignInProvider.Directory;

    /// <exception cref="NotVisible">The directory never told of them, and they have left; or there is nobody.</exception>
    public async Task<Person> Expect(PersonId id, CancellationToken ct)
    {
        actor.MustHold(default);
        return await Visible(db.People).SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw new NotVisible("user");
    }

    /// <summary>Whoever has left is seen only while the directory keeps them.</summary>
    public static IQueryable<Person> Visible(IQueryable<Person> people) => people.Where(p => p.State != PersonState.Left || p.UserNameKey != null);

    /// <exception cref="Refusal">Somebody else has the name or the address; or the last administrator, or oneself, would be off.</exception>
    public async Task Become(Person person, ScimUser told, CancellationToken ct)
    {
        await RefuseTaken(person, told, ct);
        var id = person.Id;
        if (Person.KeyOf(told.Email) != person.EmailKey && !IsNew(person))
        {
            // Whoever reads an administrator's mail can become them.
            await Administrators.RefuseClimbing(db, actor, id, ct);
            db.OneTimeLinks.RemoveRange(await db.OneTimeLinks.Where(l => l.Person == id).ToListAsync(ct));
        }
        person.BeTold(told.UserName, told.ExternalId, told.Email, told.Name, told.GivenName, told.FamilyName, envelope.At);
        if (!told.Active) await Leave(person, ct);
        else if (person.State == PersonState.Left)
        {
            person.Return(Source);
            await FollowGroups(person, [], null, ct);
        }
    }

    public async Task Leave(Person person, CancellationToken ct)
    {
        if (person.State == PersonState.Left) return;
        if (actor.PersonOrNone == person.Id) throw PersonRefusals.Self();
        await Leaving.Leave(db, person, envelope.At, ct);
    }

    /// <summary>Roles that follow from the person's groups, by the rules of all providers.</summary>
    /// <param name="now">Of a group that is changing: what it is called, when the person is in it.</param>
    /// <param name="changing">That group, whose row says what was.</param>
    public async Task FollowGroups(Person person, IEnumerable<string?> now, DirectoryGroupId? changing, CancellationToken ct)
    {
        if (changing is not null) BeGrouped(person);
        if (person.State == PersonState.Left) return;
        var (id, except) = (person.Id, changing ?? default);
        var others = await db.DirectoryGroups.Where(g => g.Id != except && g.Members.Any(m => m.Person == id)).Select(g => new { g.Name, g.ExternalId }).ToListAsync(ct);
        var groups = others.SelectMany(g => new[] { g.Name, g.ExternalId }).Concat(now).OfType<string>().Distinct().ToList();
        await roles.Follow(Source, [.. ways.Providers.SelectMany(p => p.Roles).Distinct()], id, groups, ct);
    }

    /// <summary>Each change of a group reads the rows of the others. The person's version is where two at once meet, and one looks again.</summary>
    private void BeGrouped(Person person)
    {
        person.BeGrouped(envelope.At);
        // Also in the same microsecond as the last time.
        db.Entry(person).Property(p => p.ToldAt).IsModified = true;
    }

    private bool IsNew(Person person) => db.Entry(person).State is EntityState.Added or EntityState.Detached;

    private async Task RefuseTaken(Person person, ScimUser told, CancellationToken ct)
    {
        var (id, name, email) = (person.Id, Person.KeyOf(told.UserName), Person.KeyOf(told.Email));
        if (await db.People.AnyAsync(p => p.Id != id && (p.UserNameKey == name || p.EmailKey == email || (p.UserNameKey == null && p.EmailKey == name && p.State != PersonState.Left)), ct))
            throw ScimRefusals.UserTaken();
    }
}
