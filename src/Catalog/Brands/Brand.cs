using Bridgewatch.Catalog.Lists;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Catalog.Brands;

/// <summary>A name under which we support customers. One always exists, and nobody sees it while it is the only one.</summary>
public sealed partial class Brand : Aggregate
{
    public const int LongestName = 100;

    /// <summary>The one that is there from the start and stays.</summary>
    public static readonly BrandId Default = new(new Guid("00000000-0000-7000-8000-000000000001"));

    /// <summary>Of the default one until somebody names it: customers then read the company's own name.</summary>
    public const string DefaultName = "Default";

    private Brand()
    {
    }

    public BrandId Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Lists are in this order; see <see cref="ListKey"/>.</summary>
    public string SortKey { get; private set; } = "";

    /// <summary>Its name in addresses and rules; see <see cref="Naming.Slug"/>.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>Since when it is out of all lists; null while it is in use.</summary>
    public Instant? ArchivedAt { get; private set; }

    public bool IsDefault => Id == Default;

    public override Subject About => new("brand", Id.Value);

    public Place Place => new(Brand: Id);

    internal static Brand Add(string name, string slug)
    {
        var brand = new Brand { Id = BrandId.New(), Slug = slug };
        brand.Call(name);
        brand.Record(new BrandAdded(brand.Id, slug));
        return brand;
    }

    internal void Rename(string name)
    {
        if (name == Name) return;
        Call(name);
        Record(new BrandRenamed(Id));
    }

    internal void ChangeSlug(string slug)
    {
        if (slug == Slug) return;
        var before = Slug;
        Slug = slug;
        Record(new BrandSlugChanged(Id, before, slug));
    }

    internal void ArchiveOrRestore(bool archive, Instant at)
    {
        if (archive && IsDefault) throw BrandRefusals.DefaultStays();
        if (archive == ArchivedAt is not null) return;
        ArchivedAt = archive ? at : null;
        Record(archive ? new BrandArchived(Id) : new BrandRestored(Id));
    }

    private void Call(string name) => (Name, SortKey) = (name, ListKey.Of(name, Id.Value));
}

internal static class BrandRefusals
{
    public static Refusal DefaultStays() =>
        new("default-brand-stays", "The default brand cannot be archived.", "Rename it, or archive the other one.");

    public static Refusal SlugTaken(string slug) =>
        new("slug-taken", $"Another brand is called '{slug}'.", "Choose another short name.");
}

[JournalType("catalog.brand.added.v1")]
public sealed record BrandAdded(BrandId Brand, string Slug) : JournalEvent;

[JournalType("catalog.brand.renamed.v1")]
public sealed record BrandRenamed(BrandId Brand) : JournalEvent;

[JournalType("catalog.brand.slug-changed.v1")]
public sealed record BrandSlugChanged(BrandId Brand, string From, string To) : JournalEvent;

[JournalType("catalog.brand.archived.v1")]
public sealed record BrandArchived(BrandId Brand) : JournalEvent;

[JournalType("catalog.brand.restored.v1")]
public sealed record BrandRestored(BrandId Brand) : JournalEvent;
