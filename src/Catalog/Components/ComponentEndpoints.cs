using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Components;

/// <summary>Components by their path, which has slashes; services are the components of that kind.</summary>
internal static class ComponentEndpoints
{
    public sealed record Body(
        Given<string> Name, Given<ComponentKind> Kind, Given<string> Slug, Given<string?> Parent,
        Given<string?> OwningTeam, Given<string?> DevelopmentTeam, Given<string?> Lifecycle,
        Given<string?> Description, Given<string?> Link, Given<IReadOnlyList<string>> Aliases,
        Given<bool> Archived);

    public static void Map(IEndpointRouteBuilder api)
    {
        MapKind(api, "components", null);
        MapKind(api, "services", ComponentKind.Service);
        AddComponentEndpoint.Map(api);
        AddServiceEndpoint.Map(api);
    }

    private static void MapKind(IEndpointRouteBuilder api, string name, ComponentKind? only)
    {
        api.MapGet($"/{name}", (
                string? q, [WordsOf(typeof(ComponentKind))] string? kind, TeamId? team, string? below, bool? archived, string? cursor, int? limit, bool? count, Reads reads,
                CancellationToken ct) =>
            reads.From((ComponentQueries all, CancellationToken c) => all.List(
                new(q, only ?? Words.Read<ComponentKind>("kind", kind), team, below, archived ?? false), cursor, Page.Size(limit), count ?? false, c), ct));
        api.MapGet($"/{name}/{{**component}}", (string component, Reads reads, CancellationToken ct) => Get(component, only, reads, ct));
        api.MapPatch($"/{name}/{{**component}}", async (string component, Body b, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var id = (await Get(component, only, reads, ct)).Inner.Value!.Id;
            var changed = await commands.Send(new ChangeComponent(
                id, b.Name, b.Kind, b.Slug, b.Parent, b.OwningTeam, b.DevelopmentTeam, b.Lifecycle, b.Description, b.Link, b.Aliases, b.Archived),
                _ => Read(id.ToString(), null, reads, ct), ct);
            return Tagged.Ok(changed, changed.Version);
        });
        api.MapDelete($"/{name}/{{**component}}", async (string component, bool? withParts, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var id = (await Get(component, only, reads, ct)).Inner.Value!.Id;
            await commands.Send(new ArchiveComponent(id, withParts ?? false), ct);
            return TypedResults.NoContent();
        });
    }

    private static async Task<Tagged<Ok<ComponentResource>>> Get(string component, ComponentKind? kind, Reads reads, CancellationToken ct)
    {
        var found = await Read(component, kind, reads, ct);
        return Tagged.Ok(found, found.Version);
    }

    /// <summary>Programs that encode what stands in an address encode the slashes too, and those arrive as they were sent.</summary>
    private static ValueTask<ComponentResource> Read(string component, ComponentKind? kind, Reads reads, CancellationToken ct)
    {
        var path = component.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return reads.From((ComponentQueries all, CancellationToken c) => all.Get(path, kind, c), ct);
    }
}
