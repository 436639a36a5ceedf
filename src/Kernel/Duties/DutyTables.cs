using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel.Duties;

/// <summary>How duties are stored.</summary>
internal static class DutyTables
{
    public static void Build(ModelBuilder model, bool postgres)
    {
        model.Entity<OwedTask>(t =>
        {
            t.ToTable("task");
            t.HasKey(x => x.Id);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Title).HasMaxLength(OwedTask.LongestTitle);
            t.Property(x => x.Details).HasMaxLength(OwedTask.LongestDetails);
            t.Property(x => x.ThingKind).HasMaxLength(40);
            t.Property(x => x.DueKey).HasMaxLength(48);
            // Lists compare it byte by byte on both engines.
            if (postgres) t.Property(x => x.DueKey).UseCollation("C");
            t.ComplexProperty(x => x.Receipt, r => r.IsRequired(false));
            t.ComplexProperty(x => x.Settlement, s => s.IsRequired(false));
            t.HasMany(x => x.Steps).WithOne().HasForeignKey(s => s.Task).OnDelete(DeleteBehavior.Cascade);
            t.HasIndex(x => new { x.Owner, x.State, x.DueKey });
            t.HasIndex(x => new { x.GivenBy, x.State, x.DueKey });
            t.HasIndex(x => new { x.ThingId, x.DueKey });
            t.HasIndex(x => x.DueKey).IsUnique();
        });
        model.Entity<Approval>(t =>
        {
            t.ToTable("approval");
            t.HasKey(x => x.Id);
            t.Property(x => x.Id).ValueGeneratedNever();
            t.Property(x => x.Kind).HasMaxLength(60);
            t.Property(x => x.Title).HasMaxLength(Approval.LongestTitle);
            t.Property(x => x.Content).HasMaxLength(Approval.LongestContent);
            t.Property(x => x.Hash).HasMaxLength(64);
            t.Property(x => x.Permission).HasMaxLength(80);
            t.Property(x => x.ThingKind).HasMaxLength(40);
            t.Property(x => x.DueKey).HasMaxLength(48);
            if (postgres) t.Property(x => x.DueKey).UseCollation("C");
            t.ComplexProperty(x => x.Decision, d => d.IsRequired(false));
            t.HasIndex(x => new { x.State, x.DueKey });
            t.HasIndex(x => new { x.Author, x.DueKey });
            t.HasIndex(x => new { x.ThingId, x.Kind });
        });
        model.Entity<TaskStep>(t =>
        {
            t.ToTable("task_step");
            t.HasKey(s => new { s.Task, s.Number });
            t.Property(s => s.Reason).HasMaxLength(OwedTask.LongestReason);
        });
    }
}
