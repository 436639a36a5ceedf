using Bridgewatch.Catalog.Lists;
using Bridgewatch.Catalog.Naming;
using Bridgewatch.Catalog.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Bridgewatch.Catalog.Brands;

/// <summary>How brands are stored; the default one is there from the start.</summary>
internal static class BrandTable
{
    public static void Build(ModelBuilder model, bool postgres)
    {
        model.Entity<Brand>(t => Build(t, postgres));
        model.Entity<BrandLogo>(t =>
        {
            t.ToTable("brand_logo");
            t.HasKey(l => l.Brand);
            t.Property(l => l.Brand).ValueGeneratedNever();
            t.Property(l => l.Type).HasMaxLength(20);
            t.Ignore(l => l.Hash);
            t.HasOne<Brand>().WithOne().HasForeignKey<BrandLogo>(l => l.Brand);
        });
    }

    private static void Build(EntityTypeBuilder<Brand> t, bool postgres)
    {
        t.ToTable("brand");
        t.HasKey(b => b.Id);
        t.Property(b => b.Id).ValueGeneratedNever();
        t.Property(b => b.Name).HasMaxLength(Brand.LongestName);
        t.Property(b => b.SortKey).IsListKey(postgres);
        t.Property(b => b.Slug).HasMaxLength(Slug.Longest).IsCode(postgres);
        t.Property(b => b.Accent).HasMaxLength(7);
        t.Property(b => b.Sender).HasMaxLength(EmailText.Longest);
        t.Property(b => b.Logo).HasMaxLength(64);
        t.HasIndex(b => b.SortKey).IsUnique();
        t.HasIndex(b => b.Logo).HasFilter("logo IS NOT NULL");
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
    }
}
