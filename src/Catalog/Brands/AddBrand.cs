using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Brands;

/// <summary>Adds a name under which we support customers.</summary>
/// <param name="Slug">Its short name; made from the name when left out.</param>
/// <param name="Accent"><c>#rrggbb</c>; the product's own when left out.</param>
/// <param name="Sender">Where its mail comes from; the address of outgoing mail when left out.</param>
[Requires(CatalogPermissions.EditTeams)]
public sealed record AddBrand(string Name, string? Slug = null, string? Accent = null, string? Sender = null) : ICommand<BrandResource>;

internal sealed class AddBrandValidator : AbstractValidator<AddBrand>
{
    public AddBrandValidator()
    {
        RuleFor(c => c.Name).BrandName();
        RuleFor(c => c.Slug).ShortName();
        RuleFor(c => c.Accent).Accent();
        RuleFor(c => c.Sender).SenderAddress();
        RuleFor(c => c.Slug).Must((c, s) => !string.IsNullOrEmpty(s) || Slug.From(c.Name ?? "").Length > 0)
            .WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.no-short-name-can-be"));
    }
}

internal sealed class AddBrandHandler(BridgewatchDb db, Actor actor, BrandLinks links) : ICommandHandler<AddBrand, BrandResource>
{
    public async ValueTask<BrandResource> Handle(AddBrand command, CancellationToken ct)
    {
        actor.MustHold(default);
        var slug = string.IsNullOrEmpty(command.Slug) ? Slug.From(command.Name) : command.Slug;
        await links.RefuseTaken(slug, ct);
        var brand = Brand.Add(command.Name.Trim(), slug);
        brand.Paint(BrandRules.Colour(command.Accent));
        brand.SendFrom(BrandRules.Address(command.Sender));
        db.AllBrands.Add(brand);
        return BrandResource.Of(brand);
    }
}

internal static class AddBrandEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/brands", async (AddBrand body, Commands commands, CancellationToken ct) =>
    {
        var brand = await commands.Send(body, ct);
        return Tagged.Created($"/api/v1/brands/{brand.Slug}", brand, brand.Version);
    });
}
