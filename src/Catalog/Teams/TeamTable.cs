using Bridgewatch.Catalog.Lists;
using Bridgewatch.Catalog.Naming;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Teams;

/// <summary>How teams are stored.</summary>
internal static class TeamTable
{
    public static void Build(ModelBuilder model, bool postgres)
    {
        model.Entity<Team>(t =>
        {
            t.ToTable("team");
            t.HasKey(x => x.Id);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Name).HasMaxLength(Team.LongestName);
            t.Property(x => x.SortKey).IsListKey(postgres);
            t.Property(x => x.Slug).HasMaxLength(Slug.Longest).IsCode(postgres);
            t.HasMany(x => x.Members).WithOne().HasForeignKey(m => m.Team).OnDelete(DeleteBehavior.Cascade);
            t.HasIndex(x => x.SortKey).IsUnique();
            t.HasIndex(x => x.Slug).IsUnique();
            t.Ignore(x => x.Place);
        });
        model.Entity<TeamMember>(t =>
        {
            t.ToTable("team_member");
            t.HasKey(m => new { m.Team, m.Person });
            t.HasIndex(m => m.Person);
        });
    }
}
