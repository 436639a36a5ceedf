using System.Text.Json.Nodes;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Access.Scim;

/// <summary>Says what this server can do (RFC 7644, 4): no secret, but asked for with a token as all else.</summary>
internal static class ScimDiscovery
{
    private const string ListSchema = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    public static void Map(RouteGroupBuilder scim)
    {
        scim.MapGet("/ServiceProviderConfig", (PublicUrl address, Reads reads, CancellationToken ct) => Tell(reads, () => Config(address), ct));
        scim.MapGet("/ResourceTypes", (PublicUrl address, Reads reads, CancellationToken ct) => Tell(reads, () => List(Types(address)), ct));
        scim.MapGet("/ResourceTypes/{name}", (string name, PublicUrl address, Reads reads, CancellationToken ct) => Tell(reads, () => One(Types(address), name), ct));
        scim.MapGet("/Schemas", (PublicUrl address, Reads reads, CancellationToken ct) => Tell(reads, () => List(Schemas(address)), ct));
        scim.MapGet("/Schemas/{name}", (string name, PublicUrl address, Reads reads, CancellationToken ct) => Tell(reads, () => One(Schemas(address), name), ct));
    }

    private static async Task<IResult> Tell(Reads reads, Func<JsonObject> what, CancellationToken ct) =>
        Results.Text((await reads.From((ScimRight right, CancellationToken _) => right.Tell(what), ct)).ToJsonString(), ScimDoor.ContentType);

    private static JsonObject Config(PublicUrl address) => new()
    {
        ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"),
        ["patch"] = Supported(true),
        ["bulk"] = new JsonObject { ["supported"] = false, ["maxOperations"] = 0, ["maxPayloadSize"] = 0 },
        ["filter"] = new JsonObject { ["supported"] = true, ["maxResults"] = ScimAsk.Most },
        ["changePassword"] = Supported(false),
        ["sort"] = Supported(false),
        ["etag"] = Supported(true),
        ["authenticationSchemes"] = new JsonArray(new JsonObject
        {
            ["type"] = "oauthbearertoken",
            ["name"] = "API token",
            ["description"] = $"A token of Bridgewatch with the scope {AccessPermissions.Provision}.",
            ["primary"] = true,
        }),
        ["meta"] = Meta("ServiceProviderConfig", address.Of($"{ScimPaths.Root}/ServiceProviderConfig")),
    };

    private static JsonObject[] Types(PublicUrl address) => [Type("User", "/Users", ScimUser.Schema, address), Type("Group", "/Groups", ScimGroup.Schema, address)];

    private static JsonObject Type(string name, string endpoint, string schema, PublicUrl address) => new()
    {
        ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:ResourceType"),
        ["id"] = name,
        ["name"] = name,
        ["endpoint"] = endpoint,
        ["schema"] = schema,
        ["meta"] = Meta("ResourceType", address.Of($"{ScimPaths.Root}/ResourceTypes/{name}")),
    };

    private static JsonObject[] Schemas(PublicUrl address) =>
    [
        Schema(ScimUser.Schema, "User", address,
            Text("userName", required: true, unique: true), Text("externalId", exact: true), Text("displayName"),
            Complex("name", many: false, Text("formatted"), Text("givenName"), Text("familyName")),
            Complex("emails", many: true, Text("value"), Text("type"), Attribute("primary", "boolean")),
            Attribute("active", "boolean"), ReadOnly(Complex("groups", many: true, Text("value"), Text("display")))),
        Schema(ScimGroup.Schema, "Group", address,
            Text("displayName", required: true, unique: true), Text("externalId", exact: true), Complex("members", many: true, Text("value"), Text("display"))),
    ];

    private static JsonObject Schema(string id, string name, PublicUrl address, params JsonNode[] attributes) => new()
    {
        ["schemas"] = new JsonArray("urn:ietf:params:scim:schemas:core:2.0:Schema"),
        ["id"] = id,
        ["name"] = name,
        ["attributes"] = new JsonArray(attributes),
        ["meta"] = Meta("Schema", address.Of($"{ScimPaths.Root}/Schemas/{id}")),
    };

    private static JsonObject Text(string name, bool required = false, bool unique = false, bool exact = false)
    {
        var attribute = Attribute(name, "string");
        (attribute["required"], attribute["caseExact"]) = (required, exact);
        if (unique) attribute["uniqueness"] = "server";
        return attribute;
    }

    private static JsonObject Complex(string name, bool many, params JsonNode[] parts)
    {
        var attribute = Attribute(name, "complex");
        (attribute["multiValued"], attribute["subAttributes"]) = (many, new JsonArray(parts));
        return attribute;
    }

    private static JsonObject ReadOnly(JsonObject attribute)
    {
        attribute["mutability"] = "readOnly";
        return attribute;
    }

    private static JsonObject Attribute(string name, string type) => new()
    {
        ["name"] = name,
        ["type"] = type,
        ["multiValued"] = false,
        ["required"] = false,
        ["mutability"] = "readWrite",
        ["returned"] = "default",
        ["uniqueness"] = "none",
    };

    private static JsonObject Supported(bool supported) => new() { ["supported"] = supported };

    private static JsonObject Meta(string type, string location) => new() { ["resourceType"] = type, ["location"] = location };

    private static JsonObject List(JsonObject[] resources) => new()
    {
        ["schemas"] = new JsonArray(ListSchema),
        ["totalResults"] = resources.Length,
        ["startIndex"] = 1,
        ["itemsPerPage"] = resources.Length,
        ["Resources"] = new JsonArray([.. resources]),
    };

    private static JsonObject One(JsonObject[] resources, string name) =>
        Array.Find(resources, r => r["id"]!.ToString().Equals(name, StringComparison.OrdinalIgnoreCase)) ?? throw new NotVisible("such thing");
}

/// <summary>Whether the caller may provision at all.</summary>
internal sealed class ScimRight(Actor actor)
{
    /// <exception cref="Forbidden">They may not.</exception>
    public Task<JsonObject> Tell(Func<JsonObject> what) =>
        actor.May(AccessPermissions.Provision) ? Task.FromResult(what()) : throw new Forbidden(AccessPermissions.Provision);
}
