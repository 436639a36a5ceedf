using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Brands;

/// <summary>Takes a brand out of all lists. The default one stays.</summary>
[Requires(CatalogPermissions.EditTeams)]
public sealed record ArchiveBrand(BrandId Brand) : ICommand;

internal sealed class ArchiveBrandHandler(Envelope envelope, BrandLinks links) : ICommandHandler<ArchiveBrand>
{
    public async ValueTask<Unit> Handle(ArchiveBrand command, CancellationToken ct)
    {
        var brand = await links.Expect(command.Brand, ct);
        brand.ArchiveOrRestore(true, envelope.At);
        return default;
    }
}

internal static class ArchiveBrandEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/brands/{brand}",
        async (string brand, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var id = (await reads.From((BrandQueries all, CancellationToken c) => all.Get(brand, c), ct)).Id;
            await commands.Send(new ArchiveBrand(id), ct);
            return TypedResults.NoContent();
        });
}
