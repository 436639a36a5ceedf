using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Brands;

/// <summary>Gives a brand the picture that its pages show, or another one.</summary>
/// <param name="Content">PNG or SVG, told by its bytes; see <see cref="BrandLogo"/>.</param>
[Requires(CatalogPermissions.EditTeams)]
public sealed record GiveBrandLogo(BrandId Brand, byte[] Content) : ICommand;

internal sealed class GiveBrandLogoValidator : AbstractValidator<GiveBrandLogo>
{
    public GiveBrandLogoValidator() => RuleFor(c => c.Content).Must(c => c is not null && BrandLogo.TypeOf(c) is not null)
        .WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.a-logo-is", BrandLogo.Widest, BrandLogo.Largest / 1_000)).OverridePropertyName("Logo");
}

internal sealed class GiveBrandLogoHandler(BridgewatchDb db, BrandLinks links) : ICommandHandler<GiveBrandLogo>
{
    public async ValueTask<Unit> Handle(GiveBrandLogo command, CancellationToken ct)
    {
        var brand = await links.Expect(command.Brand, ct);
        var (type, logo) = (BrandLogo.TypeOf(command.Content)!, await db.AllBrandLogos.SingleOrDefaultAsync(l => l.Brand == brand.Id, ct));
        if (logo is null) db.Add(logo = new(brand.Id, type, command.Content));
        else logo.Replace(type, command.Content);
        brand.Wear(logo.Hash);
        return default;
    }
}

internal static class GiveBrandLogoEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/brands/{brand}/logo",
        async (string brand, HttpRequest request, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var id = (await BrandEndpoints.Read(brand, reads, ct)).Id;
            var changed = await commands.Send(new GiveBrandLogo(id, await Read(request, ct)), _ => BrandEndpoints.Read(id.ToString(), reads, ct), ct);
            return Tagged.Ok(changed, changed.Version);
        }).Accepts<byte[]>(BrandLogo.Png, BrandLogo.Svg);

    /// <summary>One byte more than may be, at most, so that the rule tells what is too large.</summary>
    private static async Task<byte[]> Read(HttpRequest request, CancellationToken ct)
    {
        var content = new byte[BrandLogo.Largest + 1];
        var length = await request.Body.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, ct);
        return content[..length];
    }
}
