using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Access.People;

/// <summary>Reading people by the API. Changing them stands beside each command.</summary>
internal static class PersonEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/me", async (Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((PersonQueries q, CancellationToken c) => q.Me(c), ct)));
        api.MapGet("/people", async (string? q, bool? left, string? cursor, int? limit, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((PersonQueries p, CancellationToken c) => p.List(q, left ?? false, cursor, Page.Size(limit), c), ct)));
        api.MapGet("/people/{person}", async (PersonId person, HttpContext http, Reads reads, CancellationToken ct) =>
        {
            var found = await reads.From((PersonQueries q, CancellationToken c) => q.One(person, c), ct);
            http.Response.Headers.ETag = $"\"{found.Version}\"";
            return TypedResults.Ok(found);
        });
    }
}
