using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Kernel;

/// <summary>Settings by API: what the settings pages show and change, by the name each has in the journal.</summary>
internal static class SettingEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/settings", (Reads reads, CancellationToken ct) => reads.From((SettingQueries all, CancellationToken c) => all.List(c), ct));
        api.MapGet("/settings/{name}", (string name, Reads reads, CancellationToken ct) => Show(name, reads, ct));
        api.MapPut("/settings/{name}", Change);
    }

    private static async Task<Ok<JsonElement>> Change(string name, JsonElement value, Commands commands, Reads reads, CancellationToken ct)
    {
        await commands.Send(new ChangeSetting(name, value), ct);
        return await Show(name, reads, ct);
    }

    private static async Task<Ok<JsonElement>> Show(string name, Reads reads, CancellationToken ct) =>
        TypedResults.Ok(await reads.From((SettingQueries all, CancellationToken c) => all.Show(name, c), ct));
}
