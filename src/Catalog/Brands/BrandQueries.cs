using Bridgewatch.Catalog.Lists;
using Bridgewatch.Catalog.Naming;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Kernel;
using Bridgewatch.Ui;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Catalog.Brands;

/// <summary>A brand as the API shows it.</summary>
/// <param name="IsDefault">True for the one that is there from the start. Pages show no brand while it is the only one.</param>
/// <param name="Accent"><c>#rrggbb</c>; null for the product's own.</param>
/// <param name="Sender">Where its mail comes from; null for the address of outgoing mail.</param>
/// <param name="Logo">The path of its picture; null without one.</param>
public sealed record BrandResource(
    BrandId Id, string Name, string Slug, bool IsDefault, string? Accent, string? Sender, string? Logo, Instant? Archived, long Version)
{
    public static BrandResource Of(Brand b) => new(
        b.Id, b.Name, b.Slug, b.IsDefault, b.Accent, b.Sender, b.Logo is null ? null : BrandLogoDoor.PathOf(b.Logo), b.ArchivedAt, b.Version);
}

/// <summary>Questions about brands. Everybody of ours sees all of them.</summary>
public sealed class BrandQueries(BridgewatchDb db, Actor actor)
{
    /// <summary>By name.</summary>
    public async Task<Page<BrandResource>> List(bool archived, string? cursor, int size, bool count, CancellationToken ct)
    {
        actor.MustRead();
        var all = archived ? db.Brands.Where(b => b.ArchivedAt != null) : db.Brands.Where(b => b.ArchivedAt == null);
        var found = await all.After(b => b.SortKey, Cursor.Read(cursor)).OrderBy(b => b.SortKey).Take(size + 1).ToListAsync(ct);
        var page = Page.Of(found, size, last => Cursor.Write(last.SortKey));
        return new([.. page.Items.Select(BrandResource.Of)], page.Next) { Count = count ? await all.Capped(b => b.SortKey, ct) : null };
    }

    /// <param name="text">Id or short name.</param>
    /// <exception cref="NotVisible">There is no such brand.</exception>
    public async Task<BrandResource> Get(string text, CancellationToken ct)
    {
        actor.MustRead();
        return BrandResource.Of(await Named(text).SingleOrDefaultAsync(ct) ?? throw new NotVisible("brand"));
    }

    /// <summary>The id of a brand in use that a text names by its id or short name; the default one for null; null when there is none.</summary>
    public async Task<BrandId?> Find(string? text, CancellationToken ct) => text is null
        ? Brand.Default
        : await Named(text).Where(b => b.ArchivedAt == null).Select(b => (BrandId?)b.Id).SingleOrDefaultAsync(ct);

    private IQueryable<Brand> Named(string text)
    {
        if (BrandId.TryParse(text, out var id)) return db.Brands.Where(b => b.Id == id);
        var slug = Slug.IsSegment(text) ? text : "";
        return db.Brands.Where(b => b.Slug == slug);
    }
}

/// <summary>What a brand shares with others, checked before it changes: its short name.</summary>
internal sealed class BrandLinks(BridgewatchDb db, Actor actor)
{
    /// <exception cref="NotVisible">There is no such brand.</exception>
    public async Task<Brand> Expect(BrandId id, CancellationToken ct)
    {
        var brand = await db.AllBrands.SingleOrDefaultAsync(b => b.Id == id, ct) ?? throw new NotVisible("brand");
        actor.MustHold(brand.Place);
        return brand;
    }

    /// <exception cref="Refusal">Another brand has the short name.</exception>
    public async Task RefuseTaken(string slug, CancellationToken ct)
    {
        if (await db.Brands.AnyAsync(b => b.Slug == slug, ct)) throw BrandRefusals.SlugTaken(slug);
    }
}

internal static class BrandRules
{
    public static IRuleBuilderOptions<T, string> BrandName<T>(this IRuleBuilder<T, string> rule) => rule
        .NotEmpty().WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.give-it-a-name")).OneLine(Brand.LongestName)!;

    public static IRuleBuilderOptions<T, string?> Accent<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(a => string.IsNullOrWhiteSpace(a) || AccentStyle.IsColour(a.Trim())).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.an-accent-is"));

    public static IRuleBuilderOptions<T, string?> SenderAddress<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(a => string.IsNullOrWhiteSpace(a) || EmailText.Normalise(a) is not null).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.not-an-address"));

    public static string? Colour(string? given) => PlainText.Trimmed(given)?.ToLowerInvariant();

    public static string? Address(string? given) => PlainText.Trimmed(given) is { } text ? EmailText.Normalise(text) : null;
}
