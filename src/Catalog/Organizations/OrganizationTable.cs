using Bridgewatch.Catalog.Lists;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>How organizations are stored.</summary>
internal static class OrganizationTable
{
    public static void Build(ModelBuilder model, bool postgres)
    {
        model.Entity<Organization>(t =>
        {
            t.ToTable("organization");
            t.HasKey(o => o.Id);
            t.Property(o => o.Id).ValueGeneratedNever();
            t.Property(o => o.Name).HasMaxLength(Organization.LongestName);
            t.Property(o => o.SortKey).IsListKey(postgres);
            t.Property(o => o.Region).HasMaxLength(Organization.LongestRegion);
            t.Property(o => o.Note).HasMaxLength(Organization.LongestNote);
            t.ComplexProperty(o => o.Revenue, revenue =>
            {
                revenue.Property(m => m.Amount).HasPrecision(18, 4);
                revenue.Property(m => m.Currency).HasMaxLength(3);
            });
            t.HasMany(o => o.Domains).WithOne().HasForeignKey(d => d.Organization).OnDelete(DeleteBehavior.Cascade);
            t.HasOne<Organization>().WithMany().HasForeignKey(o => o.Parent).OnDelete(DeleteBehavior.Restrict);
            t.ComplexProperty(o => o.Merge, m => m.IsRequired(false));
            t.HasIndex(o => o.SortKey).IsUnique();
            t.HasIndex(o => o.MergedInto).HasFilter("merged_into IS NOT NULL");
            t.HasIndex(o => new { o.Tier, o.SortKey });
            t.HasIndex(o => new { o.Region, o.SortKey });
            t.HasIndex(o => new { o.Owner, o.SortKey });
            t.HasIndex(o => new { o.Parent, o.SortKey });
            t.Ignore(o => o.Place);
        });
        model.Entity<OrganizationDomain>(t =>
        {
            t.ToTable("organization_domain");
            t.HasKey(d => d.Domain);
            t.Property(d => d.Domain).HasMaxLength(OrganizationDomain.Longest).IsCode(postgres);
            t.HasIndex(d => d.Organization);
        });
    }
}
