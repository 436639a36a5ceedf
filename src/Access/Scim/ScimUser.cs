using System.Text.Json.Nodes;
using Bridgewatch.Access.People;
using Bridgewatch.Kernel;

namespace Bridgewatch.Access.Scim;

/// <summary>A person as a directory tells of them.</summary>
/// <param name="Name">As they are called.</param>
public sealed record ScimUser(string UserName, string? ExternalId, string Email, string Name, string? GivenName, string? FamilyName, bool Active)
{
    public const string Schema = "urn:ietf:params:scim:schemas:core:2.0:User";

    /// <summary>Reads what is ours of a resource; directories send much that is not.</summary>
    /// <param name="before">What is known, when only parts were sent: a name follows its parts then.</param>
    /// <exception cref="ScimFault">A value is missing or unfit.</exception>
    internal static ScimUser Read(JsonObject resource, ScimUser? before = null)
    {
        var userName = ScimJson.Text(resource["userName"])?.Trim() ?? throw Missing("userName");
        var (name, email) = (resource["name"] as JsonObject, EmailOf(resource["emails"]) ?? userName);
        var (given, family) = (ScimJson.Text(name?["givenName"]), ScimJson.Text(name?["familyName"]));
        var shown = ScimJson.Text(resource["displayName"]) ?? ScimJson.Text(name?["formatted"]);
        if (before is not null && shown == before.Name && (given, family) != (before.GivenName, before.FamilyName)) shown = null;
        var called = shown ?? string.Join(' ', new[] { given, family }.Where(p => p is not null));
        Limit("userName", userName, Person.LongestEmail);
        Limit("externalId", ScimJson.Text(resource["externalId"]), Person.LongestExternalId);
        Limit("name", given, Person.LongestName);
        Limit("name", family, Person.LongestName);
        if (!PersonRules.IsAddress(email) || email.Length > Person.LongestEmail) throw new ScimFault("invalidValue", $"'{email}' is no email address: send one in 'emails', or as 'userName'.");
        var whole = string.IsNullOrWhiteSpace(called) ? email.Split('@')[0] : called.Trim();
        return new(userName, ScimJson.Text(resource["externalId"]), email, whole[..Math.Min(whole.Length, Person.LongestName)], given, family, ScimJson.Truth(resource["active"], "active") ?? true);
    }

    internal static ScimUser Of(Person person) => new(
        person.UserName ?? person.Email, person.ExternalId, person.Email, person.Name, person.GivenName, person.FamilyName, person.State != PersonState.Left);

    internal JsonObject Write(Person person, IEnumerable<(DirectoryGroupId Id, string Name)> groups, string address)
    {
        var resource = ScimJson.Object();
        resource["schemas"] = new JsonArray(Schema);
        resource["id"] = person.Id.ToString();
        resource["externalId"] = ExternalId;
        resource["userName"] = UserName;
        resource["displayName"] = Name;
        var name = ScimJson.Object();
        (name["formatted"], name["givenName"], name["familyName"]) = (Name, GivenName, FamilyName);
        resource["name"] = name;
        var email = ScimJson.Object();
        (email["value"], email["type"], email["primary"]) = (Email, "work", true);
        resource["emails"] = new JsonArray(email);
        resource["active"] = Active;
        resource["groups"] = new JsonArray([.. groups.Select(g => ScimResource.Reference(g.Id.ToString(), g.Name, null))]);
        resource["meta"] = ScimResource.Meta("User", address, person.Since, person.ToldAt ?? person.Since, person.Version);
        return ScimResource.WithoutNulls(resource);
    }

    /// <summary>The primary one, or the first at work, or the first.</summary>
    private static string? EmailOf(JsonNode? emails)
    {
        if (emails is not JsonArray list) return ScimJson.Text(emails)?.Trim();
        var all = list.OfType<JsonObject>().Where(e => ScimJson.Text(e["value"]) is not null).ToList();
        var chosen = all.Find(e => ScimJson.Truth(e["primary"], "primary") == true) ?? all.Find(e => ScimJson.Text(e["type"]) == "work") ?? all.FirstOrDefault();
        return ScimJson.Text(chosen)?.Trim();
    }

    private static void Limit(string attribute, string? value, int longest)
    {
        if (value?.Length > longest) throw new ScimFault("invalidValue", $"'{attribute}' has at most {longest} characters.");
        if (value is not null && !Wholeness.IsWhole(value)) throw new ScimFault("invalidValue", $"'{attribute}' has characters that cannot be stored.");
    }

    private static ScimFault Missing(string attribute) => new("invalidValue", $"'{attribute}' is missing.");
}
