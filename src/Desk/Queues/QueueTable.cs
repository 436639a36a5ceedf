using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Queues;

/// <summary>How queues are stored, and how other modules read them.</summary>
public static class QueueTable
{
    internal static void Build(ModelBuilder model) => model.Entity<Queue>(t =>
    {
        t.ToTable("queue");
        t.HasKey(q => q.Id);
        t.Property(q => q.Id).ValueGeneratedNever();
        t.Property(q => q.Name).HasMaxLength(Queue.LongestName);
        t.Property(q => q.Slug).HasMaxLength(Queue.LongestName);
        t.HasIndex(q => q.Slug).IsUnique();
        t.HasIndex(q => q.Team);
    });

    extension(BridgewatchDb db)
    {
        internal DbSet<Queue> AllQueues => db.Set<Queue>();

        public IQueryable<Queue> Queues => db.Set<Queue>().AsNoTracking();
    }
}
