using Bridgewatch.Access.Roles;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.People;

/// <summary>A colleague as everyone signed in may know them: to assign, to mention.</summary>
public sealed record Colleague(PersonId Id, string Name, string Handle, SupportTier? Tier, PersonState State);

/// <summary>A colleague as who may read people sees them.</summary>
/// <param name="LastSignInAt">By browser; tokens have their own last use.</param>
public sealed record PersonResource(
    PersonId Id, string Email, string Name, string Handle, PersonState State, SupportTier? Tier, string Zone, string Locale,
    MailPreferences Notifications, IReadOnlyList<GrantResource> Roles, Instant Since, Instant? LastSignInAt, long Version);

/// <summary>The one who asks, and what they may do.</summary>
/// <param name="Permissions">Held anywhere; where, stands in the roles.</param>
public sealed record Myself(
    PersonId Id, string Email, string Name, string Handle, SupportTier? Tier, string Zone, string Locale, MailPreferences Notifications,
    IReadOnlyList<GrantResource> Roles, IReadOnlyList<string> Permissions, bool Masked);

/// <summary>Questions about people.</summary>
public sealed class PersonQueries(BridgewatchDb db, Actor actor, RoleQueries roles)
{
    private const int MostCounted = 1_000;

    /// <summary>By name. People who left come only when asked for.</summary>
    /// <param name="text">Found in name, handle and, for who may read people, address.</param>
    public async Task<Page<Colleague>> List(string? text, bool left, string? after, int size, CancellationToken ct)
    {
        var people = Filtered(text, left);
        if (Cursor.Read(after) is var (name, id))
            people = people.Where(p => p.NameKey.CompareTo(name) > 0 || (p.NameKey == name && p.Handle.CompareTo(id) > 0));
        var rows = await people.OrderBy(p => p.NameKey).ThenBy(p => p.Handle).Take(size + 1)
            .Select(p => new { p.NameKey, Colleague = new Colleague(p.Id, p.Name, p.Handle, p.Tier, p.State) }).ToListAsync(ct);
        var page = Page.Of(rows, size, last => Cursor.Write(last.NameKey, last.Colleague.Handle));
        return new([.. page.Items.Select(r => r.Colleague)], page.Next);
    }

    /// <summary>How many such a list has, counted up to a thousand.</summary>
    public async Task<Count> Count(string? text, bool left, CancellationToken ct)
    {
        var counted = await Filtered(text, left).Take(MostCounted + 1).CountAsync(ct);
        return new(Math.Min(counted, MostCounted), counted > MostCounted);
    }

    private IQueryable<Person> Filtered(string? text, bool left)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        var people = db.People.AsNoTracking();
        if (!left) people = people.Where(p => p.State != PersonState.Left);
        if (string.IsNullOrWhiteSpace(text)) return people;
        var (key, byAddress) = (Person.KeyOf(text), actor.May(AccessPermissions.ReadPeople));
        return people.Where(p => p.NameKey.Contains(key) || p.Handle.Contains(key) || (byAddress && p.EmailKey.Contains(key)));
    }

    /// <exception cref="NotVisible">There is nobody with that id.</exception>
    /// <exception cref="Forbidden">It is somebody else, and the actor may not read people.</exception>
    public async Task<PersonResource> One(PersonId id, CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        if (actor.PersonOrNone != id && !actor.May(AccessPermissions.ReadPeople)) throw new Forbidden(AccessPermissions.ReadPeople);
        var (people, credentials) = (db.People, db.Credentials);
        var row = await people.AsNoTracking().Where(p => p.Id == id)
            .Join(credentials, p => p.Id, c => c.Person, (p, c) => new { Person = p, c.LastSignInAt }).SingleOrDefaultAsync(ct)
            ?? throw new NotVisible("person");
        var p = row.Person;
        return new(p.Id, p.Email, p.Name, p.Handle, p.State, p.Tier, p.Zone, p.Locale, p.Notifications, await roles.Of(id, ct), p.Since,
            row.LastSignInAt, p.Version);
    }

    public async Task<Myself> Me(CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        var me = await One(actor.Person, ct);
        return new(me.Id, me.Email, me.Name, me.Handle, me.Tier, me.Zone, me.Locale, me.Notifications, me.Roles,
            [.. actor.Grants.SelectMany(g => g.Permissions).Distinct().Order()], actor.Grants.Any(g => g.Masked));
    }

    /// <summary>By address, for the command line. Null when there is nobody.</summary>
    public async Task<PersonId?> ByEmail(string email, CancellationToken ct)
    {
        if (!actor.May(AccessPermissions.ReadPeople)) throw new Forbidden(AccessPermissions.ReadPeople);
        var key = Person.KeyOf(email);
        return await db.People.Where(p => p.EmailKey == key).Select(p => (PersonId?)p.Id).SingleOrDefaultAsync(ct);
    }

    /// <summary>Two sort keys as one opaque text.</summary>
    private static class Cursor
    {
        public static string Write(string name, string handle) =>
            Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{handle}\n{name}")).TrimEnd('=').Replace('+', '-').Replace('/', '_');

        /// <exception cref="Invalid">It is not one of ours.</exception>
        public static (string Name, string Handle)? Read(string? cursor)
        {
            if (string.IsNullOrEmpty(cursor)) return null;
            try
            {
                var text = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(cursor)).Split('\n', 2);
                return (text[1], text[0]);
            }
            catch (Exception exception) when (exception is FormatException or IndexOutOfRangeException)
            {
                throw new Invalid("cursor", "Give the value of 'next' as it came.");
            }
        }
    }
}
