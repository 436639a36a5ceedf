using System.Text.Json;
using System.Text.Json.Nodes;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Access.Scim;

/// <summary>SCIM 2.0 for directories (RFC 7643, 7644): a token with <c>access.provision</c> opens it, a browser's session never does.</summary>
internal static class ScimDoor
{
    public const string ContentType = "application/scim+json; charset=utf-8";

    /// <summary>A group of some thousand people.</summary>
    private const int LongestBody = 2 << 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var scim = routes.MapGroup(ScimPaths.Root).ExcludeFromDescription().AddEndpointFilter(ApiDoor.Open);
        ScimDiscovery.Map(scim);
        MapUsers(scim);
        MapGroups(scim);
    }

    private static void MapUsers(RouteGroupBuilder scim)
    {
        scim.MapGet("/Users", async (HttpContext http, Reads reads, CancellationToken ct) =>
            Ok(await reads.From((ScimQueries q, CancellationToken c) => q.Users(Ask(http), c), ct), Without(http)));
        scim.MapGet("/Users/{id}", (HttpContext http, string id, Reads reads, CancellationToken ct) => User(http, Id(id), reads, ct));
        scim.MapPost("/Users", async (HttpContext http, Commands commands, Reads reads, CancellationToken ct) =>
            await User(http, await commands.Send(new AddUser(ScimUser.Read(await Body(http, ct))), ct), reads, ct, made: true));
        scim.MapPut("/Users/{id}", async (HttpContext http, string id, Commands commands, Reads reads, CancellationToken ct) =>
        {
            await commands.Send(new ReplaceUser(Id(id), ScimUser.Read(await Body(http, ct))), ct);
            return await User(http, Id(id), reads, ct);
        });
        scim.MapPatch("/Users/{id}", async (HttpContext http, string id, Commands commands, Reads reads, CancellationToken ct) =>
        {
            await commands.Send(new PatchUser(Id(id), Operations(await Body(http, ct))), ct);
            return await User(http, Id(id), reads, ct);
        });
        scim.MapDelete("/Users/{id}", async (string id, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new RemoveUser(Id(id)), ct);
            return Results.NoContent();
        });
    }

    private static void MapGroups(RouteGroupBuilder scim)
    {
        scim.MapGet("/Groups", async (HttpContext http, Reads reads, CancellationToken ct) =>
            Ok(await reads.From((ScimQueries q, CancellationToken c) => q.Groups(Ask(http), c), ct), Without(http)));
        scim.MapGet("/Groups/{id}", (HttpContext http, string id, Reads reads, CancellationToken ct) => Group(http, GroupId(id), reads, ct));
        scim.MapPost("/Groups", async (HttpContext http, Commands commands, Reads reads, CancellationToken ct) =>
            await Group(http, await commands.Send(new AddDirectoryGroup(ScimGroup.Read(await Body(http, ct))), ct), reads, ct, made: true));
        scim.MapPut("/Groups/{id}", async (HttpContext http, string id, Commands commands, Reads reads, CancellationToken ct) =>
        {
            await commands.Send(new ReplaceDirectoryGroup(GroupId(id), ScimGroup.Read(await Body(http, ct))), ct);
            return await Group(http, GroupId(id), reads, ct);
        });
        scim.MapPatch("/Groups/{id}", async (HttpContext http, string id, Commands commands, Reads reads, CancellationToken ct) =>
        {
            await commands.Send(new PatchDirectoryGroup(GroupId(id), Operations(await Body(http, ct))), ct);
            return await Group(http, GroupId(id), reads, ct);
        });
        scim.MapDelete("/Groups/{id}", async (string id, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new RemoveDirectoryGroup(GroupId(id)), ct);
            return Results.NoContent();
        });
    }

    private static async Task<IResult> User(HttpContext http, PersonId id, Reads reads, CancellationToken ct, bool made = false)
    {
        var (resource, version) = await reads.From((ScimQueries q, CancellationToken c) => q.User(id, c), ct);
        return One(http, resource, version, made);
    }

    private static async Task<IResult> Group(HttpContext http, DirectoryGroupId id, Reads reads, CancellationToken ct, bool made = false)
    {
        var (resource, version) = await reads.From((ScimQueries q, CancellationToken c) => q.Group(id, Without(http).Contains("members"), c), ct);
        return One(http, resource, version, made);
    }

    private static IResult One(HttpContext http, JsonObject resource, long version, bool made)
    {
        http.Response.Headers.ETag = ScimResource.ETag(version);
        if (HttpMethods.IsGet(http.Request.Method) && http.Request.Headers.IfNoneMatch == ScimResource.ETag(version)) return Results.StatusCode(StatusCodes.Status304NotModified);
        if (made) http.Response.Headers.Location = ScimJson.Text(resource["meta"]!["location"]);
        return Ok(resource, Without(http), made ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>Also of each resource of a list.</summary>
    private static IResult Ok(JsonObject resource, IReadOnlyList<string> without, int status = StatusCodes.Status200OK)
    {
        foreach (var one in resource["Resources"] is JsonArray list ? list.OfType<JsonObject>() : [resource])
        {
            foreach (var attribute in without) one.Remove(attribute);
        }
        return Results.Text(resource.ToJsonString(), ContentType, statusCode: status);
    }

    /// <summary>What the caller does not want. Ids and schemas are always told.</summary>
    private static List<string> Without(HttpContext http) =>
        [.. http.Request.Query["excludedAttributes"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(a => !a.Equals("id", StringComparison.OrdinalIgnoreCase) && !a.Equals("schemas", StringComparison.OrdinalIgnoreCase))];

    private static ScimAsk Ask(HttpContext http) => new(http.Request.Query["filter"], Number(http, "startIndex"), Number(http, "count"), Without(http).Contains("members"));

    private static int? Number(HttpContext http, string name) => http.Request.Query[name].ToString() switch
    {
        "" => null,
        var text when int.TryParse(text, out var number) => number,
        _ => throw new ScimFault("invalidValue", $"'{name}' is a number."),
    };

    private static PersonId Id(string id) => PersonId.TryParse(id, out var person) ? person : throw new NotVisible("user");

    private static DirectoryGroupId GroupId(string id) => DirectoryGroupId.TryParse(id, out var group) ? group : throw new NotVisible("group");

    private static async Task<JsonObject> Body(HttpContext http, CancellationToken ct)
    {
        if (http.Request.ContentLength > LongestBody) throw new TooLarge(LongestBody);
        using var body = new MemoryStream();
        var buffer = new byte[16 << 10];
        for (int read; (read = await http.Request.Body.ReadAsync(buffer, ct)) > 0;)
        {
            if (body.Length + read > LongestBody) throw new TooLarge(LongestBody);
            body.Write(buffer, 0, read);
        }
        return ScimJson.Parse(System.Text.Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length)) as JsonObject ?? throw new ScimFault("invalidSyntax", "The body is a JSON object.");
    }

    private static List<ScimOperation> Operations(JsonObject body)
    {
        if (body["Operations"] is not JsonArray { Count: > 0 } operations) throw new ScimFault("invalidSyntax", "'Operations' is a list of operations.");
        return [.. operations.Select(o => o as JsonObject ?? throw new ScimFault("invalidSyntax", "Each of 'Operations' is an object.")).Select(o => new ScimOperation(
            ScimJson.Text(o["op"]) ?? throw new ScimFault("invalidSyntax", "Each operation has 'op'."), ScimJson.Text(o["path"]),
            o["value"] is { } value ? JsonSerializer.SerializeToElement(value) : null))];
    }
}
