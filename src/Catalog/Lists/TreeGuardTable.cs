using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Lists;

/// <summary>How the guards of the trees are stored; the rows are there from the start.</summary>
internal static class TreeGuardTable
{
    public static void Build(ModelBuilder model) => model.Entity<TreeGuard>(t =>
    {
        t.ToTable("tree_guard");
        t.HasKey(g => g.Tree);
        t.Property(g => g.Tree).HasMaxLength(40);
        t.Property(g => g.Moves).IsConcurrencyToken();
        t.HasData(new { Tree = TreeGuard.Organizations, Moves = 0L }, new { Tree = TreeGuard.Components, Moves = 0L });
    });
}
