using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Effort;

/// <summary>How visits are stored, and how other modules read them.</summary>
public static class VisitTable
{
    internal static void Build(ModelBuilder model) => model.Entity<Visit>(t =>
    {
        t.ToTable("visit");
        t.HasKey(v => v.Id);
        t.Property(v => v.Id).ValueGeneratedNever();
        t.HasIndex(v => new { v.Ticket, v.StartedAt });
        t.HasIndex(v => new { v.Person, v.StartedAt });
    });

    extension(BridgewatchDb db)
    {
        internal DbSet<Visit> AllVisits => db.Set<Visit>();

        public IQueryable<Visit> Visits => db.Set<Visit>().AsNoTracking();
    }
}
