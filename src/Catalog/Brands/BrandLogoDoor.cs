using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Brands;

/// <summary>Shows logos to everybody. The address names the very bytes, so browsers keep them for good.</summary>
public static class BrandLogoDoor
{
    public static string PathOf(string logo) => $"/brand-logos/{logo}";

    /// <summary>A drawing that is opened by itself is a document, and may do nothing either.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox";

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/brand-logos/{logo}",
        async (string logo, HttpContext http, Reads reads, CancellationToken ct) =>
        {
            var found = await reads.From((BridgewatchDb db, CancellationToken c) => Find(db, logo, c), ct);
            if (found is null) return Results.NotFound();
            http.Response.Headers.ContentSecurityPolicy = Policy;
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Bytes(found.Content, found.Type);
        }).ExcludeFromDescription();

    private static Task<BrandLogo?> Find(BridgewatchDb db, string hash, CancellationToken ct) =>
        db.AllBrandLogos.AsNoTracking().Where(l => db.Set<Brand>().Any(b => b.Id == l.Brand && b.Logo == hash)).SingleOrDefaultAsync(ct);
}
