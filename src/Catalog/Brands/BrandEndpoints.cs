using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Brands;

internal static class BrandEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/brands", (bool? archived, string? cursor, int? limit, Reads reads, CancellationToken ct) =>
            reads.From((BrandQueries all, CancellationToken c) => all.List(archived ?? false, cursor, Page.Size(limit), c), ct));
        api.MapGet("/brands/{brand}", Get);
        AddBrandEndpoint.Map(api);
        ChangeBrandEndpoint.Map(api);
        ArchiveBrandEndpoint.Map(api);
    }

    public static async Task<Tagged<Ok<BrandResource>>> Get(string brand, Reads reads, CancellationToken ct)
    {
        var found = await reads.From((BrandQueries all, CancellationToken c) => all.Get(brand, c), ct);
        return Tagged.Ok(found, found.Version);
    }
}
