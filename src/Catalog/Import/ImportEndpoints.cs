using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Import;

/// <summary>Files come as multipart: one table, one YAML file, or a zip of a folder of YAML files. `?map=email=Kontakt` says which
/// column of a table is read for which of ours.</summary>
internal static class ImportEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        // A token is asked for below /api, never a cookie, so there is nothing to forge.
        api.MapPost("/imports/{kind}/preview", async (string kind, IFormFile file, [FromQuery] string[]? map, Reads reads, CancellationToken ct) =>
        {
            var (what, given) = (Kind(kind), await Read(file, map, ct));
            return TypedResults.Ok(await reads.From((ImportQueries all, CancellationToken c) => all.Preview(what, given, c), ct));
        }).DisableAntiforgery();
        api.MapPost("/imports/{kind}", async Task<Ok<ImportReport>> (string kind, IFormFile file, [FromQuery] string[]? map, Commands commands, CancellationToken ct) =>
            TypedResults.Ok(await commands.Send(new ApplyImport(Kind(kind), await Read(file, map, ct)), ct))).DisableAntiforgery();
    }

    private static ImportKind Kind(string text) => Words.TryRead<ImportKind>(text, out var kind) ? kind : throw new NotVisible("kind of import");

    private static async Task<ImportedFile> Read(IFormFile file, string[]? map, CancellationToken ct)
    {
        if (file.Length > ImportedFile.Largest) throw new Invalid("file", $"At most {ImportedFile.Largest / 1_000_000} MB.");
        using var content = new MemoryStream();
        await file.CopyToAsync(content, ct);
        return new(Path.GetFileName(file.FileName), content.ToArray()) { Mapping = ImportedFile.MappingOf(map ?? [], "map") };
    }
}
