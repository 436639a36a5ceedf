using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Brands;

/// <summary>Takes a brand's picture away; its pages then show its name alone.</summary>
[Requires(CatalogPermissions.EditTeams)]
public sealed record TakeBrandLogo(BrandId Brand) : ICommand;

internal sealed class TakeBrandLogoHandler(BridgewatchDb db, BrandLinks links) : ICommandHandler<TakeBrandLogo>
{
    public async ValueTask<Unit> Handle(TakeBrandLogo command, CancellationToken ct)
    {
        var brand = await links.Expect(command.Brand, ct);
        if (await db.AllBrandLogos.SingleOrDefaultAsync(l => l.Brand == brand.Id, ct) is { } logo) db.Remove(logo);
        brand.Wear(null);
        return default;
    }
}

internal static class TakeBrandLogoEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/brands/{brand}/logo",
        async (string brand, Commands commands, Reads reads, CancellationToken ct) =>
        {
            await commands.Send(new TakeBrandLogo((await BrandEndpoints.Read(brand, reads, ct)).Id), ct);
            return TypedResults.NoContent();
        });
}
