using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Drafts;

/// <summary>How drafts are stored.</summary>
internal static class DraftTable
{
    public static void Build(ModelBuilder model) => model.Entity<Draft>(t =>
    {
        t.ToTable("draft");
        t.HasKey(d => new { d.Person, d.Ticket, d.Kind });
        t.HasIndex(d => d.Ticket);
        t.HasIndex(d => d.At);
    });

    extension(BridgewatchDb db)
    {
        internal DbSet<Draft> AllDrafts => db.Set<Draft>();
    }
}
