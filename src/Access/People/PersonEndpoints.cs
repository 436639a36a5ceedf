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
        api.MapGet("/people", async (string? q, bool? left, string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
        {
            var size = Page.Size(limit);
            var page = await reads.From((PersonQueries p, CancellationToken c) => p.List(q, left ?? false, cursor, size, c), ct);
            return TypedResults.Ok(count == true ? page with { Count = await reads.From((PersonQueries p, CancellationToken c) => p.Count(q, left ?? false, c), ct) } : page);
        });
        api.MapGet("/people/{person}", async (PersonId person, Reads reads, CancellationToken ct) =>
        {
            var found = await reads.From((PersonQueries q, CancellationToken c) => q.One(person, c), ct);
            return Tagged.Ok(found, found.Version);
        });
    }
}
