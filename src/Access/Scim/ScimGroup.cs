using System.Text.Json.Nodes;
using Bridgewatch.Kernel;

namespace Bridgewatch.Access.Scim;

/// <summary>A group as a directory tells of it.</summary>
/// <param name="Members">Ids of users.</param>
public sealed record ScimGroup(string Name, string? ExternalId, IReadOnlyList<PersonId> Members)
{
    public const string Schema = "urn:ietf:params:scim:schemas:core:2.0:Group";

    /// <exception cref="ScimFault">A value is missing or unfit.</exception>
    internal static ScimGroup Read(JsonObject resource)
    {
        var name = ScimJson.Text(resource["displayName"])?.Trim() ?? throw new ScimFault("invalidValue", "'displayName' is missing.");
        var externalId = ScimJson.Text(resource["externalId"]);
        if (name.Length > DirectoryGroup.LongestName || externalId?.Length > DirectoryGroup.LongestName) throw new ScimFault("invalidValue", $"'displayName' and 'externalId' have at most {DirectoryGroup.LongestName} characters.");
        if (!Wholeness.IsWhole(name) || !Wholeness.IsWhole(externalId ?? "")) throw new ScimFault("invalidValue", "'displayName' or 'externalId' has characters that cannot be stored.");
        return new(name, externalId, [.. MembersOf(resource["members"]).Distinct()]);
    }

    internal static JsonObject Write(DirectoryGroup group, IEnumerable<(PersonId Id, string Name)>? members, string address)
    {
        var resource = ScimJson.Object();
        resource["schemas"] = new JsonArray(Schema);
        resource["id"] = group.Id.ToString();
        resource["externalId"] = group.ExternalId;
        resource["displayName"] = group.Name;
        if (members is not null) resource["members"] = new JsonArray([.. members.Select(m => ScimResource.Reference(m.Id.ToString(), m.Name, null))]);
        resource["meta"] = ScimResource.Meta("Group", address, group.Since, group.ChangedAt, group.Version);
        return ScimResource.WithoutNulls(resource);
    }

    private static IEnumerable<PersonId> MembersOf(JsonNode? members)
    {
        if (members is null) yield break;
        foreach (var member in members as JsonArray ?? throw new ScimFault("invalidValue", "'members' is a list."))
            yield return PersonId.TryParse(ScimJson.Text(member), out var id) ? id : throw new ScimFault("invalidValue", "Each of 'members' has the id of a user as 'value'.");
    }
}
