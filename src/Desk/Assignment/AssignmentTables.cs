using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Assignment;

/// <summary>How it is stored who got which ticket from where, and who is away.</summary>
public static class AssignmentTables
{
    internal static void Build(ModelBuilder model)
    {
        model.Entity<TicketPull>(t =>
        {
            t.ToTable("ticket_pull");
            t.HasKey(p => p.Id);
            t.Property(p => p.Id).ValueGeneratedNever();
            t.HasOne<Ticket>().WithMany().HasForeignKey(p => p.Ticket).OnDelete(DeleteBehavior.Cascade);
            // The share of technical debt is counted in this index alone.
            t.HasIndex(p => new { p.Queue, p.At, p.Debt });
        });
        model.Entity<Absence>(t =>
        {
            t.ToTable("absence");
            t.HasKey(a => a.Id);
            t.Property(a => a.Id).ValueGeneratedNever();
            t.Property(a => a.Note).HasMaxLength(Absence.LongestNote);
            t.HasIndex(a => new { a.Until, a.Person });
            t.HasIndex(a => new { a.Person, a.Until });
        });
        model.Entity<StaffSkills>(t =>
        {
            t.ToTable("staff_skills");
            t.HasKey(s => s.Person);
            t.Property(s => s.Person).ValueGeneratedNever();
            t.Ignore(s => s.Skills);
        });
        model.Entity<PushTurn>(t =>
        {
            t.ToTable("push_turn");
            t.HasKey(p => p.Person);
            t.Property(p => p.Person).ValueGeneratedNever();
            t.Property(p => p.Turn).IsConcurrencyToken();
        });
    }

    extension(BridgewatchDb db)
    {
        internal DbSet<TicketPull> TicketPulls => db.Set<TicketPull>();

        internal DbSet<Absence> AllAbsences => db.Set<Absence>();

        internal DbSet<StaffSkills> AllStaffSkills => db.Set<StaffSkills>();

        internal DbSet<PushTurn> PushTurns => db.Set<PushTurn>();

        public IQueryable<StaffSkills> StaffSkills => db.Set<StaffSkills>().AsNoTracking();

        public IQueryable<Absence> Absences => db.Set<Absence>().AsNoTracking();
    }
}
