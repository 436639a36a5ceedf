using System.Text;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Governance.Seal;

internal static class SealEndpoints
{
    private const int LargestRead = 1_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/seal", async (Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((SealQueries q, CancellationToken c) => q.Now(c), ct)));
        api.MapPost("/seal/verification", async (Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((SealQueries q, CancellationToken c) => q.Verify(c), ct)));
        // The same lines as `seal export` writes, for `verify --anchors`.
        api.MapGet("/seal/roots.jsonl", async (Reads reads, HttpContext http, CancellationToken ct) =>
        {
            var roots = await reads.From((SealQueries q, CancellationToken c) => q.Roots(0, LargestRead, c), ct);
            http.Response.ContentType = "application/jsonl; charset=utf-8";
            http.Response.Headers.ContentDisposition = "attachment; filename=\"bridgewatch-roots.jsonl\"";
            while (roots.Count > 0)
            {
                foreach (var root in roots) await http.Response.WriteAsync(KernelJson.Write(root) + "\n", Encoding.UTF8, ct);
                var last = roots[^1].Batch;
                roots = roots.Count < LargestRead ? [] : await reads.From((SealQueries q, CancellationToken c) => q.Roots(last, LargestRead, c), ct);
            }
        });
    }
}
