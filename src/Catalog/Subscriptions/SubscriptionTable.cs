using Bridgewatch.Catalog.Components;
using Bridgewatch.Catalog.Lists;
using Bridgewatch.Catalog.Organizations;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Subscriptions;

/// <summary>How subscriptions are stored.</summary>
internal static class SubscriptionTable
{
    public static void Build(ModelBuilder model, bool postgres) => model.Entity<Subscription>(t =>
    {
        t.ToTable("subscription");
        t.HasKey(s => s.Id);
        t.Property(s => s.Id).ValueGeneratedNever();
        t.Property(s => s.SortKey).HasMaxLength(32).IsCode(postgres);
        t.Property(s => s.Region).HasMaxLength(Organization.LongestRegion);
        t.Property(s => s.ServiceVersion).HasMaxLength(Subscription.LongestVersion);
        t.HasOne<Organization>().WithMany().HasForeignKey(s => s.Organization).OnDelete(DeleteBehavior.Restrict);
        t.HasOne<Component>().WithMany().HasForeignKey(s => s.Service).OnDelete(DeleteBehavior.Restrict);
        t.HasIndex(s => s.SortKey).IsUnique();
        t.HasIndex(s => new { s.Organization, s.SortKey });
        t.HasIndex(s => new { s.Region, s.SortKey });
        t.HasIndex(s => new { s.Service, s.From, s.Until, s.Organization });
        t.Ignore(s => s.Terms);
    });
}
