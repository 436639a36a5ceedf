using Bridgewatch.Catalog.Lists;
using Bridgewatch.Catalog.Naming;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Brands;

/// <summary>How brands are stored; the default one is there from the start.</summary>
internal static class BrandTable
{
    public static void Build(ModelBuilder model, bool postgres) => model.Entity<Brand>(t =>
    {
        t.ToTable("brand");
        t.HasKey(b => b.Id);
        t.Property(b => b.Id).ValueGeneratedNever();
        t.Property(b => b.Name).HasMaxLength(Brand.LongestName);
        t.Property(b => b.SortKey).IsListKey(postgres);
        t.Property(b => b.Slug).HasMaxLength(Slug.Longest).IsCode(postgres);
        t.HasIndex(b => b.SortKey).IsUnique();
        t.HasIndex(b => b.Slug).IsUnique();
        t.Ignore(b => b.IsDefault);
        t.Ignore(b => b.Place);
        t.HasData(new
        {
            Id = Brand.Default,
            Name = Brand.DefaultName,
            SortKey = ListKey.Of(Brand.DefaultName, Brand.Default.Value),
            Slug = Slug.From(Brand.DefaultName),
            Version = 1L,
        });
    });
}
