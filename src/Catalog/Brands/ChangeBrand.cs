using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Brands;

/// <summary>Changes what is given of a brand and leaves the rest.</summary>
/// <param name="Archived">False brings an archived one back.</param>
[Requires(CatalogPermissions.EditTeams)]
public sealed record ChangeBrand(
    BrandId Brand, Given<string> Name = default, Given<string> Slug = default, Given<string?> Accent = default,
    Given<string?> Sender = default, Given<bool> Archived = default) : ICommand;

internal sealed class ChangeBrandValidator : AbstractValidator<ChangeBrand>
{
    public ChangeBrandValidator()
    {
        RuleFor(c => c.Name.Value).BrandName().OverridePropertyName("Name").When(c => c.Name.IsGiven);
        RuleFor(c => c.Slug.Value).NotEmpty().WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.give-it-a-short-name")).ShortName().OverridePropertyName("Slug").When(c => c.Slug.IsGiven);
        RuleFor(c => c.Accent.Or(null)).Accent().OverridePropertyName("Accent");
        RuleFor(c => c.Sender.Or(null)).SenderAddress().OverridePropertyName("Sender");
    }
}

internal sealed class ChangeBrandHandler(Envelope envelope, BrandLinks links) : ICommandHandler<ChangeBrand>
{
    public async ValueTask<Unit> Handle(ChangeBrand command, CancellationToken ct)
    {
        var brand = await links.Expect(command.Brand, ct);
        if (command.Name.Is(out var name)) brand.Rename(name.Trim());
        if (command.Slug.Is(out var slug) && slug != brand.Slug)
        {
            await links.RefuseTaken(slug, ct);
            brand.ChangeSlug(slug);
        }
        if (command.Accent.Is(out var accent)) brand.Paint(BrandRules.Colour(accent));
        if (command.Sender.Is(out var sender)) brand.SendFrom(BrandRules.Address(sender));
        if (command.Archived.Is(out var archived)) brand.ArchiveOrRestore(archived, envelope.At);
        return default;
    }
}

internal static class ChangeBrandEndpoint
{
    public sealed record Body(Given<string> Name, Given<string> Slug, Given<string?> Accent, Given<string?> Sender, Given<bool> Archived);

    public static void Map(IEndpointRouteBuilder api) => api.MapPatch("/brands/{brand}",
        async (string brand, Body b, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var id = (await reads.From((BrandQueries all, CancellationToken c) => all.Get(brand, c), ct)).Id;
            var changed = await commands.Send(new ChangeBrand(id, b.Name, b.Slug, b.Accent, b.Sender, b.Archived), _ => BrandEndpoints.Read(id.ToString(), reads, ct), ct);
            return Tagged.Ok(changed, changed.Version);
        });
}
