using Bridgewatch.Catalog.Lists;
using Bridgewatch.Catalog.Teams;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Components;

/// <summary>How the component tree is stored: one table, each row with its whole path.</summary>
internal static class ComponentTable
{
    public static void Build(ModelBuilder model, bool postgres)
    {
        model.Entity<Component>(t =>
        {
            t.ToTable("component");
            t.HasKey(c => c.Id);
            t.Property(c => c.Id).ValueGeneratedNever();
            t.Property(c => c.Name).HasMaxLength(Component.LongestName);
            t.Property(c => c.Slug).HasMaxLength(ComponentSlug.Longest).IsCode(postgres);
            t.Property(c => c.Lifecycle).HasMaxLength(Component.LongestLifecycle);
            t.Property(c => c.Link).HasMaxLength(Component.LongestLink);
            t.Property(c => c.Description).HasMaxLength(Component.LongestDescription);
            t.Property(c => c.Source).HasMaxLength(Component.LongestSource);
            t.HasMany(c => c.Dependencies).WithOne().HasForeignKey(d => d.Component).OnDelete(DeleteBehavior.Cascade);
            t.HasMany(c => c.Aliases).WithOne().HasForeignKey(a => a.Component).OnDelete(DeleteBehavior.Cascade);
            t.HasOne<Component>().WithMany().HasForeignKey(c => c.Parent).OnDelete(DeleteBehavior.Restrict);
            t.HasOne<Team>().WithMany().HasForeignKey(c => c.OwningTeam).OnDelete(DeleteBehavior.Restrict);
            t.HasOne<Team>().WithMany().HasForeignKey(c => c.DevelopmentTeam).OnDelete(DeleteBehavior.Restrict);
            t.HasIndex(c => c.Slug).IsUnique();
            t.HasIndex(c => new { c.Kind, c.Slug });
            t.HasIndex(c => new { c.OwningTeam, c.Slug });
            t.HasIndex(c => new { c.DevelopmentTeam, c.Slug });
            t.HasIndex(c => c.Parent);
            t.HasIndex(c => c.Source).IsUnique();
            t.Ignore(c => c.Place);
        });
        model.Entity<ComponentDependency>(t =>
        {
            t.ToTable("component_dependency");
            t.HasKey(d => new { d.Component, d.On });
            t.Property(d => d.On).HasColumnName("depends_on");
            t.HasOne<Component>().WithMany().HasForeignKey(d => d.On).OnDelete(DeleteBehavior.Cascade);
            t.HasIndex(d => d.On);
        });
        model.Entity<ComponentAlias>(t =>
        {
            t.ToTable("component_alias");
            t.HasKey(a => a.Alias);
            t.Property(a => a.Alias).HasMaxLength(Component.LongestAlias).IsCode(postgres);
            t.HasIndex(a => a.Component);
        });
    }
}
