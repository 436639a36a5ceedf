using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Brands;

internal static class BrandEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/brands", (bool? archived, string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            reads.From((BrandQueries all, CancellationToken c) => all.List(archived ?? false, cursor, Page.Size(limit), count ?? false, c), ct));
        api.MapGet("/brands/{brand}", async (string brand, Reads reads, CancellationToken ct) =>
        {
            var found = await Read(brand, reads, ct);
            return Tagged.Ok(found, found.Version);
        });
        AddBrandEndpoint.Map(api);
        ChangeBrandEndpoint.Map(api);
        ArchiveBrandEndpoint.Map(api);
        GiveBrandLogoEndpoint.Map(api);
        TakeBrandLogoEndpoint.Map(api);
    }

    public static ValueTask<BrandResource> Read(string brand, Reads reads, CancellationToken ct) =>
        reads.From((BrandQueries all, CancellationToken c) => all.Get(brand, c), ct);
}
