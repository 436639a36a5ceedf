using System.Text.Json.Nodes;
using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Scim;

/// <summary>A part of a list, as SCIM counts it: from one.</summary>
/// <param name="Count">At most so many; null for the usual.</param>
internal sealed record ScimAsk(string? Filter, int? StartIndex, int? Count, bool WithoutMembers = false)
{
    public const int Most = 200;

    private const int Usual = 100;

    public int First => Math.Max(StartIndex ?? 1, 1);

    public int Size => Math.Clamp(Count ?? Usual, 0, Most);
}

/// <summary>What a directory may read. The answers are resources as they go over the wire.</summary>
internal sealed class ScimQueries(BridgewatchDb db, Actor actor, PublicUrl address)
{
    private static readonly Dictionary<string, ScimAttribute<Person>> UserAttributes = new()
    {
        ["id"] = new(Is: value => PersonId.TryParse(value as string, out var id) ? p => p.Id == id : null),
        ["userName"] = new(p => p.UserNameKey ?? p.EmailKey, Folded: true),
        ["externalId"] = new(p => p.ExternalId),
        ["emails.value"] = new(p => p.EmailKey, Folded: true),
        ["emails"] = new(p => p.EmailKey, Folded: true),
        ["emails.type"] = new(Is: value => value is "work" ? p => true : null),
        ["displayName"] = new(p => p.NameKey, Folded: true),
        ["name.formatted"] = new(p => p.NameKey, Folded: true),
        ["name.givenName"] = new(p => p.GivenName),
        ["name.familyName"] = new(p => p.FamilyName),
        ["active"] = new(Is: value => value switch
        {
            true => p => p.State != PersonState.Left,
            false => p => p.State == PersonState.Left,
            string text when text.Equals("true", StringComparison.OrdinalIgnoreCase) => p => p.State != PersonState.Left,
            string text when text.Equals("false", StringComparison.OrdinalIgnoreCase) => p => p.State == PersonState.Left,
            _ => null,
        }),
    };

    private static readonly Dictionary<string, ScimAttribute<DirectoryGroup>> GroupAttributes = new()
    {
        ["id"] = new(Is: value => DirectoryGroupId.TryParse(value as string, out var id) ? g => g.Id == id : null),
        ["displayName"] = new(g => g.NameKey, Folded: true),
        ["externalId"] = new(g => g.ExternalId),
        ["members"] = new(Is: HasMember),
        ["members.value"] = new(Is: HasMember),
    };

    /// <exception cref="NotVisible">There is no such user.</exception>
    public async Task<(JsonObject Resource, long Version)> User(PersonId id, CancellationToken ct)
    {
        MustProvision();
        var person = await DirectoryPeople.Visible(db.People.AsNoTracking()).SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw new NotVisible("user");
        return ((await Write([person], ct))[0], person.Version);
    }

    public async Task<JsonObject> Users(ScimAsk ask, CancellationToken ct)
    {
        MustProvision();
        var people = DirectoryPeople.Visible(db.People.AsNoTracking());
        if (!string.IsNullOrWhiteSpace(ask.Filter)) people = people.Where(ScimSql.Translate(ScimFilter.Read(ask.Filter), UserAttributes));
        var found = await people.OrderBy(p => p.Since).ThenBy(p => p.Id).Skip(ask.First - 1).Take(ask.Size).ToListAsync(ct);
        return List(await people.CountAsync(ct), ask, await Write(found, ct));
    }

    /// <exception cref="NotVisible">There is no such group.</exception>
    public async Task<(JsonObject Resource, long Version)> Group(DirectoryGroupId id, bool withoutMembers, CancellationToken ct)
    {
        MustProvision();
        var group = await db.DirectoryGroups.AsNoTracking().SingleOrDefaultAsync(g => g.Id == id, ct) ?? throw new NotVisible("group");
        return ((await Write([group], withoutMembers, ct))[0], group.Version);
    }

    public async Task<JsonObject> Groups(ScimAsk ask, CancellationToken ct)
    {
        MustProvision();
        var groups = db.DirectoryGroups.AsNoTracking();
        if (!string.IsNullOrWhiteSpace(ask.Filter)) groups = groups.Where(ScimSql.Translate(ScimFilter.Read(ask.Filter), GroupAttributes));
        var found = await groups.OrderBy(g => g.Since).ThenBy(g => g.Id).Skip(ask.First - 1).Take(ask.Size).ToListAsync(ct);
        return List(await groups.CountAsync(ct), ask, await Write(found, ask.WithoutMembers, ct));
    }

    private void MustProvision()
    {
        if (!actor.May(AccessPermissions.Provision, default)) throw new Forbidden(AccessPermissions.Provision);
    }

    private static System.Linq.Expressions.Expression<Func<DirectoryGroup, bool>>? HasMember(object? value) =>
        PersonId.TryParse(value as string, out var id) ? g => g.Members.Any(m => m.Person == id) : null;

    private async Task<List<JsonObject>> Write(List<Person> people, CancellationToken ct)
    {
        var ids = people.ConvertAll(p => p.Id);
        var groups = await db.DirectoryGroups.SelectMany(g => g.Members, (g, m) => new { g.Id, g.Name, m.Person }).Where(m => ids.Contains(m.Person)).OrderBy(m => m.Name).ToListAsync(ct);
        var byPerson = groups.ToLookup(g => g.Person, g => (g.Id, g.Name));
        return people.ConvertAll(p => ScimUser.Of(p).Write(p, byPerson[p.Id], address.Of(ScimPaths.Of(p.Id))));
    }

    private async Task<List<JsonObject>> Write(List<DirectoryGroup> groups, bool withoutMembers, CancellationToken ct)
    {
        if (withoutMembers) return groups.ConvertAll(g => ScimGroup.Write(g, null, address.Of(ScimPaths.Of(g.Id))));
        var (ids, people) = (groups.ConvertAll(g => g.Id), DirectoryPeople.Visible(db.People));
        var members = await db.DirectoryGroups.Where(g => ids.Contains(g.Id)).SelectMany(g => g.Members)
            .Join(people, m => m.Person, p => p.Id, (m, p) => new { m.Group, p.Id, p.Name, p.NameKey }).OrderBy(m => m.NameKey).ThenBy(m => m.Id).ToListAsync(ct);
        var byGroup = members.ToLookup(m => m.Group, m => (m.Id, m.Name));
        return groups.ConvertAll(g => ScimGroup.Write(g, byGroup[g.Id], address.Of(ScimPaths.Of(g.Id))));
    }

    private static JsonObject List(int total, ScimAsk ask, List<JsonObject> resources)
    {
        var list = ScimJson.Object();
        list["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:ListResponse");
        (list["totalResults"], list["startIndex"], list["itemsPerPage"]) = (total, ask.First, resources.Count);
        list["Resources"] = new JsonArray([.. resources]);
        return list;
    }
}

/// <summary>Where resources lie.</summary>
internal static class ScimPaths
{
    public const string Root = "/scim/v2";

    public static string Of(PersonId user) => $"{Root}/Users/{user}";

    public static string Of(DirectoryGroupId group) => $"{Root}/Groups/{group}";
}
